"""The ring of the three steps, with its counters."""

from __future__ import annotations

from typing import Any

from manim import DOWN, UP, Group

from scenes.kit.layout import Region
from scenes.kit.parts.cycle import Cycle
from scenes.kit.parts.label import Number
from scenes.kit.theme import Theme


class Engine(Group):
    """Predict, measure, adjust; within, which step it is and how large the error."""

    def __init__(self, error: float, last: float, theme: Theme, *, region: Region) -> None:
        inks = (theme.predicted, theme.loss, theme.blame)
        size = {"width": region.width, "height": 0.95 * region.height}
        self.ring = region.place(Cycle(("predict", "measure", "adjust"), inks, theme, **size))
        self.step = Number(0, theme, form="step {:,.0f}", size=26, widest=last)
        self.loss = Number(error, theme, form="error {:.2f}", size=26, colour=theme.loss)
        region.place(Group(self.step, self.loss).arrange(DOWN, buff=0.1)).shift(0.3 * UP)
        super().__init__(self.ring, self.step, self.loss)

    def turn(self, rounds: int, step: float, error: float) -> list[Any]:
        """Return the animations that end so many rounds with these counters."""
        counters = [self.step.animate.go_to(step), self.loss.animate.go_to(error)]
        return [self.ring.animate.step_to(3 * rounds), *counters]
