"""What the segment on loss claims, recomputed by other ways."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gptanim import probe
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.loss import EXAMPLE, FIVE_FIRST, LONGEST, STOPS, Loss


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Loss.measure(names)


def lines(exhibit: Exhibit) -> dict[str, str]:
    return {beat.name: beat.line(exhibit.facts) for beat in Loss.beats}


def test_the_worked_values_are_those_of_a_table_of_logarithms(exhibit: Exhibit) -> None:
    assert "At 90%, the loss is 0.11; at 42%, 0.87; at 10%, 2.30; at 2%, 3.91." in lines(exhibit)["slide"]
    assert "Five gets 42%, so the loss is 0.87" in lines(exhibit)["example"]
    assert all(math.exp(-exhibit.facts[f"loss_{100 * stop:.0f}"]) == pytest.approx(stop) for stop in STOPS)


def test_steepness_agrees_with_a_finite_difference(exhibit: Exhibit) -> None:
    slopes = [(math.log(stop + 1e-7) - math.log(stop - 1e-7)) / 2e-7 for stop in (0.02, 0.90)]
    assert exhibit.facts["steeper"] == pytest.approx(slopes[0] / slopes[1], rel=1e-5)


def test_the_worked_example_adds_up_and_five_keeps_its_share() -> None:
    assert sum(EXAMPLE.values()) == pytest.approx(1) == sum(FIVE_FIRST)
    assert FIVE_FIRST[list(EXAMPLE).index("five")] == EXAMPLE["five"]


def test_the_dots_are_the_predictions_that_training_recorded(names: Run) -> None:
    text = next(text for text in names.probe_texts if len(text) <= LONGEST)
    ids, number = names.tokenizer.with_markers(text), names.probe_texts.index(text)
    exhibit = Loss.measure(names, text=text)
    for row, snapshot, mean in ((0, names.first, "before"), (1, names.last, "after")):
        recorded = [snapshot.predictions[number][i, token] for i, token in enumerate(ids[1:])]
        assert exhibit["p"][row] == pytest.approx(np.array(recorded), rel=1e-4)
        assert exhibit.facts[mean] == pytest.approx(-sum(map(math.log, recorded)) / len(recorded), rel=1e-4)


def test_the_held_out_loss_is_the_mean_surprise_of_every_held_out_token(names: Run, exhibit: Exhibit) -> None:
    surprises = np.concatenate([probe.surprise(names.last, text) for text in names.corpus.held_out[:600]])
    assert exhibit.facts["val_after"] == pytest.approx(float(surprises.mean()), rel=1e-4)


def test_the_two_guesses_are_real(names: Run, exhibit: Exhibit) -> None:
    for name, wanted in (("high", STOPS[0]), ("low", STOPS[-1])):
        read, right = exhibit[f"{name}_tokens"].tolist()[1:-1], exhibit[f"{name}_tokens"].tolist()[-1]
        expected = probe.distribution(names.last, "".join(read))[names.tokenizer.labels.index(right)]
        drawn = exhibit[f"{name}_probs"][exhibit[f"{name}_target"]]
        assert drawn == pytest.approx(float(expected), rel=1e-4)
        assert exhibit[f"{name}_labels"][exhibit[f"{name}_target"]] == right
        assert drawn == pytest.approx(wanted, abs=0.1)


def test_sliding_the_right_bar_leaves_a_distribution_in_proportion(exhibit: Exhibit) -> None:
    target = int(exhibit["high_target"])
    assert exhibit["slides"].sum(axis=1) == pytest.approx(1)
    assert exhibit["slides"][:, target] == pytest.approx(np.array(STOPS))
    others = np.delete(exhibit["slides"], target, axis=1)
    assert np.linalg.matrix_rank(others, tol=1e-9) == 1


def test_the_axis_holds_the_worked_values_and_the_unknowing_guess(names: Run, odd_runs: dict[str, Run]) -> None:
    for run in (names, *odd_runs.values()):
        exhibit = Loss.measure(run)
        assert exhibit["top"] > max(-math.log(min(STOPS)), math.log(run.tokenizer.vocab_size))
        assert exhibit.facts["unknowing"] == pytest.approx(-math.log(1 / run.tokenizer.vocab_size))
