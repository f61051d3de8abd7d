"""A mark at each bar: how high something else would reach."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.part import Part


class Ticks(Part):
    """A short line across each bar. values: (V,), on the bars' scale; visible: (V,) 0..1."""

    animated: ClassVar[tuple[str, ...]] = ("values", "visible")

    def __init__(self, bars: Bars, values: Array, *, colour: str) -> None:
        super().__init__(bars.local_width, bars.local_height, bars.theme)
        self.bars, self.colour = bars, colour
        self.values = np.asarray(values, float)
        self.visible = np.zeros(len(self.values))
        self.move_to(bars)

    def go_to(self, values: Array) -> Self:
        """Mark other heights; (V,)."""
        self.values = np.asarray(values, float)
        return self

    def let_see(self, *indices: int) -> Self:
        """Make these marks visible, and no others."""
        self.visible = np.isin(np.arange(len(self.values)), indices).astype(float)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the marks."""
        half = 0.5 * self.bars.pitch
        for i, (value, alpha) in enumerate(zip(self.values, self.visible, strict=True)):
            x = -self.local_width / 2 + (i + 0.5) * self.bars.pitch
            y = self.bars.floor + self.bars.height_of(float(value))
            brush.line([(x - half, y), (x + half, y)], self.colour, 0.05, float(alpha))
