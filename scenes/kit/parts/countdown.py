"""A dial that runs down while the audience thinks."""

from __future__ import annotations

import math
from typing import ClassVar, Self

from scenes.kit.brush import Brush
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class Countdown(Part):
    """A ring that empties, with the whole seconds that are left inside it."""

    animated: ClassVar[tuple[str, ...]] = ("left_over",)

    def __init__(self, theme: Theme, seconds: float) -> None:
        super().__init__(0.75, 0.75, theme)
        self.left_over = seconds
        self.whole = seconds

    def run_down(self) -> Self:
        """Let no time be left."""
        self.left_over = 0.0
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the ring and the numeral."""
        top = math.pi / 2
        brush.arc((0, 0), 0.32, 0, 2 * math.pi, self.theme.grid, 0.05)
        if self.left_over > 0.01:
            brush.arc((0, 0), 0.32, top, top + 2 * math.pi * self.left_over / self.whole, self.theme.correct, 0.05)
        number = str(max(1, math.ceil(self.left_over)))
        brush.text(number, (0, 0), self.theme.body_size * 0.8, self.theme.text, self.theme.mono, bold=True)
