"""What separates learning from memorising: errors on what was learned from and on what was kept back."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim.fits import Fits
from gptanim.measures.learning import smoothed
from gptanim.run import Run

Floats = npt.NDArray[np.float64]


def of_fits(made: Fits) -> dict[str, npt.NDArray[Any]]:
    """Return K fits for an exhibit: points (N, 2), new (M, 2), curves (K, G, 2), errors and coefficients.

    new: the points that were kept back. errors: (K, 2), on the points and on the new ones. coefficients: (K,), how
    many numbers each fit could tune.
    """
    given = made.points
    return {
        "points": np.stack([given.x, given.y], axis=1),
        "new": np.stack([given.held_out_x, given.held_out_y], axis=1),
        "curves": np.stack([np.stack([made.grid, fit.curve], axis=1) for fit in made.fits]),
        "errors": np.array([(fit.train_error, fit.held_out_error) for fit in made.fits]),
        "coefficients": np.array([fit.degree + 1 for fit in made.fits]),
    }


def losses(run: Run) -> Floats:
    """Return step, loss in training, smoothed, and loss on held-out texts of every snapshot, (3, S)."""
    steps = np.array([snapshot.step for snapshot in run.snapshots])
    trained = smoothed(run.train_loss)[np.minimum(steps, len(run.train_loss) - 1)]
    return np.array([steps, trained, [snapshot.val_loss for snapshot in run.snapshots]], np.float64)


def kept_back(run: Run) -> bool:
    """Tell whether any held-out text was really kept back; of a single unique text, none can be."""
    return not set(run.corpus.held_out) <= set(run.corpus.train)
