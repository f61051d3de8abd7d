"""Adam against its definition and against PyTorch's."""

import importlib
import os

import numpy as np
import pytest

from gptanim.optimizer import Adam


def test_the_first_step_has_the_size_of_the_learning_rate():
    weights = np.zeros(3, np.float32)
    Adam(3).step(weights, np.array([0.001, -5, 300], np.float32), 0.1)
    np.testing.assert_allclose(weights, [-0.1, 0.1, -0.1], rtol=1e-4)


def test_it_finds_the_bottom_of_a_bowl():
    weights, goal = np.zeros(2, np.float32), np.array([3, -2], np.float32)
    adam = Adam(2)
    for step in range(400):
        adam.step(weights, 2 * (weights - goal), 0.1 * (1 - step / 400))
    np.testing.assert_allclose(weights, goal, atol=1e-3)


@pytest.mark.oracle
def test_it_moves_as_pytorchs_adam():
    if os.environ.get("GPTANIM_REQUIRE_ORACLE") == "1":
        torch = importlib.import_module("torch")
    else:
        torch = pytest.importorskip("torch", reason="PyTorch, the oracle for Adam, is not installed")
    rng = np.random.default_rng(0)
    weights = rng.normal(size=20).astype(np.float32)
    twin = torch.tensor(weights.copy(), requires_grad=True)
    ours, theirs = Adam(20), torch.optim.Adam([twin], lr=0.02, betas=(0.9, 0.99))
    for grads in rng.normal(size=(30, 20)).astype(np.float32):
        ours.step(weights, grads, 0.02)
        twin.grad = torch.tensor(grads)
        theirs.step()
    np.testing.assert_allclose(weights, twin.detach().numpy(), rtol=1e-4, atol=1e-6)
