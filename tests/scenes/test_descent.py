"""What the segment on the nudge claims, recomputed by hand and from the run's own snapshots."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gptanim.batches import pack
from gptanim.run import Run, TrainConfig
from gptanim.stage import Exhibit
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
    assert exhibit.facts["slopes"] == "−0.40, 0.20 and −0.50"
    assert line(exhibit, "slope").startswith("At w₁ the slope is −0.40")
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
