"""A matrix as coloured cells, with its numbers when there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix, rgb
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme
from scenes.kit.words import numeral


class Heatmap(Part):
    """Cells coloured by their value: 0 is the surface, ``full`` the whole colour; below zero the second colour.

    values: (R, C). shown: (R, C) 0..1, how visible each cell is. framed: (R,) 0..1, rows with a border.
    labels stand left of the rows and above the columns; form writes the numbers into the cells.
    """

    animated: ClassVar[tuple[str, ...]] = ("values", "shown", "framed")

    def __init__(
        self,
        values: Array,
        theme: Theme,
        *,
        cell: float = 0.42,
        rows: Sequence[str] = (),
        columns: Sequence[str] = (),
        full: float = 1.0,
        colour: str | None = None,
        below: str | None = None,
        form: str = "",
        label_size: float | None = None,
        number_size: float | None = None,
    ) -> None:
        self.values = np.asarray(values, float)
        self.row_labels, self.column_labels = tuple(rows), tuple(columns)
        count_rows, count_columns = self.values.shape
        self.cell, self.full, self.form = cell, full, form
        self.colour, self.below = colour or theme.attention, below or theme.negative
        self.label_size = label_size or max(theme.smallest_size, min(theme.label_size, cell * 52))
        self.number_size = number_size or theme.smallest_size
        self.margin_x = 0.02 * self.label_size if rows else 0.0
        self.margin_y = 0.02 * self.label_size if columns else 0.0
        self.shown = np.ones_like(self.values)
        self.framed = np.zeros(count_rows)
        super().__init__(count_columns * cell + self.margin_x, count_rows * cell + self.margin_y, theme)

    def go_to(self, values: Array) -> Self:
        """Show other values; (R, C)."""
        self.values = np.asarray(values, float)
        return self

    def reveal(self, shown: Array | float) -> Self:
        """Set how visible the cells are, 0..1; (R, C), (R, 1) or one number for all."""
        self.shown = np.broadcast_to(np.asarray(shown, float), self.values.shape).copy()
        return self

    def frame_rows(self, *rows: int) -> Self:
        """Draw a border around these rows, and no others."""
        self.framed = np.isin(np.arange(len(self.values)), rows).astype(float)
        return self

    def cell_at(self, row: int, column: int) -> Array:
        """Return the scene point in the middle of a cell; (3,)."""
        x, y = self._corner(row, column)
        x, y = x + self.cell / 2, y + self.cell / 2
        return self.in_scene(x, y)

    def paint(self, brush: Brush) -> None:
        """Draw cells, numbers, labels and frames."""
        side, corner = self.cell - min(0.04, self.cell * 0.08), self._corner(-1, 0)
        brush.mosaic(self._colours(), corner, (self.cell, self.cell), (side, side), 0.12 * self.cell)
        if self.form:
            self._paint_numbers(brush)
        self._paint_labels(brush)
        for row in np.flatnonzero(self.framed > 0.01):
            x, y = self._corner(int(row), 0)
            box = (x, y, self.cell * self.values.shape[1], self.cell)
            brush.frame(box, self.theme.text, 0.035, float(self.framed[row]), 0.06)

    def _colours(self) -> Array:
        """Return the cells' red, green, blue and alpha, (R, C, 4)."""
        share = np.clip(np.abs(self.values) / self.full, 0, 1)[..., None]
        ends = np.where(self.values[..., None] >= 0, rgb(self.colour), rgb(self.below))
        mixed = (1 - share) * np.array(rgb(self.theme.surface)) + share * ends
        return np.concatenate([mixed, self.shown[..., None]], axis=-1)

    def _paint_numbers(self, brush: Brush) -> None:
        for (row, column), value in np.ndenumerate(self.values):
            (x, y), visible = self._corner(row, column), float(self.shown[row, column])
            if visible > 0.01:
                middle, text = (x + self.cell / 2, y + self.cell / 2), numeral(self.form, float(value))
                brush.text(text, middle, self.number_size, self._ink(float(value)), self.theme.mono, alpha=visible)

    def _paint_labels(self, brush: Brush) -> None:
        theme, size = self.theme, self.label_size
        for row, label in enumerate(self.row_labels):
            x, y = self._corner(row, 0)
            visible = float(self.shown[row].max())
            shade = mix(theme.muted, theme.text, float(self.framed[row]))
            at = (x - self.margin_x / 2, y + self.cell / 2)
            brush.text(label, at, size, shade, theme.mono, alpha=visible)
        for column, label in enumerate(self.column_labels):
            x, y = self._corner(0, column)
            visible = float(self.shown[:, column].max())
            at = (x + self.cell / 2, y + self.cell + self.margin_y / 2)
            brush.text(label, at, size, theme.muted, theme.mono, alpha=visible)

    def _corner(self, row: int, column: int) -> tuple[float, float]:
        x = -self.local_width / 2 + self.margin_x + column * self.cell
        y = self.local_height / 2 - self.margin_y - (row + 1) * self.cell
        return x, y

    def _ink(self, value: float) -> str:
        return self.theme.background if abs(value) / self.full > 0.55 else self.theme.text
