"""What the segment on loss claims, recomputed by other ways."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gptanim import probe
from gptanim.measures.mistake import mistake
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.theme import INK
from scenes.loss import LONGEST, Loss
from scenes.props.loss.guesses import CapitalPanel
from scenes.props.loss.worked import CITIES, EXAMPLE, FIVE, FIVE_FIRST, STOPS


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Loss.measure(names, names)


def lines(exhibit: Exhibit) -> dict[str, str]:
    return {beat.name: beat.line(exhibit.facts) for beat in Loss.beats}


def test_the_worked_values_are_those_of_a_table_of_logarithms(exhibit: Exhibit) -> None:
    said = lines(exhibit)["slide"]
    assert "a mistake: 0.11. At 42%, 0.87; at 10%, 2.30. And 2% needs a number that screams: 3.91." in said
    assert "four 47%, five 42%, six 11%. Five is right: its loss is 0.87" in lines(exhibit)["example"]
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
    exhibit = Loss.measure(names, names, text=text)
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
    panel = CapitalPanel(INK, region=Region(0, 0, 6, 5), footer=Region(0, -3, 12, 0.6))
    for stop in STOPS:
        assert panel.give(stop).bars.values == pytest.approx([stop, 0.6 * (1 - stop), 0.4 * (1 - stop)])
    assert next(iter(CITIES)) == "Paris"


def test_the_answer_at_three_moments_is_that_of_three_snapshots(names: Run, exhibit: Exhibit) -> None:
    case = mistake(names)
    asked = "".join(map(names.tokenizer.label, case.ids[1 : case.position + 1]))
    moments = [names.snapshot_at(int(step)) for step in exhibit["steps"]]
    assert moments[0] is names.first
    assert moments[2] is names.last
    got = [float(probe.distribution(moment, asked)[case.target]) for moment in moments]
    assert exhibit["right_p"] == pytest.approx(np.array(got), rel=1e-4)
    assert exhibit["shares"].sum(axis=1) == pytest.approx(1)
    assert f"a loss of {-math.log(got[1]):.2f}; in the end" in lines(exhibit)["own_answer"]


def test_the_axis_holds_the_worked_values_and_the_unknowing_guess(names: Run, odd_runs: dict[str, Run]) -> None:
    for run in (names, *odd_runs.values()):
        exhibit = Loss.measure(run, run)
        assert exhibit["top"] > max(-math.log(min(STOPS)), math.log(run.tokenizer.vocab_size))
        assert exhibit.facts["unknowing"] == pytest.approx(-math.log(1 / run.tokenizer.vocab_size))
