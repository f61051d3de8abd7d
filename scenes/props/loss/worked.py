"""Worked examples of losses: they are no predictions of a run."""

from __future__ import annotations

STOPS = (0.90, 0.42, 0.10, 0.02)  # probabilities at which the curve is worked out
CAPITAL = "the capital of France is"
CITIES = {"Paris": 1.0, "The": 0.6, "Rhubarb": 0.4}  # the right answer, and how the others share what it leaves them
SUM = "two plus three equals"
EXAMPLE = {"four": 0.47, "five": 0.42, "six": 0.11}  # an explainer's figures
FIVE_FIRST = (0.30, 0.42, 0.28)  # the same with "five" ahead of the others
FIVE = 1  # its place among them
