"""What Adam makes of gradients: a running mean instead of the last one, and a pace of its own for each weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim.optimizer import Adam
from gptanim.run import Run

Floats = npt.NDArray[np.float64]
B1 = 0.9  # Adam's: how much of its running mean stays at each step
SPREAD, REST = 8, 0.9  # weights whose first steps are compared


@dataclass(frozen=True, eq=False)
class Strides:
    """One weight's gradients at the first T steps of a run and their running mean, as Adam keeps it, (T,) each.

    flips, mean_flips: how often they change sign. size, stride: (W,), of the gradients and of Adam's first steps of
    W weights, from the greatest gradient to a small one.
    """

    gradients: Floats
    mean: Floats
    size: Floats
    stride: Floats

    def arrays(self) -> dict[str, Floats]:
        """Return all of it, by name."""
        return {"gradients": self.gradients, "mean": self.mean, "size": self.size, "stride": self.stride}

    @property
    def flips(self) -> int:
        """How often the gradient changes its sign from one step to the next."""
        return _flips(self.gradients)

    @property
    def mean_flips(self) -> int:
        """How often its running mean does."""
        return _flips(self.mean)


def strides(run: Run) -> Strides:
    """Look at the recorded gradients of the first steps, as many as follow each other without a gap.

    The weight is the one whose gradient turns most often in them; of ties, the one with the greatest gradient. The
    compared weights are spread evenly over the ranks of first gradients, down to REST of those that are not 0.
    """
    steps = [snapshot.step for snapshot in run.snapshots]
    count = next((i for i, step in enumerate(steps) if step != i), len(steps))
    grads = np.stack([snapshot.grads.flat for snapshot in run.snapshots[:count]]).astype(float)  # (T, P)
    mean, means = np.zeros(grads.shape[1]), np.empty_like(grads)
    for t, gradient in enumerate(grads):
        mean = B1 * mean + (1 - B1) * gradient
        means[t] = mean / (1 - B1 ** (t + 1))  # a mean of what there was: it began with nothing
    turns = (grads[1:] * grads[:-1] < 0).sum(axis=0) - (means[1:] * means[:-1] < 0).sum(axis=0)
    at = int(np.lexsort((np.abs(grads).max(axis=0), turns))[-1])
    size = np.abs(grads[0])
    order = np.argsort(-size, kind="stable")[: max(1, int((size > 0).sum()))]
    chosen = order[np.linspace(0, REST * (len(order) - 1), SPREAD).astype(int)]
    return Strides(grads[:, at], means[:, at], size[chosen], first_strides(run)[chosen])


def first_strides(run: Run) -> Floats:
    """Return how far Adam moves each weight at the first step, (P,)."""
    grads = run.first.grads.flat.astype(float)
    weights = np.zeros_like(grads)
    Adam(len(weights), dtype=float).step(weights, grads, run.train_config.learning_rate)
    return np.asarray(np.abs(weights), np.float64)


def _flips(values: Floats) -> int:
    return int((values[1:] * values[:-1] < 0).sum())
