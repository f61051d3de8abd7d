"""A case adds its blame up, and names the steepest weight that is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim.corpus import Corpus
from gptanim.measures.case import investigate
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train


@pytest.fixture(scope="module", params=[False, True], ids=["untied", "tied"])
def run(request: pytest.FixtureRequest) -> Run:
    corpus = Corpus.of(["anna", "ben", "clara", "dora", "emma"], name="few")
    model = {"n_embd": 12, "n_layer": 2, "n_head": 2, "tied": request.param}
    return train(corpus, model=model, train_config=TrainConfig(steps=5, snapshots=2))


def test_a_case_s_edge_is_the_steepest_drawn(run: Run) -> None:
    case = investigate(run)
    assert abs(case.gradient) == np.abs(case.grads[case.moment]).max()


def test_a_case_s_shares_add_up_at_every_moment(run: Run) -> None:
    case = investigate(run)
    assert case.shares.sum(axis=1) == pytest.approx(1)
    assert case.order == sorted(range(4), key=lambda stage: -case.shares[case.moment, stage])
