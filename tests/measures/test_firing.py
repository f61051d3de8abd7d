"""Firing: shares, means by letter and the usual position, counted one position at a time."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim.activations import activations
from gptanim.corpus import Corpus
from gptanim.measures.firing import firing, steps, typical_position
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train

WORDS = ["charlotte", "ada", "oscar", "emmy", "kurt", "lee"]


@pytest.fixture(scope="module")
def run() -> Run:
    shape = {"n_embd": 12, "n_head": 3, "n_layer": 2}
    return train(Corpus.of(WORDS, name="some"), model=shape, train_config=TrainConfig(steps=4, snapshots=3))


def test_the_last_layer_is_averaged_over_all_positions(run: Run) -> None:
    found = firing(run.last, ["ada", "lee"])
    rows = np.concatenate([activations(run.last, text).hidden[-1] for text in ("ada", "lee")])
    assert found.share == pytest.approx(sum(value > 0 for row in rows for value in row) / rows.size)
    a = run.tokenizer.labels.index("a")
    np.testing.assert_allclose(found.by_token[a], (rows[1] + rows[3]) / 2, rtol=1e-5)
    assert not found.by_token[run.tokenizer.labels.index("k")].any()


def test_favourites_come_strongest_first(run: Run) -> None:
    found = firing(run.last, WORDS)
    outputs = [found.by_token[token, 0] for token in found.favourites(0, 4)]
    assert outputs == sorted(found.by_token[:, 0], reverse=True)[:4]


def test_the_typical_position_is_after_the_start_and_within_reach(run: Run) -> None:
    found = activations(run.last, "charlotte")
    shares = found.fires[-1].mean(axis=-1)
    assert typical_position(found, float(shares[4]), longest=9) == list(shares).index(shares[4], 1)
    assert typical_position(found, 0.5, longest=1) == 1


def test_steps_add_up(run: Run) -> None:
    found = steps(activations(run.last, "ada"), 2)
    np.testing.assert_allclose(found["before"] + found["added"], found["after"], atol=1e-6)
    np.testing.assert_allclose(found["hidden"], np.maximum(0, found["expanded"]), atol=1e-6)
