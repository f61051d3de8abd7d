"""Every claim of the training segment, computed another way."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import probe
from gptanim.measures import learning
from gptanim.run import Run
from gptanim.sampler import sample
from gptanim.stage import Exhibit
from scenes.kit.lettering import outline
from scenes.kit.parts.lines import cropped
from scenes.training import DRAWN, Training


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Training.measure(names)


def test_a_smoothed_loss_is_the_mean_of_the_steps_within_a_tenth(names: Run) -> None:
    curve, raw = learning.smoothed(names.train_loss), names.train_loss.astype(float)
    for step in (0, 7, 10, 55, len(raw) - 1):
        near = [raw[i] for i in range(len(raw)) if abs(i - step) <= int(0.1 * step)]
        assert curve[step] == pytest.approx(np.mean(near))


def test_the_fast_phase_ends_at_the_first_snapshot_with_three_quarters_of_the_fall(
    names: Run, exhibit: Exhibit
) -> None:
    curve = learning.smoothed(names.train_loss)
    shares = [(curve[0] - curve[min(s.step, len(curve) - 1)]) / (curve[0] - curve.min()) for s in names.snapshots]
    fast = next(i for i, share in enumerate(shares) if share >= 0.75)
    assert exhibit.facts["fast_steps"] == names.snapshots[fast].step
    assert exhibit.facts["fast_share"] == pytest.approx(shares[fast])
    assert exhibit.facts["baseline"] == pytest.approx(np.log(27))


def test_the_impossible_pair_is_in_no_name_and_its_probability_is_the_models(names: Run, exhibit: Exhibit) -> None:
    mistake = learning.first_mistake(names, int(exhibit.facts["fast_steps"]))
    assert mistake is not None
    assert not any("".join(mistake.pair) in text for text in names.corpus.texts)
    first, second = mistake.pair
    surprise = probe.surprise(names.last, first + second)[1]
    assert exhibit["mistake"][-1] == pytest.approx(np.exp(-surprise), rel=1e-4)
    assert exhibit["mistake"][0] > exhibit["mistake"][-1]


def test_known_triples_are_counted_with_their_markers() -> None:
    assert learning.triples("al") == ["·al", "al·"]
    assert learning.triples("") == ["··"]
    assert learning.known_share(["al", "x"], ["alan", "hal"]) == pytest.approx(2 / 3)
    assert learning.known_share([], ["alan"]) == 0


def test_copies_are_the_samples_that_stand_in_the_training_data(names: Run, exhibit: Exhibit) -> None:
    drawn = sample(names.last, DRAWN, np.random.default_rng(names.train_config.seed))
    copied = [text in names.corpus.train for text in drawn]
    assert exhibit["drawn"].tolist() == list(drawn)
    assert exhibit["copied"].tolist() == copied
    assert str(sum(copied)) in str(exhibit.facts["copies"]) or sum(copied) == 0


def test_all_training_texts_are_counted(names: Run, exhibit: Exhibit) -> None:
    assert exhibit.facts["examples"] == f"{len(names.corpus.train):,} names"


def test_an_overlong_or_empty_sample_still_fits() -> None:
    long = cropped("a" * 40, 0.1, "JetBrains Mono")
    assert long.endswith("…")
    assert outline(long, "JetBrains Mono").width <= 0.1
    assert cropped("", 0.1, "JetBrains Mono") == "·"


def test_the_curve_goes_on_to_the_last_step(names: Run, exhibit: Exhibit) -> None:
    assert exhibit["at"][-1] == exhibit.facts["steps"] == len(names.train_loss)
    assert exhibit["raw"][-1] == names.train_loss[-1]
