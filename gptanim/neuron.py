"""One neuron, trained for real: two weights and a bias learn to answer 1, and every step is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim.errors import ConfigError
from gptanim.graph import PLUS, SIGMOID, SURPRISE, TIMES, Graph, Step, evaluate, sigmoid

Floats = npt.NDArray[np.float64]
INPUTS = (0.8, -0.4)  # of opposite sign, so that one weight must rise and the other fall
LEARNED = ("w1", "w2", "b")
FORMULA = (
    Step("w1x1", TIMES, ("w1", "x1")),
    Step("w2x2", TIMES, ("w2", "x2")),
    Step("sum", PLUS, ("w1x1", "w2x2")),
    Step("z", PLUS, ("sum", "b")),
    Step("p", SIGMOID, ("z",)),
    Step("loss", SURPRISE, ("p",)),
)


@dataclass(frozen=True, eq=False)
class Descent:
    """A neuron's training, S steps long: what it was at each of S + 1 moments, before the first step first.

    inputs: (2,), x1 and x2, the same at every step; the target is 1. weights: (S + 1, 3), w1, w2 and the bias b.
    prediction: (S + 1,), σ(w1 x1 + w2 x2 + b). loss: (S + 1,), −log of the prediction, in nats.
    gradient: (S + 1, 3), of the loss with respect to w1, w2 and b; each step takes off learning_rate times it.
    """

    inputs: Floats
    learning_rate: float
    weights: Floats
    prediction: Floats
    loss: Floats
    gradient: Floats


@dataclass(frozen=True)
class Nudge:
    """What the loss does when one number is moved by hand, a little up and a little down.

    below, above: the loss, in nats, at value − size and value + size.
    """

    name: str
    size: float
    below: float
    above: float

    @property
    def slope(self) -> float:
        """The change of the loss for each unit of the number: a gradient measured without any calculus."""
        return (self.above - self.below) / (2 * self.size)


def descend(steps: int = 60, learning_rate: float = 0.5, inputs: Sequence[float] = INPUTS) -> Descent:
    """Train a neuron from weights 0, 0 and bias 0, where it answers 0.5, towards its target 1.

    Raises ConfigError when there are not two inputs, no step, or a learning rate of 0 or less.
    """
    if len(inputs) != 2 or steps < 1 or learning_rate <= 0:
        raise ConfigError(
            f"neuron: {len(inputs)} inputs, {steps} steps and learning rate {learning_rate} cannot train it; "
            "it takes two inputs, at least one step and a learning rate above 0."
        )
    felt = np.array([*inputs, 1.0])  # the bias is a weight whose input is always 1
    weights = np.zeros((steps + 1, 3))
    prediction, gradient = np.empty(steps + 1), np.empty((steps + 1, 3))
    for step in range(steps + 1):
        prediction[step] = sigmoid(float(weights[step] @ felt))
        gradient[step] = (prediction[step] - 1) * felt  # prediction minus truth, times what each weight was fed
        if step < steps:
            weights[step + 1] = weights[step] - learning_rate * gradient[step]
    return Descent(np.array(inputs, float), learning_rate, weights, prediction, -np.log(prediction), gradient)


def graph(weights: Sequence[float], inputs: Sequence[float] = INPUTS) -> Graph:
    """Return the neuron's computation graph, from w1, w2, b, x1 and x2 to its loss; weights: w1, w2 and b."""
    w1, w2, b = map(float, weights)
    x1, x2 = map(float, inputs)
    return evaluate(FORMULA, {"w1": w1, "x1": x1, "w2": w2, "x2": x2, "b": b})


def nudge(weights: Sequence[float], name: str, size: float = 0.01, inputs: Sequence[float] = INPUTS) -> Nudge:
    """Move w1, w2 or b by hand and look at the loss; weights: w1, w2 and b.

    Raises ConfigError when there is no such weight.
    """
    if name not in LEARNED:
        raise ConfigError(f"neuron: it has no weight {name!r}; choose among {', '.join(LEARNED)}.")
    move = size * np.eye(3)[LEARNED.index(name)]
    below, above = (graph(np.asarray(weights) + sign * move, inputs).last.value for sign in (-1, 1))
    return Nudge(name, size, below, above)
