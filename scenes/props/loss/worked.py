"""Worked examples of losses: they are no predictions of a run."""

from __future__ import annotations

import numpy as np

from gptanim.stage import Array

STOPS = (0.90, 0.42, 0.10, 0.02)  # probabilities at which the curve is worked out
CAPITAL = "the capital of France is …"
CITIES = ("Paris", "The", "Rhubarb")
WRONG = np.array([0.6, 0.4])  # how the wrong ones share what Paris leaves them
SUM = "two plus three equals …"
EXAMPLE = {"four": 0.47, "five": 0.42, "six": 0.11}  # an explainer's figures
FIVE_FIRST = (0.30, 0.42, 0.28)  # the same with "five" ahead of the others
FIVE = 1  # its place among them


def paris(p: float) -> Array:
    """Return the distribution in which Paris has p, (3,)."""
    return np.append(p, (1 - p) * WRONG)
