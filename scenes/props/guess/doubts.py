"""Between how many letters a reader wavers, under each letter that it guessed."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.parts.part import Part
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.words import numeral

LINES = ("letters", "in play")


class Doubts(Part):
    """A column for each guess, as wide as a cell of the strip above, its number over it; their name at the left.

    choices: (T,), before each token but the first. seen: (T,) 0..1, how far each has grown. marked: (T,) 0..1.
    """

    animated: ClassVar[tuple[str, ...]] = ("seen", "marked")

    def __init__(self, choices: Array, strip: TokenStrip, *, height: float) -> None:
        super().__init__(strip.local_width, height, strip.theme)
        self.choices, self.cell = choices, strip.cell
        self.seen, self.marked = np.zeros(len(choices)), np.zeros(len(choices))

    def grow(self, count: int) -> Self:
        """Show the first columns, and no others."""
        self.seen = (np.arange(len(self.seen)) < count).astype(float)
        return self

    def mark(self, *indices: int) -> Self:
        """Light these columns, and no others."""
        self.marked = np.isin(np.arange(len(self.marked)), indices).astype(float)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the columns, their numbers and their name."""
        theme, floor, left = self.theme, -self.local_height / 2, -self.local_width / 2
        room, full = self.local_height - 0.45, max(1.0, float(self.choices.max()))
        size = max(theme.smallest_size, min(theme.label_size, 24 * self.cell))
        for i, (choices, seen) in enumerate(zip(self.choices.tolist(), self.seen.tolist(), strict=True), start=1):
            high, lit = room * choices / full * seen, float(self.marked[i - 1])
            x = left + i * self.cell
            brush.box(
                (x + 0.1 * self.cell, floor, 0.8 * self.cell, high), mix(theme.muted, theme.text, lit), seen, 0.06
            )
            form = "{:.1f}" if choices < 10 else "{:.0f}"
            at, ink = (x + self.cell / 2, floor + high + 0.22), mix(theme.muted, theme.text, lit)
            brush.text(numeral(form, choices), at, size, ink, theme.mono, alpha=seen, bold=True)
        for row, line in enumerate(LINES):
            at = (left + 0.9 * self.cell, floor + 0.45 - 0.32 * row)
            brush.text(line, at, theme.smallest_size, theme.muted, theme.font, alpha=float(self.seen.max()), anchor=1)
