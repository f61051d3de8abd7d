"""One neuron: four ways to its gradient agree, and its training goes downhill to the target."""

import importlib
import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptanim import neuron
from gptanim.errors import ConfigError

WEIGHTS = st.tuples(*[st.floats(-2, 2)] * 3)
INPUTS = st.tuples(*[st.floats(-2, 2)] * 2)


def test_it_starts_undecided_and_ends_near_its_target():
    descent = neuron.descend()
    assert descent.weights.shape == descent.gradient.shape == (61, 3)
    assert (descent.weights[0] == 0).all()
    assert descent.prediction[0] == 0.5
    assert descent.loss[0] == pytest.approx(np.log(2))
    assert descent.prediction[-1] > 0.95
    assert (np.diff(descent.loss) < 0).all()


def test_every_step_takes_off_learning_rate_times_gradient():
    descent = neuron.descend(20, 0.3)
    np.testing.assert_allclose(np.diff(descent.weights, axis=0), -0.3 * descent.gradient[:-1], atol=1e-15)


def test_the_descent_is_that_of_the_graph():
    descent = neuron.descend(20)
    for weights, p, loss, gradient in zip(
        descent.weights, descent.prediction, descent.loss, descent.gradient, strict=True
    ):
        graph = neuron.graph(weights)
        assert (graph["p"].value, graph.last.value) == pytest.approx((p, loss), rel=1e-12)
        assert [graph[name].gradient for name in neuron.LEARNED] == pytest.approx(gradient.tolist(), rel=1e-12)


@given(WEIGHTS, INPUTS)
def test_a_nudge_by_hand_finds_the_gradient_of_the_graph(weights, inputs):
    graph = neuron.graph(weights, inputs)
    for name in neuron.LEARNED:
        found = neuron.nudge(weights, name, 1e-5, inputs)
        assert found.slope == pytest.approx(graph[name].gradient, rel=1e-5, abs=1e-8)


@given(WEIGHTS, INPUTS)
def test_local_derivatives_multiply_along_the_path_to_the_gradient(weights, inputs):
    graph = neuron.graph(weights, inputs)
    for name in neuron.LEARNED:
        assert sum(path.product for path in graph.paths(name)) == pytest.approx(graph[name].gradient)


@pytest.mark.oracle
def test_the_gradient_is_that_of_pytorch():
    if os.environ.get("GPTANIM_REQUIRE_ORACLE") == "1":
        torch = importlib.import_module("torch")
    else:
        torch = pytest.importorskip("torch", reason="PyTorch, the oracle for gradients, is not installed")
    weights = torch.tensor([0.3, -1.2, 0.4], dtype=torch.float64, requires_grad=True)
    felt = torch.tensor([0.8, -0.4, 1.0], dtype=torch.float64)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(weights @ felt, torch.ones((), dtype=torch.float64))
    loss.backward()
    graph = neuron.graph(weights.tolist(), (0.8, -0.4))
    assert graph.last.value == pytest.approx(loss.item(), rel=1e-12)
    assert [graph[name].gradient for name in neuron.LEARNED] == pytest.approx(weights.grad.tolist(), rel=1e-12)


def test_what_cannot_work_is_refused():
    for wrong in ({"inputs": (1,)}, {"steps": 0}, {"learning_rate": 0}):
        with pytest.raises(ConfigError, match="it takes two inputs"):
            neuron.descend(**wrong)
    with pytest.raises(ConfigError, match="no weight 'w3'; choose among w1, w2, b"):
        neuron.nudge((0, 0, 0), "w3")
