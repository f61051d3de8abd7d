"""SGD and Adam against their definitions and against PyTorch's."""

import importlib
import os

import numpy as np
import pytest

from gptanim.optimizer import OPTIMIZERS, SGD, Adam


@pytest.fixture(scope="module")
def torch():
    """PyTorch; missing, it skips the test, or fails it when GPTANIM_REQUIRE_ORACLE is 1."""
    if os.environ.get("GPTANIM_REQUIRE_ORACLE") == "1":
        return importlib.import_module("torch")
    return pytest.importorskip("torch", reason="PyTorch, the oracle for optimizers, is not installed")


def assert_moves_as(torch, ours, theirs):
    """Compare 50 steps of two optimizers in float64; theirs(tensors, lr) makes PyTorch's."""
    rng = np.random.default_rng(0)
    weights = rng.normal(size=20)
    twin = torch.tensor(weights.copy(), requires_grad=True)
    oracle = theirs([twin], 0.02)
    for grads in rng.normal(size=(50, 20)):
        ours.step(weights, grads, 0.02)
        twin.grad = torch.tensor(grads)
        oracle.step()
    np.testing.assert_allclose(weights, twin.detach().numpy(), rtol=1e-10, atol=1e-12)


@pytest.mark.oracle
def test_adam_moves_as_pytorchs(torch):
    adam = Adam(20, dtype=np.float64)
    assert_moves_as(torch, adam, lambda tensors, lr: torch.optim.Adam(tensors, lr=lr, betas=(0.9, 0.99)))


@pytest.mark.oracle
@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_sgd_moves_as_pytorchs(torch, momentum):
    sgd = SGD(20, momentum=momentum, dtype=np.float64)
    assert_moves_as(torch, sgd, lambda tensors, lr: torch.optim.SGD(tensors, lr=lr, momentum=momentum))


def test_the_first_step_of_adam_has_the_size_of_the_learning_rate():
    weights = np.zeros(3, np.float32)
    Adam(3).step(weights, np.array([0.001, -5, 300], np.float32), 0.1)
    np.testing.assert_allclose(weights, [-0.1, 0.1, -0.1], rtol=1e-4)


def test_a_step_of_sgd_is_learning_rate_times_gradient():
    weights, grads = np.array([0.5, -1], np.float32), np.array([0.1, 300], np.float32)
    SGD(2).step(weights, grads, 0.01)
    np.testing.assert_allclose(weights, [0.499, -4], rtol=1e-6)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_it_finds_the_bottom_of_a_bowl(name):
    weights, goal = np.zeros(2, np.float32), np.array([3, -2], np.float32)
    optimizer = OPTIMIZERS[name](2)
    for step in range(400):
        optimizer.step(weights, 2 * (weights - goal), 0.1 * (1 - step / 400))
    np.testing.assert_allclose(weights, goal, atol=1e-3)
