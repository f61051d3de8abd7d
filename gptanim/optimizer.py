"""Adam: gradient descent that gives each weight a step size of its own."""

from __future__ import annotations

import numpy as np

from gptanim.layers import Array


class Adam:
    """Adam of Kingma & Ba 2015, algorithm 1, on one flat vector of weights.

    It keeps running means of each gradient and of its square.
    """

    def __init__(self, size: int, *, b1: float = 0.9, b2: float = 0.99, eps: float = 1e-8) -> None:
        self.b1, self.b2, self.eps = b1, b2, eps
        self.steps = 0
        self.mean = np.zeros(size, np.float32)
        self.square = np.zeros(size, np.float32)

    def step(self, weights: Array, grads: Array, learning_rate: float) -> None:
        """Move the weights, in place, one step against their gradients; both are flat vectors."""
        self.steps += 1
        self.mean += (1 - self.b1) * (grads - self.mean)
        self.square += (1 - self.b2) * (grads * grads - self.square)
        unbiased_square = self.square / (1 - self.b2**self.steps)
        rate = learning_rate / (1 - self.b1**self.steps)
        weights -= rate * self.mean / (np.sqrt(unbiased_square) + self.eps)
