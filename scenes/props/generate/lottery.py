"""Probabilities laid end to end, and the number that points into them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.shares import Shares
from scenes.kit.theme import Theme

BAR = 0.6  # height of the bar
DIM = 0.68  # how much of a share's colour goes when another one is drawn


class Lottery(Shares):
    """All shares of a distribution in one bar from 0 to 1, and a needle above it.

    draw: where the needle stands, 0..1. needle: 0..1, how visible it is. drawn: (V,) 0..1, the share it points at.
    """

    animated: ClassVar[tuple[str, ...]] = (*Shares.animated, "draw", "needle", "drawn")

    def __init__(self, values: Array, labels: Sequence[str], theme: Theme, *, width: float, height: float) -> None:
        super().__init__(values, labels, theme, width=width - 0.8, margin=0.4, height=height)
        self.draw, self.needle, self.drawn = 0.0, 0.0, np.zeros(len(self.labels))
        self.bottom = -height / 2

    def pour_from(self, bars: Bars, ids: Sequence[int]) -> Self:
        """Be empty, and let ``pour`` bring copies of these bars, those of the given shares; others come from 0."""
        x, y = (bars.get_center() - self.get_center())[:2]
        self.origin = np.tile([-self.length / 2, self.bottom, 0.0, BAR], (len(self.labels), 1))
        for bar, share in enumerate(ids):
            self.origin[share] = np.add(bars.box_of(bar), (x, y, 0.0, 0.0))
        self.poured = 0.0
        return self

    def spin(self, draw: float) -> Self:
        """Let the needle point at a number."""
        self.draw, self.needle = float(draw), 1.0
        return self

    def hit(self, *shares: int) -> Self:
        """Let these shares stand out, or with none all of them."""
        self.drawn = np.isin(np.arange(len(self.labels)), shares).astype(float)
        return self

    def middle_of(self, share: int) -> Array:
        """Return the scene point in the middle of a share; (3,)."""
        end = float(np.cumsum(self.values)[share]) - float(self.values[share]) / 2
        return self.in_scene(self.length * (end - 0.5), self.bottom + BAR / 2)

    def paint(self, brush: Brush) -> None:
        """Draw the bar, the shares in it or on their way, and the needle with its number."""
        theme, left = self.theme, -self.length / 2
        place = (left, self.bottom, self.length, BAR)
        brush.box(place, theme.surface, 1.0, 0.05)
        landed, ends = self._landed(), left + self.length * np.cumsum(self.values)
        for i in np.flatnonzero(landed > 0).tolist():
            wide = self.length * float(self.values[i])
            self._paint_share(brush, i, (float(ends[i]) - wide, self.bottom, wide, BAR), float(landed[i]))
        self._dim(brush, ends)
        brush.frame(place, theme.grid, 0.025, 1.0, 0.05)
        for side in (-1, 1):
            at = (side * (self.length / 2 + 0.2), self.bottom + BAR / 2)
            brush.text("0" if side < 0 else "1", at, theme.label_size, theme.muted, theme.mono)
        self._paint_needle(brush)

    def _dim(self, brush: Brush, ends: Array) -> None:
        strength = float(self.drawn.max())
        if strength <= 0.01:
            return
        for i, value in enumerate(self.values.tolist()):
            box = (float(ends[i]) - self.length * value, self.bottom, self.length * value, BAR)
            brush.box(box, self.theme.background, DIM * (strength - float(self.drawn[i])))
            brush.frame(box, self.theme.text, 0.05, float(self.drawn[i]), 0.03)

    def _paint_needle(self, brush: Brush) -> None:
        theme, x, tip = self.theme, self.length * (self.draw - 0.5), self.bottom + BAR
        if self.needle <= 0.01:
            return
        brush.line([(x, tip - BAR), (x, tip)], theme.text, 0.05, self.needle)
        brush.area([(x, tip - 0.02), (x - 0.15, tip + 0.25), (x + 0.15, tip + 0.25)], theme.text, self.needle)
        size = theme.label_size
        at = (x, tip + 0.25 + 0.0095 * size)
        brush.text(f"{self.draw:.3f}", at, size, theme.text, theme.mono, alpha=self.needle, bold=True)
