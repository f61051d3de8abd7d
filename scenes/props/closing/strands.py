"""A small network without words, its edges as red as they are to blame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.parts.part import Part
from scenes.kit.paths import Point
from scenes.kit.theme import Theme

SLIGHT = 0.12  # share of the greatest, as a root, below which an edge is left out


class Strands(Part):
    """Columns of nodes, joined each with the next. grads: (E,), edge by edge, column by column, row by row.

    blamed: 0..1, how far blame has run back from the right.
    """

    animated: ClassVar[tuple[str, ...]] = ("grads", "blamed")

    def __init__(self, sizes: Sequence[int], grads: Array, theme: Theme, *, width: float, height: float) -> None:
        super().__init__(width, height, theme)
        self.grads, self.blamed, self.bands = np.asarray(grads, float), 0.0, len(sizes) - 1
        across, pitch = np.linspace(-0.47, 0.47, len(sizes)) * width, 0.94 * height / max(max(sizes) - 1, 1)
        self.columns: list[list[Point]] = [
            [(float(x), ((size - 1) / 2 - i) * pitch) for i in range(size)]
            for x, size in zip(across, sizes, strict=True)
        ]
        self.edges = [
            (band, start, end)
            for band in range(self.bands)
            for start in self.columns[band]
            for end in self.columns[band + 1]
        ]

    def paint(self, brush: Brush) -> None:
        """Draw the edges, the guiltiest last, then the nodes."""
        theme, size = self.theme, np.sqrt(np.abs(self.grads) / max(float(np.abs(self.grads).max()), 1e-30))
        for e in np.argsort(size, kind="stable").tolist():
            if size[e] < SLIGHT:
                continue
            band, start, end = self.edges[e]
            reached = min(1.0, max(0.0, self.blamed * self.bands - (self.bands - 1 - band)))
            guilt = float(size[e]) * reached
            colour = mix(theme.grid, theme.blame, 1.3 * guilt)
            brush.line([start, end], colour, 0.012 + 0.05 * guilt**2, 0.25 + 0.75 * guilt)
        for node in (node for column in self.columns for node in column):
            brush.disc(node, 0.055, theme.muted)
