"""Which token follows which, as a table of small cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

FULL = 0.4  # a share with the whole colour
LINE = 0.0145  # height of a line of text for each unit of its size
FAINT = 0.015  # shares of the colour below this one are not drawn


class FollowTable(Part):
    """Rows are tokens, columns what comes next. values: (V, V).

    framed: (V,) 0..1, rows with a border. spot: row and column of a
    frame around one cell; spotted: 0..1, how visible it is. Labels stand in two lines where cells are small.
    """

    animated: ClassVar[tuple[str, ...]] = ("values", "framed", "spot", "spotted")

    def __init__(
        self,
        values: Array,
        labels: Sequence[str],
        theme: Theme,
        *,
        colour: str,
        full: float = FULL,
        region: Region,
    ) -> None:
        self.values, self.labels = np.asarray(values, float), tuple(labels)
        self.colour, self.full = colour, full
        count, self.size = len(labels), theme.smallest_size
        side = min(region.width, region.height)
        line = LINE * self.size
        self.staggered = (side - line) / count < 1.05 * line
        self.margin = (2.3 if self.staggered else 1.3) * line
        self.cell = (side - self.margin) / count
        self.framed = np.zeros(count)
        self.spot, self.spotted = np.zeros(2), 0.0
        super().__init__(side, side, theme)
        region.place(self)

    def go_to(self, values: Array) -> Self:
        """Show other values; (V, V)."""
        self.values = np.asarray(values, float)
        return self

    def look_at(self, row: int, column: int) -> Self:
        """Frame one cell."""
        self.spot, self.spotted = np.array([row, column], float), 1.0
        return self

    def frame_row(self, *rows: int) -> Self:
        """Frame these rows, and no others."""
        self.framed = np.isin(np.arange(len(self.labels)), rows).astype(float)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the ground, the cells that have some colour, labels and frames."""
        theme, cell, count = self.theme, self.cell, len(self.labels)
        gap, (left, bottom) = 0.07 * cell, self._corner(count - 1, 0)
        brush.box((left, bottom, count * cell, count * cell), theme.surface)
        share = np.clip(self.values / self.full, 0.0, 1.0)
        for row, column in zip(*(indices.tolist() for indices in np.nonzero(share > FAINT)), strict=True):
            x, y = self._corner(row, column)
            colour = mix(theme.surface, self.colour, share[row, column])
            brush.box((x + gap, y + gap, cell - 2 * gap, cell - 2 * gap), colour)
        self._paint_labels(brush)
        wide = 0.035
        for row in np.flatnonzero(self.framed > 0.01).tolist():
            brush.frame((*self._corner(row, 0), count * cell, cell), theme.text, wide, float(self.framed[row]), 0.04)
        x, y = self._corner(float(self.spot[0]), float(self.spot[1]))
        around = min(0.3 * cell, 0.08)
        box = (x - around, y - around, cell + 2 * around, cell + 2 * around)
        brush.frame(box, theme.text, wide, self.spotted, 0.05)

    def _paint_labels(self, brush: Brush) -> None:
        theme, line = self.theme, LINE * self.size
        looked = (np.arange(len(self.labels)) == np.round(self.spot)[:, None]) * self.spotted  # (2, V)
        for i, label in enumerate(self.labels):
            back = line * (0.7 + (i % 2 if self.staggered else 0))
            x, y = self._corner(i, i)
            beside = (-self.local_width / 2 + self.margin - back, y + self.cell / 2)
            above = (x + self.cell / 2, self.local_height / 2 - self.margin + back)
            for at, lit in ((beside, max(self.framed[i], looked[0, i])), (above, looked[1, i])):
                ink = mix(theme.muted, theme.text, float(lit))
                brush.text(label, at, self.size, ink, theme.mono, bold=bool(lit > 0.5))

    def _corner(self, row: float, column: float) -> tuple[float, float]:
        x = -self.local_width / 2 + self.margin + column * self.cell
        return x, self.local_height / 2 - self.margin - (row + 1) * self.cell
