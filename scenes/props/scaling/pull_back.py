"""Numbers as cells: squares one inside the other, from which the view pulls back until the next one fits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

FINEST = 0.02  # cells smaller than that are no longer drawn
ROOMY = 0.94  # how much of the window the square fills to which the view has pulled back


@dataclass(frozen=True)
class Amount:
    """So many numbers, a name for them, and the colour of the square that holds them."""

    count: float
    name: str
    colour: str
    dashed: bool = False


class PullBack(Part):
    """Squares with one cell for each number, all of one scale, in one corner of a window.

    amounts: the smallest first. values: what the cells of the smallest hold. view: log10 of how many cells lie
    along a side of the square that fits the window.
    """

    animated: ClassVar[tuple[str, ...]] = ("view",)

    def __init__(self, amounts: Sequence[Amount], theme: Theme, *, region: Region, values: Array | None = None) -> None:
        self.amounts = tuple(amounts)
        self.values = values
        self.view = 0.0
        side = min(region.width, region.height)
        super().__init__(side, side, theme)
        region.place(self)
        self.look_at(0)

    def look_at(self, index: int) -> Self:
        """Pull back, or go near, so that this square fits."""
        self.view = 0.5 * math.log10(self.amounts[index].count)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the squares, the largest first, cut off at the window."""
        x, y, side = -self.local_width / 2, -self.local_height / 2, self.local_width
        brush.ctx.save()
        brush.ctx.rectangle(x - 0.02, y - 0.02, side + 0.04, side + 0.04)
        brush.ctx.clip()
        for i, amount in reversed(list(enumerate(self.amounts))):
            long = self._side(amount)
            brush.box((x, y, min(long, 2 * side), min(long, 2 * side)), self.theme.background)
            brush.box((x, y, min(long, 2 * side), min(long, 2 * side)), amount.colour, 0.16)
            self._paint_cells(brush, amount, long, first=i == 0)
            if 0.02 < long < 2 * side:
                corners = [(x, y), (x, y + long), (x + long, y + long), (x + long, y), (x, y)]
                brush.line(corners, amount.colour, 0.04, dash=0.12 if amount.dashed else 0.0)
        brush.ctx.restore()
        for i, amount in enumerate(self.amounts):
            self._paint_name(brush, i, amount)

    def _side(self, amount: Amount) -> float:
        """Return how long a square's side is now."""
        return float(min(1e4, ROOMY * self.local_width * 10 ** (0.5 * math.log10(amount.count) - self.view)))

    def _paint_cells(self, brush: Brush, amount: Amount, long: float, *, first: bool) -> None:
        """Draw the cells of a square as far as they are large enough and inside the window."""
        across = max(1, round(math.sqrt(amount.count)))
        cell, x, y = long / across, -self.local_width / 2, -self.local_height / 2
        fine = min(1.0, max(0.0, (cell - FINEST) / (2 * FINEST)))
        if fine <= 0:
            return
        if first and self.values is not None:
            for i, value in enumerate(self.values[: across**2].tolist()):
                hue = self.theme.predicted if value >= 0 else self.theme.negative
                shade = mix(self.theme.surface, hue, abs(value))
                corner = (x + (i % across) * cell, y + long - (i // across + 1) * cell)
                brush.box((corner[0] + 0.04 * cell, corner[1] + 0.04 * cell, 0.92 * cell, 0.92 * cell), shade, fine)
            return
        shown = min(across, math.ceil(self.local_width / cell))
        for i in range(1, shown):
            brush.line([(x, y + i * cell), (x + shown * cell, y + i * cell)], amount.colour, 0.012, 0.6 * fine)
            brush.line([(x + i * cell, y), (x + i * cell, y + shown * cell)], amount.colour, 0.012, 0.6 * fine)

    def _paint_name(self, brush: Brush, index: int, amount: Amount) -> None:
        """Write a name under the upper edge of its square, where it fits in and is not too near the next."""
        long, window = self._side(amount), self.local_width
        following = self._side(self.amounts[index + 1]) if index + 1 < len(self.amounts) else 2 * window
        apart = min(following, 1.3 * window) - long
        size = self.theme.smallest_size
        wide = outline(amount.name, self.theme.font, True).width * size
        room = min(8 * (long - wide - 0.2), 5 * (apart - 0.45), 20 * (window - long))
        alpha, at = min(1.0, max(0.0, room)), (-window / 2 + 0.15, -window / 2 + long - 0.27)
        brush.text(amount.name, at, size, self.theme.text, self.theme.font, alpha=alpha, anchor=0.0, bold=True)


def cell_values(weights: Array) -> Array:
    """Return weights divided by the greatest of them, but at most 3 standard deviations; (P,), −1..1."""
    full = max(1e-9, min(float(np.abs(weights).max()), 3 * float(weights.std())))
    return np.asarray(np.clip(weights / full, -1, 1), float)
