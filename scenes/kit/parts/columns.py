"""Vectors side by side, each a column of coloured cells."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme
from scenes.kit.words import numeral

MOST_CELLS = 8  # of a longer vector, these are drawn, and dots below them


class Columns(Part):
    """Upright vectors: a cell is the surface at 0, the whole colour at ``full``, the second colour below zero.

    values: (N, d). dropped: (N,) 0..1, how far each column has unrolled from its top. framed: (N,) 0..1, columns
    with a border. pitch: from one column to the next; height: of MOST_CELLS cells and the dots.
    """

    animated: ClassVar[tuple[str, ...]] = ("values", "dropped", "framed")

    def __init__(
        self,
        values: Array,
        theme: Theme,
        *,
        pitch: float,
        height: float = 3.4,
        full: float | None = None,
        colour: str | None = None,
        form: str = "",
        number_size: float | None = None,
    ) -> None:
        self.values = np.asarray(values, float)
        count, self.length = self.values.shape
        self.pitch, self.form = pitch, form
        self.cell = height / (MOST_CELLS + 0.5)
        self.full = float(full or max(float(np.abs(self.values).max()), 1e-9))
        self.colour, self.below = colour or theme.predicted, theme.negative
        self.number_size = number_size or theme.smallest_size
        self.dropped, self.framed = np.ones(count), np.zeros(count)
        super().__init__(count * pitch, height, theme)

    def go_to(self, values: Array) -> Self:
        """Show other vectors; (N, d)."""
        self.values = np.asarray(values, float)
        return self

    def drop(self, *indices: int) -> Self:
        """Unroll these columns, and no others."""
        self.dropped = self._are(indices)
        return self

    def frame_columns(self, *indices: int) -> Self:
        """Draw a border around these columns, and no others."""
        self.framed = self._are(indices)
        return self

    def column_at(self, index: int) -> Array:
        """Return the scene point in the middle of a column; (3,)."""
        return self.in_scene(-self.local_width / 2 + (index + 0.5) * self.pitch, 0.0)

    def paint(self, brush: Brush) -> None:
        """Draw the cells, their numbers, dots for what is left out, and frames."""
        rows, wide = min(self.length, MOST_CELLS), 0.82 * self.pitch
        top = (rows + 0.5 * (self.length > rows)) * self.cell / 2
        for (i, row), value in np.ndenumerate(self.values[:, :rows]):
            alpha = min(1.0, max(0.0, float(self.dropped[i]) * (rows + 1) - row))
            x = -self.local_width / 2 + (i + 0.5) * self.pitch
            y = top - (row + 0.5) * self.cell
            share = min(1.0, abs(float(value)) / self.full)
            shade = mix(self.theme.surface, self.colour if value >= 0 else self.below, share)
            brush.box((x - wide / 2, y - 0.47 * self.cell, wide, 0.94 * self.cell), shade, alpha, 0.06)
            if self.form:
                ink = self.theme.background if share > 0.55 else self.theme.text
                brush.text(
                    numeral(self.form, float(value)), (x, y), self.number_size, ink, self.theme.mono, alpha=alpha
                )
        for i in range(len(self.values)):
            x = -self.local_width / 2 + (i + 0.5) * self.pitch
            if self.length > rows:
                for dot in (-0.25, 0.0, 0.25):
                    at = (x + dot * wide, top - (rows + 0.28) * self.cell)
                    brush.disc(at, 0.035, self.theme.muted, float(self.dropped[i]))
            box = (x - wide / 2 - 0.04, top - rows * self.cell - 0.03, wide + 0.08, rows * self.cell + 0.06)
            brush.frame(box, self.theme.text, 0.04, float(self.framed[i]), 0.08)

    def _are(self, indices: tuple[int, ...]) -> Array:
        return np.isin(np.arange(len(self.values)), indices).astype(float)
