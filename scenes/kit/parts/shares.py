"""One whole, divided: the bars of a distribution laid end to end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.lettering import outline
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.part import Part
from scenes.kit.paths import Box
from scenes.kit.theme import Theme

IN_FLIGHT = 7.0  # bars that are under way at once while they pour


class Shares(Part):
    """A bar of length 1, divided as values say, with the sum of what lies in it beside it.

    values: (K,) summing to 1. poured: 0..1, how far the upright bars have come down, from the left.
    fresh: 0..1, how far the shares take the colour of an untrained model.
    """

    animated: ClassVar[tuple[str, ...]] = ("values", "poured", "fresh")

    def __init__(
        self, values: Array, labels: Sequence[str], theme: Theme, *, width: float, margin: float, height: float = 0.5
    ) -> None:
        super().__init__(width + 2 * margin, height, theme)
        self.values, self.labels = np.asarray(values, float), tuple(labels)
        self.length, self.poured, self.fresh = width, 1.0, 0.0
        self.origin = np.zeros((len(self.labels), 4))  # where each share comes from: x, y, width, height

    def go_to(self, values: Array) -> Self:
        """Divide the whole otherwise; (K,)."""
        self.values = np.asarray(values, float)
        return self

    def freshen(self, fresh: float = 1.0) -> Self:
        """Take the colour of an untrained model, or with 0 that of a trained one."""
        self.fresh = fresh
        return self

    def come_from(self, bars: Bars) -> Self:
        """Be empty, and let ``pour`` bring copies of these bars; a share beyond them comes from their right end."""
        x, y = (bars.get_center() - self.get_center())[:2]
        edge = (bars.local_width / 2, bars.floor, 0.0, 0.0)
        boxes = [bars.box_of(i) if i < len(bars.labels) else edge for i in range(len(self.labels))]
        self.origin = np.add(boxes, (x, y, 0.0, 0.0))
        self.poured = 0.0
        return self

    def pour(self) -> Self:
        """Lay every share in its place."""
        self.poured = 1.0
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the whole, the shares in it or on their way, and their sum."""
        theme, left, half = self.theme, -self.length / 2, self.local_height / 2
        brush.box((left, -half, self.length, self.local_height), theme.surface, 1.0, 0.05)
        landed = self._landed()
        ends = left + self.length * np.cumsum(self.values)
        for i in np.flatnonzero(landed > 0).tolist():
            wide = self.length * float(self.values[i])
            self._paint_share(brush, i, (float(ends[i]) - wide, -half, wide, 2 * half), float(landed[i]))
        brush.frame((left, -half, self.length, self.local_height), theme.grid, 0.025, 1.0, 0.05)
        total, size = float((self.values * landed).sum()), theme.label_size
        brush.text("sum", (left - 0.25, 0), size, theme.muted, theme.font, anchor=1.0)
        brush.text(f"{total:.2f}", (-left + 0.25, 0), size, theme.text, theme.mono, anchor=0.0, bold=True)

    def _paint_share(self, brush: Brush, i: int, place: Box, landed: float) -> None:
        theme = self.theme
        x, y, w, h = self.origin[i] + (np.array(place) - self.origin[i]) * landed
        colour = mix(theme.predicted, theme.untrained, self.fresh)
        brush.box((x + min(0.012, w / 4), y, w - min(0.024, w / 2), h), colour)
        size = theme.smallest_size
        if landed == 1 and w > 0.14 + outline(self.labels[i], theme.mono).width * size:
            brush.text(self.labels[i], (x + w / 2, y + h / 2), size, theme.background, theme.mono, bold=True)

    def _landed(self) -> Array:
        """Return how far each share is on its way, 0..1; (K,)."""
        count = len(self.labels)
        way = np.clip((self.poured * (count + IN_FLIGHT) - np.arange(count)) / IN_FLIGHT, 0.0, 1.0)
        return np.asarray(way * way * (3 - 2 * way)) if self.poured < 1 else np.ones(count)
