"""The scalar graph: chain rule, order and paths, against hand calculation and finite differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptanim.errors import ConfigError
from gptanim.graph import PLUS, SIGMOID, SURPRISE, TIMES, Step, evaluate, sigmoid

SQUARE_PLUS = (Step("aa", TIMES, ("a", "a")), Step("ab", TIMES, ("a", "b")), Step("end", PLUS, ("aa", "ab")))
SMALL = st.floats(-3, 3)


@given(SMALL, SMALL)
def test_gradients_of_a_number_used_thrice_add_up(a, b):
    graph = evaluate(SQUARE_PLUS, {"a": a, "b": b})
    assert graph.last.value == pytest.approx(a * a + a * b)
    assert graph["a"].gradient == pytest.approx(2 * a + b)
    assert graph["b"].gradient == pytest.approx(a)
    assert len(graph.paths("a")) == 3
    assert sum(path.product for path in graph.paths("a")) == pytest.approx(2 * a + b)


@pytest.mark.parametrize("operation", [PLUS, TIMES, SIGMOID, SURPRISE], ids=lambda operation: operation.symbol)
def test_a_local_derivative_is_the_slope_of_its_forward(operation):
    values = [0.7, 0.3] if operation in (PLUS, TIMES) else [0.7]
    for i, local in enumerate(operation.backward(*values)):
        above, below = ([v + sign * 1e-6 * (i == j) for j, v in enumerate(values)] for sign in (1, -1))
        assert local == pytest.approx((operation.forward(*above) - operation.forward(*below)) / 2e-6, rel=1e-8)


def test_every_node_stands_after_its_inputs_and_knows_them():
    graph = evaluate(SQUARE_PLUS, {"a": 2, "b": 3})
    assert list(graph) == ["a", "b", "aa", "ab", "end"]
    assert graph["ab"].inputs == ("a", "b")
    assert graph["ab"].local == (3, 2)
    assert graph["a"].symbol == ""
    assert graph.last.gradient == 1


def test_a_path_names_what_it_passes():
    (path,) = evaluate(SQUARE_PLUS, {"a": 2, "b": 3}).paths("b")
    assert path.names == ("b", "ab", "end")
    assert path.local == (2, 1)


def test_a_number_that_nothing_makes_is_refused():
    with pytest.raises(ConfigError, match="'end' needs 'ab', which no step before it makes"):
        evaluate((SQUARE_PLUS[0], SQUARE_PLUS[2]), {"a": 1})


def test_the_sigmoid_does_not_overflow():
    assert [sigmoid(z) for z in (-1e4, 0, 1e4)] == [0, 0.5, 1]
    assert sigmoid(1.5) == pytest.approx(1 / (1 + np.exp(-1.5)))
