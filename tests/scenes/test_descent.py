"""What the segment on the nudge claims, recomputed by hand and from the run's own snapshots."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from gptanim.batches import pack
from gptanim.run import Run, TrainConfig
from gptanim.stage import Exhibit
from gptanim.trainer import train
from scenes.descent import GRADIENT, RATE, WEIGHT, Descent

X = (0.8, -0.4, 1.0)


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Descent.measure(names)


def line(exhibit: Exhibit, name: str) -> str:
    return next(beat.line(exhibit.facts) for beat in Descent.beats if beat.name == name)


def test_the_neuron_trains_by_the_plain_rule(exhibit: Exhibit) -> None:
    w = [0.0, 0.0, 0.0]
    for step in range(len(exhibit["loss"])):
        p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(w, X, strict=True))))
        assert exhibit["weights"][step] == pytest.approx(w)
        assert exhibit["answer"][step] == pytest.approx(p)
        assert exhibit["loss"][step] == pytest.approx(-math.log(p))
        w = [a - 0.5 * (p - 1) * b for a, b in zip(w, X, strict=True)]
    assert line(exhibit, "step").startswith("The slopes −0.40, 0.20 and −0.50 are the gradient.")
    assert line(exhibit, "step").endswith("w₁ becomes 0.20.")


def test_the_ball_lies_on_the_curve_of_its_moment(exhibit: Exhibit) -> None:
    for step in (0, 1, 7, 60):
        on_curve = np.interp(exhibit["weights"][step, 0], exhibit["span"], exhibit["curves"][step])
        assert on_curve == pytest.approx(exhibit["loss"][step], abs=1e-3)
    assert exhibit["span"][0] < exhibit["weights"][:, 0].min()
    assert exhibit["span"][-1] > exhibit["weights"][:, 0].max()


def test_the_worked_example_moves_by_rate_times_gradient() -> None:
    found = (WEIGHT, RATE, GRADIENT, WEIGHT - RATE * GRADIENT)
    assert found == pytest.approx((0.5, 0.01, 0.1, 0.499))


def test_the_real_weight_is_where_the_run_left_it(names: Run, exhibit: Exhibit) -> None:
    at = int(np.abs(names.first.grads.flat).argmax())
    before, after = (float(snapshot.params.flat[at]) for snapshot in names.snapshots[:2])
    assert names.snapshots[1].step == 1
    assert [float(str(exhibit.facts[f"real_{when}"]).replace("−", "-")) for when in ("before", "after")] == [
        pytest.approx(before, abs=5e-5),
        pytest.approx(after, abs=5e-5),
    ]
    assert abs(after - before) == pytest.approx(names.train_config.learning_rate, rel=1e-4)  # Adam's first step


def test_plain_descent_is_said_to_follow_the_same_rule(names: Run) -> None:
    settings = replace(names.train_config, optimizer="sgd", steps=2, snapshots=3, learning_rate=0.5)
    run = train(names.corpus, model={"n_embd": 8, "n_layer": 1, "n_head": 2}, train_config=settings)
    facts = Descent.measure(run).facts
    before, rate, pace, after = (
        float(part.strip("()").replace("−", "-")) for part in str(facts["real_sum"]).split("|")
    )
    assert facts["real_how"] == "That is the same rule."
    assert after == pytest.approx(before - rate * pace, abs=2e-4)


def test_the_field_shows_every_way_since_the_beginning(names: Run, exhibit: Exhibit) -> None:
    ways = names.last.params.flat - names.first.params.flat
    moved = exhibit["moved"]
    assert moved.shape == (len(names.snapshots), names.config.n_params)
    assert not moved[0].any()
    inside = np.abs(moved[-1]) < 127
    assert np.corrcoef(moved[-1][inside], ways[inside])[0, 1] > 0.999
    assert inside.mean() > 0.97


def test_the_texts_read_are_rows_times_texts_in_a_row(names: Run, exhibit: Exhibit) -> None:
    rows = len(pack([names.tokenizer.with_markers(text) for text in names.corpus.train], names.config.block_size))
    settings: TrainConfig = names.train_config
    expected = settings.steps * settings.batch_size * len(names.corpus.train) / rows
    assert exhibit.facts["texts"] == pytest.approx(expected, rel=0.01)
    assert exhibit.facts["turn"] == "falls"
