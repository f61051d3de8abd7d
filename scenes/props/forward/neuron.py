"""One unit at work: numbers times weights, their sum, and what a bend lets through."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.paths import Point
from scenes.kit.theme import Theme
from scenes.kit.words import numeral

HEADS = ("comes in", "weight", "product")


class Neuron(Part):
    """Rows of input × weight = product, the products' sum, and the bend max(0, sum) with a dot on it.

    terms: (K, 2), inputs and weights; others, rest: how many more products there are, and their sum.
    shown: (3,) 0..1, columns that have unrolled. added: 0..K + 1, how many products have gone into the sum.
    fired: 0..1, along the axis to the sum, then up to what passes on.
    """

    animated: ClassVar[tuple[str, ...]] = ("shown", "added", "fired")

    def __init__(self, terms: Array, others: int, rest: float, theme: Theme, *, region: Region) -> None:
        super().__init__(region.width / region.growth, region.height / region.growth, theme)
        region.fill(self, most=region.growth)
        self.terms, self.others = np.column_stack([terms, terms.prod(axis=1)]), others  # (K, 3)
        self.products = [*self.terms[:, 2].tolist(), *([rest] if others else [])]
        self.full = np.abs(self.terms).max(axis=0) + 1e-9
        self.shown, self.added, self.fired = np.zeros(3), 0.0, 0.0
        self.pitch = min(0.66, (self.local_height - 0.5) / len(self.products))
        self.top = (self.pitch * len(self.products) - 0.5) / 2
        self.wide = min(1.25, 0.6 * self.local_width / 3 - 0.3)
        widest = outline("−88.8", theme.mono).width
        self.size = max(theme.smallest_size, min(theme.label_size, 0.9 * self.wide / widest))

    @property
    def total(self) -> float:
        """The sum so far."""
        sums = np.cumsum([0.0, *self.products])
        return float(np.interp(self.added, np.arange(len(sums)), sums))

    def paint(self, brush: Brush) -> None:
        """Draw the rows, the products on their way, the sum and the bend."""
        theme = self.theme
        for column, head in enumerate(HEADS):
            at, alpha = (self._x(column), self.top + 0.32), min(1.0, 3 * float(self.shown[column]))
            brush.text(head, at, theme.smallest_size, theme.muted, theme.font, alpha=alpha)
        for row in range(len(self.products)):
            self._paint_row(brush, row)
        self._paint_sum(brush)

    def _paint_row(self, brush: Brush, row: int) -> None:
        theme, size, y, count = self.theme, self.theme.label_size, self._y(row), len(self.products)
        seen = [min(1.0, max(0.0, float(shown) * (count + 1) - row)) for shown in self.shown]
        if row == len(self.terms):
            words = f"the other {self.others}"
            middle = (self._x(0) + self._x(1)) / 2
            brush.text(words, (middle, y), theme.smallest_size, theme.muted, theme.font, alpha=seen[2])
        else:
            for column in range(2):
                self._paint_cell(brush, (self._x(column), y), row, column, seen[column])
        between = [(self._x(0) + self._x(1)) / 2, (self._x(1) + self._x(2)) / 2]
        for sign, x, alpha in zip("×=", between, seen[1:], strict=True):
            if sign == "=" or row < len(self.terms):
                brush.text(sign, (x, y), size, theme.muted, theme.mono, alpha=alpha)
        under_way = min(1.0, max(0.0, self.added - row))
        way = under_way * under_way * (3 - 2 * under_way)
        home, goal = (self._x(2), y), self._sum_at()
        self._paint_cell(brush, home, row, 2, seen[2] * (1 - 0.3 * (under_way > 0)))
        if 0 < under_way < 1:
            at = (home[0] + (goal[0] - home[0]) * way, home[1] + (goal[1] - home[1]) * way)
            brush.disc(at, 0.16, theme.predicted if self.products[row] >= 0 else theme.negative)

    def _paint_cell(self, brush: Brush, at: Point, row: int, column: int, alpha: float) -> None:
        value = self.products[row] if column == 2 else float(self.terms[row, column])
        theme, share = self.theme, min(1.0, abs(value) / float(self.full[column]))
        high = 0.86 * self.pitch
        shade = mix(theme.surface, theme.predicted if value >= 0 else theme.negative, share)
        brush.box((at[0] - self.wide / 2, at[1] - high / 2, self.wide, high), shade, alpha, 0.08)
        ink = theme.background if share > 0.55 else theme.text
        brush.text(numeral("{:.2f}", value), at, self.size, ink, theme.mono, alpha=alpha)

    def _paint_sum(self, brush: Brush) -> None:
        theme, (x, y), seen = self.theme, self._sum_at(), min(1.0, self.added)
        brush.text("sum", (x, self.top + 0.32), theme.smallest_size, theme.muted, theme.font, alpha=seen)
        brush.text(
            numeral("{:.2f}", self.total), (x, y), theme.title_size, theme.text, theme.mono, alpha=seen, bold=True
        )
        reach, floor = 0.19 * self.local_width, -self.local_height / 2 + 0.9
        alpha = min(1.0, 4 * self.fired)
        rise = min(reach, y - 0.9 - floor)
        brush.line([(x - reach, floor), (x + reach, floor)], theme.grid, 0.03, alpha)
        brush.line([(x, floor - 0.15), (x, floor + 0.15)], theme.grid, 0.03, alpha)
        brush.line([(x - reach, floor), (x, floor), (x + reach, floor + rise)], theme.predicted, 0.05, alpha)
        brush.text("max(0, sum)", (x, floor - 0.5), theme.smallest_size, theme.muted, theme.mono, alpha=alpha)
        along, up = min(1.0, 2 * self.fired), max(0.0, 2 * self.fired - 1)
        scale = 0.7 / max(abs(self.total), 1e-9)
        dot = (x + reach * scale * self.total * along, floor + rise * scale * max(0.0, self.total) * up)
        brush.line([(dot[0], floor), dot], theme.muted, 0.03, alpha, dash=0.07)
        brush.disc(dot, 0.12, theme.text, alpha)
        out = numeral("{:.2f}", max(0.0, self.total))
        at = (dot[0] - 0.25, dot[1] + 0.18)
        brush.text(
            out, at, theme.body_size, theme.predicted, theme.mono, alpha=max(0.0, 3 * up - 2), anchor=1.0, bold=True
        )

    def _x(self, column: int) -> float:
        return -self.local_width / 2 + (column + 0.5) * (0.6 * self.local_width / 3)

    def _y(self, row: int) -> float:
        return self.top - (row + 0.5) * self.pitch

    def _sum_at(self) -> Point:
        return 0.31 * self.local_width, self.top - 0.35
