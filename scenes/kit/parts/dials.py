"""A mixing board: weights as knobs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme
from scenes.kit.words import numeral


class Dials(Part):
    """Knobs in rows, each turned by its value: straight up at 0, three quarters of a half turn at ``full``.

    values: (R, C). lit: (R, C) 0..1, how strongly a knob stands out; its number then, too. names: of the knobs, row
    by row, written below their numbers.
    """

    animated: ClassVar[tuple[str, ...]] = ("values", "lit")

    def __init__(
        self, values: Array, theme: Theme, *, width: float, height: float, full: float, names: Sequence[str] = ()
    ) -> None:
        super().__init__(width, height, theme)
        self.values, self.full = np.asarray(values, float), full
        self.names = tuple(names)
        self.lit = np.zeros_like(self.values)
        rows, columns = self.values.shape
        self.pitch = (width / columns, height / rows)
        self.radius = 0.36 * min(self.pitch[0], 0.8 * self.pitch[1])

    def go_to(self, values: Array) -> Self:
        """Turn the knobs to other values; (R, C)."""
        self.values = np.asarray(values, float)
        return self

    def light(self, *places: tuple[int, int]) -> Self:
        """Let these knobs stand out, and no others."""
        self.lit = np.zeros_like(self.values)
        for place in places:
            self.lit[place] = 1.0
        return self

    def paint(self, brush: Brush) -> None:
        """Draw every knob with its scale and pointer."""
        theme, (rows, columns) = self.theme, self.values.shape
        for row in range(rows):
            for column in range(columns):
                lit, value = float(self.lit[row, column]), float(self.values[row, column])
                x = -self.local_width / 2 + (column + 0.5) * self.pitch[0]
                y = self.local_height / 2 - (row + 0.42) * self.pitch[1]
                turn = math.pi / 2 - 0.75 * math.pi * max(-1.0, min(1.0, value / self.full))
                colour = theme.predicted if value >= 0 else theme.negative
                radius = self.radius * (1 + 0.15 * lit)
                brush.disc((x, y), radius, mix(theme.surface, theme.grid, lit))
                brush.arc((x, y), radius, -math.pi / 4, 5 * math.pi / 4, theme.grid, 0.03)
                brush.arc((x, y), radius, min(turn, math.pi / 2), max(turn, math.pi / 2), colour, 0.05 + 0.03 * lit)
                tip = (x + 0.8 * radius * math.cos(turn), y + 0.8 * radius * math.sin(turn))
                brush.line([(x, y), tip], mix(theme.muted, theme.text, lit), 0.04 + 0.03 * lit)
                at = (x, y - radius - 0.22)
                ink = mix(theme.muted, theme.text, lit)
                size = theme.label_size if self.names else theme.smallest_size
                brush.text(numeral("{:.2f}", value), at, size, ink, theme.mono, bold=lit > 0.5)
                if self.names:
                    name = self.names[row * columns + column]
                    brush.text(name, (x, at[1] - 0.36), size, theme.muted, theme.mono)
