"""Reading a stream out early agrees with the model at its end, and counts what it gets right."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import probe
from gptanim.activations import activations
from gptanim.corpus import Corpus
from gptanim.measures.lens import foremost, hits, read_out
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train


@pytest.fixture(scope="module", params=[False, True], ids=["untied", "tied and normed"])
def run(request: pytest.FixtureRequest) -> Run:
    corpus = Corpus.of(["anna", "anne", "ben", "bert", "annika"], name="few")
    model = {"n_embd": 8, "n_head": 2, "n_layer": 2, "tied": request.param, "final_norm": request.param}
    return train(corpus, model=model, train_config=TrainConfig(steps=20, snapshots=2))


def test_the_last_stage_says_what_the_model_says(run: Run) -> None:
    streams = activations(run.last, "anna").residual.astype(float)
    np.testing.assert_allclose(read_out(run.last, streams)[-1], probe.distributions(run.last, "anna"), atol=1e-5)


def test_the_last_stage_is_right_as_often_as_the_model(run: Run) -> None:
    right = []
    for text in run.corpus.held_out:
        right += (probe.distributions(run.last, text).argmax(axis=-1) == run.last.doc(text)[1:]).tolist()
    found = hits(run)
    assert found.count == len(right)
    assert found.shares[-1] == pytest.approx(np.mean(right))


def test_the_foremost_come_first() -> None:
    best, p = foremost(np.array([[0.2, 0.5, 0.3], [0.6, 0.0, 0.4]]), 2)
    assert best.tolist() == [[1, 2], [0, 2]]
    assert p.tolist() == [[0.5, 0.3], [0.6, 0.4]]
