"""Whether tokens that have an order, such as number words, come to lie in that order: their rows through training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim.measures.company import frequencies
from gptanim.measures.question import VALUES, in_order
from gptanim.plane import principal_plane
from gptanim.run import Run

Floats = npt.NDArray[np.float64]
MOST = 40  # tokens that are drawn, the most frequent ones


@dataclass(frozen=True, eq=False)
class Counting:
    """N tokens in their order, at M moments.

    path: (M, N, 2), in the plane in which they end widest apart, turned so that x is the line along which they end most
    in order; each axis is brought to the same spread at each moment. neighbours: (M,), how many have as the nearest of
    all, in full space, one that is next to them in order. ranks: (M,), the rank correlation of their order with that
    along x.
    """

    numbers: bool
    names: tuple[str, ...]
    path: Floats
    neighbours: npt.NDArray[np.int64]
    ranks: Floats

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what can be drawn, under its own name."""
        return {name: np.array(getattr(self, name)) for name in ("names", "path", "neighbours", "ranks")}


def counting(run: Run, moments: Sequence[int]) -> Counting:
    """Follow the number words by value; where there are fewer than three, all tokens by the alphabet."""
    labels, counts = run.tokenizer.labels, frequencies(run)
    numbers = [i for i, label in enumerate(labels) if label in VALUES]
    every = range(1 if len(labels) > 2 else 0, len(labels))  # the marker only where it would leave one token
    drawn = sorted(numbers if len(numbers) > 2 else every, key=lambda i: (-counts[i], i))[:MOST]
    ids = in_order(run, drawn)
    rows = [run.snapshots[moment].params["wte"][ids].astype(float) for moment in moments]  # (N, C) each
    plane = principal_plane(rows[-1])
    ends = plane.project(rows[-1])
    path = np.stack([_spread(plane.project(table) @ _turn(ends)) for table in rows])
    return Counting(
        numbers=len(numbers) > 2,
        names=tuple(labels[i] for i in ids),
        path=path,
        neighbours=np.array([in_turn(table) for table in rows]),
        ranks=np.array([rank_correlation(at[:, 0]) for at in path]),
    )


def in_turn(rows: Floats) -> int:
    """Return how many rows of (N, C) have the one before or after them as the nearest."""
    apart = np.square(rows[:, None] - rows[None]).sum(axis=-1)  # (N, N)
    np.fill_diagonal(apart, np.inf)
    return int((np.abs(apart.argmin(axis=1) - np.arange(len(rows))) == 1).sum())


def rank_correlation(values: Floats) -> float:
    """Return Spearman's correlation of N values with the numbers 0 … N − 1; 0 where all values are the same."""
    ranks = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    return float(np.corrcoef(ranks, np.arange(len(values)))[0, 1]) if np.ptp(values) > 1e-9 else 0.0


def _turn(ends: Floats) -> Floats:
    """Return the rotation, (2, 2), after which x predicts the numbers 0 … N − 1 of N points, (N, 2), best."""
    places = np.column_stack([ends, np.ones(len(ends))])
    slope = np.linalg.lstsq(places, np.arange(len(ends)), rcond=None)[0][:2]
    x, y = slope / np.linalg.norm(slope) if np.linalg.norm(slope) > 1e-9 else (1.0, 0.0)
    return np.array([[x, -y], [y, x]])


def _spread(at: Floats) -> Floats:
    """Return points, (N, 2), whose mean is 0 and whose spread along either axis is 1."""
    centred = at - at.mean(axis=0)
    return np.asarray(centred / np.maximum(np.sqrt(np.square(centred).mean(axis=0)), 1e-9))
