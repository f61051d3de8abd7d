"""The course of a small training, held to its raw losses and snapshots."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gptanim.corpus import Corpus
from gptanim.measures import learning
from gptanim.measures.course import Course, course
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train

TEXTS = ("anna", "anne", "ann", "ben", "bea")


@pytest.fixture(scope="module")
def run() -> Run:
    corpus = Corpus(TEXTS, TEXTS, TEXTS, "by hand")
    return train(corpus, model={"n_embd": 8, "n_head": 2}, train_config=TrainConfig(steps=80, snapshots=20))


@pytest.fixture(scope="module")
def found(run: Run) -> Course:
    return course(run, stops=3, points=10)


def test_stops_run_from_the_first_snapshot_over_the_end_of_the_fast_phase_to_the_last(found: Course, run: Run) -> None:
    steps = [snapshot.step for snapshot in found.stops]
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1]) == (0, run.snapshots[-1].step)
    assert found.fast_steps in steps
    assert len([step for step in steps if step <= found.fast_steps]) <= 4
    assert len([step for step in steps if step > found.fast_steps]) <= 3


def test_the_points_carry_the_run_s_losses(found: Course, run: Run) -> None:
    smoothed, steps = learning.smoothed(run.train_loss), found.at.tolist()
    assert found.raw[:-1] == pytest.approx([run.train_loss[i] for i in steps[:-1]])
    assert found.curve[:-1] == pytest.approx([smoothed[i] for i in steps[:-1]])
    assert (steps[-1], found.raw[-1], found.curve[-1]) == (80, run.train_loss[-1], smoothed[-1])
    assert found.at[0] == 0
    assert (np.diff(found.at) > 0).all()


def test_the_phases_bring_the_fall_between_them(found: Course, run: Run) -> None:
    curve = learning.smoothed(run.train_loss)
    whole = curve[0] - min(curve)
    assert found.fast_share == pytest.approx((curve[0] - curve[found.fast_steps]) / whole)
    assert found.fast_share + found.slow_share == pytest.approx((curve[0] - curve[-1]) / whole)
    assert found.fast_time == found.fast_steps / 80


def test_facts_and_arrays_name_the_run_s_own_numbers(found: Course, run: Run) -> None:
    facts, arrays = found.facts(), found.arrays()
    weights = sum(array.size for array in run.last.params.values())
    assert (facts["steps"], facts["n_params"], facts["nudges"]) == (80, weights, 80 * weights)
    assert facts["baseline"] == pytest.approx(math.log(run.config.vocab_size))
    assert facts["known_last"] == learning.known_share(run.last.samples, TEXTS)
    assert arrays["top"] > max(arrays["curve"].max(), facts["baseline"])


def test_the_mistake_is_the_one_that_the_fast_phase_cures(found: Course, run: Run) -> None:
    expected = learning.first_mistake(run, found.fast_steps)
    assert expected is not None
    assert found.mistake is not None
    assert found.mistake.pair == expected.pair
    assert np.array_equal(found.arrays()["mistake"], expected.p)
