"""Words about slopes and what became of a loss."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from scenes.kit.words import compared, listed, numeral


def of_losses(losses: npt.NDArray[np.float64]) -> dict[str, str]:
    """Return the first and the last loss, and where it went: it falls, or rises, or goes."""
    turn = {"below": "falls", "above": "rises"}.get(compared(losses[-1], losses[0], within=0.05), "goes")
    return {"turn": turn, "before": f"{losses[0]:.2f}", "after": f"{losses[-1]:.2f}"}


def of_slopes(gradient: npt.NDArray[np.float64]) -> dict[str, str]:
    """Return the first slope, and all of them."""
    slopes = [numeral("{:.2f}", slope) for slope in gradient.tolist()]
    return {"slope": slopes[0], "slopes": listed(slopes)}
