"""Moments of a training, each held to the probe and the parameters of its snapshot."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.measures.moments import moments
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train


@pytest.fixture(scope="module")
def run() -> Run:
    texts = ("anna", "anne", "ann", "ben", "bea")
    corpus = Corpus(texts, texts, texts, "by hand")
    return train(corpus, model={"n_embd": 8, "n_head": 2}, train_config=TrainConfig(steps=12, snapshots=3))


def test_every_moment_is_that_of_its_snapshot(run: Run) -> None:
    seen = moments(run.snapshots, "anna", samples=4, weights=(3, 5))
    assert seen.tokens == ("·", *"anna")
    assert seen.weights.shape == (len(run.snapshots), 3, 5)
    for i, snapshot in enumerate(run.snapshots):
        assert seen.samples[i] == snapshot.samples[:4]
        assert np.array_equal(seen.weights[i], snapshot.params["wte"][:3, :5])
        heads = [head for layer in probe.attention(snapshot, "anna") for head in layer]
        assert seen.attention[i] == pytest.approx(sum(heads) / len(heads))


def test_rows_of_attention_add_up_to_one(run: Run) -> None:
    arrays = moments(run.snapshots, "anna", samples=4, weights=(3, 5)).arrays()
    assert set(arrays) == {"tokens", "samples", "attention", "weights"}
    assert np.allclose(arrays["attention"].sum(axis=-1), 1, atol=1e-5)
