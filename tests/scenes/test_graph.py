"""What the segment on the chain rule claims, recomputed with the formula of one neuron."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import pytest

from gptanim.stage import Exhibit
from gptanim.studio import casting
from gptanim.studio.lesson import Chapter, Entry, Lesson
from scenes.graph import Graph

X = (0.8, -0.4)


def loss(w1: float, w2: float, b: float) -> float:
    return math.log(1 + math.exp(-(w1 * X[0] + w2 * X[1] + b)))


@pytest.fixture(scope="module")
def exhibit() -> Exhibit:
    return Graph.measure()


@pytest.fixture
def weights(exhibit: Exhibit) -> list[float]:
    return [float(w) for w in exhibit["values"][exhibit["learned"]]]


def line(exhibit: Exhibit, name: str) -> str:
    return next(beat.line(exhibit.facts) for beat in Graph.beats if beat.name == name)


def test_the_weights_are_those_after_one_step_from_nothing(weights: list[float]) -> None:
    assert weights == pytest.approx([0.5 * 0.5 * x for x in (*X, 1.0)])  # learning rate × (1 − ½) × input


def test_values_run_forward_to_the_loss(exhibit: Exhibit, weights: list[float]) -> None:
    assert exhibit["values"][-1] == exhibit.facts["loss"] == pytest.approx(loss(*weights))
    assert exhibit.facts["p"] == pytest.approx(math.exp(-loss(*weights)))


def test_every_gradient_of_a_weight_is_the_slope_of_the_loss(exhibit: Exhibit, weights: list[float]) -> None:
    for i, node in enumerate(exhibit["learned"].tolist()):
        up, down = ([w + sign * 1e-6 * (i == j) for j, w in enumerate(weights)] for sign in (1, -1))
        assert exhibit["gradients"][node] == pytest.approx((loss(*up) - loss(*down)) / 2e-6, rel=1e-6)
    assert exhibit.facts["slopes"] == "−0.31 for w₁, 0.16 for w₂ and −0.39 for b"


def test_the_factors_lie_on_a_path_of_wires_and_multiply_to_the_gradient(exhibit: Exhibit) -> None:
    path, wires = exhibit["path"].tolist(), exhibit["wires"].tolist()
    on_path = [wires.index([start, end]) for start, end in pairwise(path)]
    assert exhibit["local"][on_path].tolist() == exhibit["factors"].tolist()
    assert math.prod(exhibit["factors"]) == pytest.approx(exhibit["gradients"][path[0]])
    assert path[-1] == len(exhibit["values"]) - 1


def test_a_nudge_by_hand_gives_the_losses_said(exhibit: Exhibit, weights: list[float]) -> None:
    w1, w2, b = weights
    assert [exhibit.facts["below"], exhibit.facts["above"]] == pytest.approx(
        [loss(w1 - 0.1, w2, b), loss(w1 + 0.1, w2, b)]
    )
    assert exhibit["moved"][:, -1] == pytest.approx([loss(w1 + move, w2, b) for move in (-0.1, 0, 0.1)])
    assert exhibit["curve"][1] == pytest.approx([loss(w, w2, b) for w in exhibit["curve"][0]])
    assert line(exhibit, "nudged").startswith("It falls")
    assert "−0.31: the same as the gradient" in line(exhibit, "nudged")


@pytest.mark.parametrize("step", [0, 1, 5, 40])
def test_any_moment_of_the_training_can_be_taken_apart(step: int) -> None:
    assert f"after {step} step" in Graph.beats[0].speaker_notes(Graph.measure(step=step).facts)


def test_a_lesson_needs_no_run_for_it() -> None:
    chapter = Chapter("Blame", (Entry("graph", {"step": 2}),))
    (part,) = casting.parts(Lesson("Mini", "mini", "ink", "silent", {}, (chapter,), Path("mini.toml")))
    assert part.runs == {}
    assert part.measure({}).facts["steps"] == "2 steps"
