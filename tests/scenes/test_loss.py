"""What the segment on loss claims, recomputed by other ways."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gptanim import probe
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.theme import INK
from scenes.loss import LONGEST, Loss
from scenes.props.loss.numbers import LossSum
from scenes.props.loss.worked import CITIES, EXAMPLE, FIVE, FIVE_FIRST, STOPS, paris


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Loss.measure(names)


def lines(exhibit: Exhibit) -> dict[str, str]:
    return {beat.name: beat.line(exhibit.facts) for beat in Loss.beats}


def test_the_worked_values_are_those_of_a_table_of_logarithms(exhibit: Exhibit) -> None:
    said = lines(exhibit)["slide"]
    assert said.endswith("2% screams 3.91.")
    assert "“five” got 42%: loss 0.87" in lines(exhibit)["example"]
    assert all(f"{-math.log(stop):.2f}" == exhibit.facts[f"loss_{100 * stop:.0f}"] for stop in STOPS)


def test_steepness_agrees_with_a_finite_difference(exhibit: Exhibit) -> None:
    slopes = [(math.log(stop + 1e-7) - math.log(stop - 1e-7)) / 2e-7 for stop in (0.02, 0.90)]
    assert exhibit.facts["steeper"] == pytest.approx(slopes[0] / slopes[1], rel=1e-5)


def test_the_worked_example_adds_up_and_five_keeps_its_share() -> None:
    assert sum(EXAMPLE.values()) == pytest.approx(1) == sum(FIVE_FIRST)
    assert list(EXAMPLE)[FIVE] == "five"
    assert FIVE_FIRST[FIVE] == EXAMPLE["five"] < max(EXAMPLE.values())
    assert max(FIVE_FIRST) == FIVE_FIRST[FIVE]


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


def test_the_capital_s_bars_add_up_while_the_right_one_slides() -> None:
    for stop in STOPS:
        assert paris(stop) == pytest.approx([stop, 0.6 * (1 - stop), 0.4 * (1 - stop)])
    assert CITIES[0] == "Paris"


@pytest.mark.parametrize(("p", "said"), [(0.9, "0.90"), (0.02, "0.02"), (1 / 27, "0.037"), (1 / 300, "0.0033")])
def test_a_sum_shows_enough_of_its_probability_to_be_checked(p: float, said: str) -> None:
    texts = [writing.text for part in LossSum(p, INK) for writing in part.writings()]
    assert texts == [f"−log {said} =", f"{-math.log(p):.2f}"]
    assert -math.log(float(said)) == pytest.approx(-math.log(p), abs=0.02)


def test_the_axis_holds_the_worked_values_and_the_unknowing_guess(names: Run, odd_runs: dict[str, Run]) -> None:
    for run in (names, *odd_runs.values()):
        exhibit = Loss.measure(run)
        assert exhibit["top"] > max(-math.log(min(STOPS)), math.log(run.tokenizer.vocab_size))
        assert exhibit.facts["unknowing"] == pytest.approx(-math.log(1 / run.tokenizer.vocab_size))
