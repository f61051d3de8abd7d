"""Turning one weight changes that weight alone, and what it does agrees with the gradient."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.measures.knobs import knob, moved, sweep, turned
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train

NAMES = Path(__file__).parents[2] / "data" / "names.txt"


@pytest.fixture(scope="module")
def run() -> Run:
    return train(Corpus.read(NAMES), model={"n_embd": 8, "n_head": 2}, train_config=TrainConfig(steps=30, snapshots=2))


def test_one_weight_is_turned_and_no_other(run: Run) -> None:
    one = knob(run.last, "layer0.down", 3, 5)
    other = turned(run.last, one.index, 9.0)
    changed = np.flatnonzero(other.params.flat != run.last.params.flat)
    assert changed.tolist() == [one.index]
    assert other.params["layer0.down"][3, 5] == 9.0
    assert run.last.params["layer0.down"][3, 5] == pytest.approx(one.value)


def test_a_sweep_passes_through_the_model_as_it_is(run: Run) -> None:
    one = knob(run.last, "head", 2, 1)
    low, here, high = sweep(run.last, one.index, (-1.0, one.value, 1.0), "ma")
    assert here == pytest.approx(probe.distribution(run.last, "ma"), abs=1e-6)
    assert moved(low, high) > 0
    rest = np.delete(np.arange(len(here)), 1)  # a weight of the head moves its own letter; the others keep their ratio
    assert low[rest] / low[rest].sum() == pytest.approx(here[rest] / here[rest].sum(), rel=1e-4)


def test_what_moved_is_zero_for_the_same_and_one_for_what_shares_nothing() -> None:
    assert moved(np.array([0.5, 0.5]), np.array([0.5, 0.5])) == 0
    assert moved(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == 1
