"""A matrix as thin cells, a column for each token, with a frame that runs from column to column."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np
from manim import LEFT

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class Grid(Part):
    """Columns of cells, one each ``pitch``: 0 is the surface, ``full`` the whole colour, below zero the second one.

    values: (C, V). dropped: 0..1, how far the columns have unrolled, the left ones first. at: the column with the
    frame, which may be between two. framed: 0..1, how visible the frame is.
    """

    animated: ClassVar[tuple[str, ...]] = ("dropped", "at", "framed")

    def __init__(self, values: Array, theme: Theme, *, pitch: float, height: float, full: float | None = None) -> None:
        self.values = np.asarray(values, float)
        self.pitch, self.breadth = pitch, 0.74 * pitch
        self.full = float(full or max(float(np.abs(self.values).max()), 1e-9))
        self.dropped, self.at, self.framed = 1.0, 0.0, 0.0
        super().__init__(pitch * self.values.shape[1], height, theme)

    def drop(self, share: float = 1.0) -> Self:
        """Unroll the columns so far."""
        self.dropped = share
        return self

    def frame_at(self, column: float, visible: float = 1.0) -> Self:
        """Move the frame to a column."""
        self.at, self.framed = float(column), visible
        return self

    def column_at(self, column: int) -> Array:
        """Return the scene point in the middle of a column; (3,)."""
        return self.in_scene(self._x(column), 0.0)

    def paint(self, brush: Brush) -> None:
        """Draw the cells, then the frame."""
        rows, columns = self.values.shape
        cell, top = self.local_height / rows, self.local_height / 2
        for column in range(columns):
            until = rows * min(1.0, max(0.0, 2 * self.dropped - column / columns))
            for row in range(int(np.ceil(until))):
                value = float(self.values[row, column])
                colour = self.theme.predicted if value >= 0 else self.theme.negative
                shade = mix(self.theme.surface, colour, abs(value) / self.full)
                box = (self._x(column) - self.breadth / 2, top - (row + 0.96) * cell, self.breadth, 0.92 * cell)
                brush.box(box, shade, min(1.0, until - row))
        wide = self.breadth + 0.1
        box = (self._x(self.at) - wide / 2, -top - 0.05, wide, 2 * top + 0.1)
        brush.frame(box, self.theme.text, 0.04, self.framed, 0.06)

    def _x(self, column: float) -> float:
        return -self.local_width / 2 + (column + 0.5) * self.pitch


def vector_and_matrix(vector: Array, matrix: Array, theme: Theme, *, pitch: float, region: Region) -> tuple[Grid, Grid]:
    """Return (C,) and (C, V) as grids of one height, the matrix in the middle of a region, the vector left of it."""
    table = region.place(Grid(matrix, theme, pitch=pitch, height=region.height))
    one = Grid(vector[:, None], theme, pitch=0.6, height=region.height)
    return one.next_to(table, LEFT, buff=0.45), table
