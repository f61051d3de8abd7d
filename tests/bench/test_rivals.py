"""The rivals of the benchmark do the same work: equal losses and equal weights after a few steps."""

import importlib
import os

import numpy as np
import pytest

from gptanim.batches import pack, pad
from gptanim.model import GPTConfig, Params, init_params, loss_and_grads
from gptanim.optimizer import Adam
from tests.bench.scalar import ScalarGPT

CONFIG = GPTConfig(7, block_size=8, n_layer=2, n_head=2, n_embd=8)
DOCS = [[0, 1, 2, 3, 0], [0, 4, 0], [0, 5, 5, 1, 2, 6, 0]]


@pytest.fixture
def params():
    made = init_params(CONFIG, np.random.default_rng(0), np.float64)
    return Params(made.flat * 5, CONFIG)


def ours(params, batch):
    """Take one step of Adam and return the loss before it."""
    adam = Adam(CONFIG.n_params, dtype=np.float64)
    while True:
        loss, grads = loss_and_grads(params, CONFIG, batch)
        adam.step(params.flat, grads.flat, 0.01)
        yield loss


def test_the_scalar_loop_does_the_same(params):
    scalar, mine = ScalarGPT(params, CONFIG), ours(params, pad([DOCS[2]]))
    for _ in range(3):
        assert scalar.train(DOCS[2], 0.01) == pytest.approx(next(mine), rel=1e-9)
    np.testing.assert_allclose([value.data for value in scalar.flat], params.flat, rtol=1e-7, atol=1e-9)


@pytest.mark.oracle
@pytest.mark.parametrize("by_hand", [False, True], ids=["fused", "by hand"])
def test_the_twin_in_pytorch_does_the_same(params, by_hand):
    if os.environ.get("GPTANIM_REQUIRE_ORACLE") != "1":
        pytest.importorskip("torch", reason="PyTorch, the rival in speed, is not installed")
    twin = importlib.import_module("tests.bench.twin")
    batch = pack(DOCS, 8)
    theirs, mine = twin.training_step(dict(params), CONFIG, 0.01, by_hand=by_hand), ours(params, batch)
    for _ in range(10):
        assert theirs(twin.as_tensors(batch)) == pytest.approx(next(mine), rel=1e-6)
