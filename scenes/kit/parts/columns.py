"""Vectors side by side, each a column of coloured cells."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, rgb
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
        reach = self.dropped * (rows + 1)  # (N,)
        shown = np.clip(reach[None, :] - np.arange(rows)[:, None], 0, 1)  # (rows, N)
        shares = np.clip(np.abs(self.values[:, :rows].T) / self.full, 0, 1)  # (rows, N)
        ends = np.where(self.values[:, :rows].T[..., None] >= 0, rgb(self.colour), rgb(self.below))
        mixed = (1 - shares[..., None]) * np.array(rgb(self.theme.surface)) + shares[..., None] * ends
        colours, corner = np.concatenate([mixed, shown[..., None]], axis=-1), (-self.local_width / 2, top)
        brush.mosaic(colours, corner, (self.pitch, self.cell), (wide, 0.94 * self.cell), 0.06)
        if self.form:
            self._paint_numbers(brush, top, shown, shares)
        for i in range(len(self.values)):
            x = -self.local_width / 2 + (i + 0.5) * self.pitch
            if self.length > rows:
                for dot in (-0.25, 0.0, 0.25):
                    at = (x + dot * wide, top - (rows + 0.28) * self.cell)
                    brush.disc(at, 0.035, self.theme.muted, float(self.dropped[i]))
            box = (x - wide / 2 - 0.04, top - rows * self.cell - 0.03, wide + 0.08, rows * self.cell + 0.06)
            brush.frame(box, self.theme.text, 0.04, float(self.framed[i]), 0.08)

    def _paint_numbers(self, brush: Brush, top: float, shown: Array, shares: Array) -> None:
        for (row, i), alpha in np.ndenumerate(shown):
            ink = self.theme.background if shares[row, i] > 0.55 else self.theme.text
            at = (-self.local_width / 2 + (i + 0.5) * self.pitch, top - (row + 0.5) * self.cell)
            text = numeral(self.form, float(self.values[i, row]))
            brush.text(text, at, self.number_size, ink, self.theme.mono, alpha=float(alpha))

    def _are(self, indices: tuple[int, ...]) -> Array:
        return np.isin(np.arange(len(self.values)), indices).astype(float)
