"""Optimizers: what to do with a gradient. SGD follows it; Adam also remembers, and paces each weight."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from gptanim.layers import Array


class Optimizer(Protocol):
    """Whatever moves a flat vector of weights downhill."""

    def step(self, weights: Array, grads: Array, learning_rate: float) -> None:
        """Move the weights, in place, one step against their gradients; both are flat vectors."""


class SGD:
    """Gradient descent, with momentum if asked for (Sutskever et al. 2013, as PyTorch writes it).

    With momentum it follows the velocity, a sum of all gradients in which each step's counts ``momentum`` times
    as much as that of the step after it.
    """

    def __init__(self, size: int, *, momentum: float = 0.0, dtype: npt.DTypeLike = np.float32) -> None:
        self.momentum = momentum
        self.velocity = np.zeros(size, dtype)

    def step(self, weights: Array, grads: Array, learning_rate: float) -> None:
        """Move the weights, in place, one step against their gradients; both are flat vectors."""
        self.velocity *= self.momentum
        self.velocity += grads
        weights -= learning_rate * self.velocity


class Adam:
    """Adam of Kingma & Ba 2015, algorithm 1: gradient descent that gives each weight a step size of its own.

    It keeps running means of each gradient and of its square.
    """

    def __init__(
        self, size: int, *, b1: float = 0.9, b2: float = 0.99, eps: float = 1e-8, dtype: npt.DTypeLike = np.float32
    ) -> None:
        self.b1, self.b2, self.eps = b1, b2, eps
        self.steps = 0
        self.mean = np.zeros(size, dtype)
        self.square = np.zeros(size, dtype)

    def step(self, weights: Array, grads: Array, learning_rate: float) -> None:
        """Move the weights, in place, one step against their gradients; both are flat vectors."""
        self.steps += 1
        self.mean += (1 - self.b1) * (grads - self.mean)
        self.square += (1 - self.b2) * (grads * grads - self.square)
        unbiased_square = self.square / (1 - self.b2**self.steps)
        rate = learning_rate / (1 - self.b1**self.steps)
        weights -= rate * self.mean / (np.sqrt(unbiased_square) + self.eps)


OPTIMIZERS = {"adam": Adam, "sgd": SGD}
