"""Every claim of the segment on generalising, computed another way."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import fits, probe
from gptanim.corpus import Corpus
from gptanim.run import Run, TrainConfig
from gptanim.sampler import sample
from gptanim.stage import Exhibit
from gptanim.trainer import train
from scenes.generalise import DRAWN, Generalise


@pytest.fixture(scope="module")
def few(names: Run) -> Run:
    """A run on twenty of the names, long enough to know them by heart."""
    config = TrainConfig(steps=200, snapshots=8, schedule="constant")
    return train(names.corpus.few(20), model={"n_embd": 16, "n_layer": 1, "n_head": 4}, train_config=config)


@pytest.fixture(scope="module")
def exhibit(names: Run, few: Run) -> Exhibit:
    return Generalise.measure(names, few)


def test_each_curve_is_the_polynomial_that_numpy_fits(exhibit: Exhibit) -> None:
    (x, y), (new_x, new_y) = exhibit["points"].T, exhibit["new"].T
    for curve, errors, count in zip(exhibit["curves"], exhibit["errors"], exhibit["coefficients"], strict=True):
        fitted = np.polynomial.Polynomial.fit(x, y, int(count) - 1)
        np.testing.assert_allclose(curve[:, 1], fitted(curve[:, 0]), atol=1e-6)
        assert errors[0] == pytest.approx(np.sqrt(np.mean((fitted(x) - y) ** 2)), abs=1e-6)
        assert errors[1] == pytest.approx(np.sqrt(np.mean((fitted(new_x) - new_y) ** 2)), abs=1e-6)


def test_more_numbers_fit_closer_but_the_middle_one_wins_on_new_points(exhibit: Exhibit) -> None:
    assert (np.diff(exhibit["errors"][:, 0]) < 0).all()
    assert exhibit["errors"][:, 1].argmin() == 1
    assert exhibit["errors"][:, 0].argmin() == 2  # C fits best, and yet B is to be trusted


def test_new_points_are_none_of_those_that_were_fitted() -> None:
    made = fits.points()
    assert not set(made.x.tolist()) & set(made.held_out_x.tolist())


def test_losses_are_those_of_the_models_on_names_kept_back(names: Run, few: Run, exhibit: Exhibit) -> None:
    for name, run in (("few", few), ("many", names)):
        assert exhibit[name][0].tolist() == [snapshot.step for snapshot in run.snapshots]
        assert exhibit[name][2, -1] == pytest.approx(probe.loss(run.last, run.corpus.held_out), rel=1e-4)
        assert exhibit.facts[name] == len(run.corpus.train)


def test_losses_in_training_are_means_over_neighbouring_steps(names: Run, few: Run, exhibit: Exhibit) -> None:
    for name, run in (("few", few), ("many", names)):
        last = len(run.train_loss) - 1
        for step, loss in exhibit[name][:2].T:
            at = min(int(step), last)
            near = run.train_loss[at - at // 10 : at + at // 10 + 1].astype(float)
            assert loss == pytest.approx(near.mean(), rel=1e-5)
        assert exhibit.facts[f"{name}_trained"] == pytest.approx(exhibit[name][1, -1])


def test_a_run_on_few_names_is_said_to_overfit(few: Run, exhibit: Exhibit) -> None:
    assert exhibit["few"][2, -1] - exhibit["few"][1, -1] > exhibit["many"][2, -1] - exhibit["many"][1, -1] + 0.05
    least = min(snapshot.val_loss for snapshot in few.snapshots)
    assert few.last.val_loss > least + 0.05
    assert exhibit.facts["few_least"] == pytest.approx(least)
    assert "by heart" in str(exhibit.facts["fate"])


def test_copies_are_counted_among_names_drawn_from_each_run(names: Run, few: Run, exhibit: Exhibit) -> None:
    for name, run in (("few", few), ("many", names)):
        drawn = sample(run.last, DRAWN, np.random.default_rng(run.train_config.seed))
        copied = [text in run.corpus.train for text in drawn]
        assert exhibit[f"{name}_copied"].tolist() == copied
        assert exhibit.facts[f"{name}_copied"] in (
            "0%",
            "100%",
            f"{sum(copied) / DRAWN:.0%}",
            f"{sum(copied) / DRAWN:.1%}",
        )
    assert not set(exhibit["own"].tolist()) & set(names.corpus.train)


def test_the_shape_is_claimed_only_where_new_names_gain_half_as_much(names: Run, odd_runs: dict[str, Run]) -> None:
    for run in (names, *odd_runs.values()):
        words = str(Generalise.measure(run, run).facts["shape"])
        first, last = run.first, run.last
        trained = run.train_loss[-1 - (len(run.train_loss) - 1) // 10 :].mean()
        gained = (first.val_loss - last.val_loss) / (run.train_loss[0] - trained)
        kept_back = any(text not in run.corpus.train for text in run.corpus.held_out)
        assert ("shape of the language" in words) <= (kept_back and gained >= 0.5)
        assert ("never saw could tell" in words) == (not kept_back)


def test_one_run_in_both_roles_or_with_nothing_kept_back_shows_no_more_than_it_can(names: Run) -> None:
    same = Generalise.measure(names, names).facts
    assert "by heart" not in str(same["fate"])
    alone = train(
        Corpus.of(["anna"] * 5, name="anna"),
        model={"n_embd": 8, "n_layer": 1, "n_head": 2},
        train_config=TrainConfig(steps=10, snapshots=3),
    )
    facts = Generalise.measure(alone, alone).facts
    assert "none could be kept back" in str(facts["fate"])
    assert "kept back" not in str(facts["caption"])
