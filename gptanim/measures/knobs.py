"""What one weight does: turn it, leave all others, and see the predictions move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.model import Params
from gptanim.run import Snapshot

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Knob:
    """One weight: its matrix, its place there, its place in the flat vector, and its value."""

    matrix: str
    row: int
    column: int
    index: int
    value: float


def knob(snapshot: Snapshot, matrix: str, row: int, column: int) -> Knob:
    """Return the weight at that place of a matrix; KeyError when the model has no such matrix."""
    weights = snapshot.params[matrix]
    index = snapshot.config.spans[matrix].start + row * weights.shape[1] + column
    return Knob(matrix, row, column, index, float(weights[row, column]))


def turned(snapshot: Snapshot, index: int, value: float) -> Snapshot:
    """Return the same model with one weight, by its place in the flat vector, set to a value."""
    flat = snapshot.params.flat.copy()
    flat[index] = value
    return replace(snapshot, params=Params(flat, snapshot.config))


def sweep(snapshot: Snapshot, index: int, values: Sequence[float], prefix: str) -> Floats:
    """Return the next-token probabilities after a prefix for each value of one weight, (len(values), V)."""
    return np.stack([probe.distribution(turned(snapshot, index, value), prefix) for value in values]).astype(float)


def moved(before: Floats, after: Floats) -> Floats:
    """Return how much probability changed hands, half of Σ |p − q|, between 0 and 1; (…, V) gives (…)."""
    return np.asarray(0.5 * np.abs(after - before).sum(axis=-1))
