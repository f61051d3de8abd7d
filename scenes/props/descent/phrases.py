"""Words about the update of a real weight, as its optimizer truly made it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gptanim.measures.nudges import Update
from gptanim.run import Run
from scenes.kit.words import compared, listed, numeral
from scenes.props.descent.sum import CAPTIONS, factor

PACED = ("weight", "learning rate", "gradient, paced", "new weight")


def of_update(update: Update, run: Run) -> dict[str, str]:
    """Return what is said of a first step, and its four numbers with their captions, "|" between them."""
    before, after, gradient = (numeral("{:.4f}", v) for v in (update.before, update.after, update.gradient))
    plain, pace = run.train_config.optimizer == "sgd", numeral("{:.2f}", update.pace)
    how = "That is the same rule."
    if not plain:
        how = f"Adam, its optimizer, first divides each gradient by its usual size: {gradient} counts as {pace}."
    name, row, column = update.place
    return {
        "real_before": before,
        "real_after": after,
        "real_how": how,
        "real_sum": "|".join((before, f"{update.rate:g}", factor("{:.4f}" if plain else "{:.2f}", update.pace), after)),
        "real_captions": "|".join(CAPTIONS if plain else PACED),
        "real_title": f"our model’s weight with the greatest gradient: {name}, row {row + 1}, column {column + 1}",
    }


def of_losses(losses: npt.NDArray[np.float64]) -> dict[str, str]:
    """Return the first and the last loss, and where it went: it falls, or rises, or goes."""
    turn = {"below": "falls", "above": "rises"}.get(compared(losses[-1], losses[0], within=0.05), "goes")
    return {"turn": turn, "before": f"{losses[0]:.2f}", "after": f"{losses[-1]:.2f}"}


def of_slopes(gradient: npt.NDArray[np.float64]) -> dict[str, str]:
    """Return the first slope, and all of them."""
    slopes = [numeral("{:.2f}", slope) for slope in gradient.tolist()]
    return {"slope": slopes[0], "slopes": listed(slopes)}
