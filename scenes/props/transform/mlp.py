"""The picture of an MLP beside its stream: a copy branches off, widens, narrows, and is added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from manim import DOWN, RIGHT, UP, Arrow, Circle, Square, VGroup

from gptanim.stage import Array, Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme
from scenes.props.transform.funnel import Funnel

ROWS = 4  # rows of a block of C numbers; that of the 4C units is four times as tall
NAMES = ("stream", "scaled copy", "answer")
BRIGHT = 0.95  # quantile of the stream's numbers whose cell has the whole colour


class MLP:
    """Blocks of cells: ``stream`` above, ``copy``, ``units``, ``answer`` below, and ``joined`` at the end of the river.

    arrays: before, copy, added, after, (C,) each, and expanded, hidden, (4C,) each. upper, lower: the regions of
    the river and of the branch. names: of stream, copy and answer, to be written beside them.
    """

    def __init__(self, arrays: Exhibit, theme: Theme, *, upper: Region, lower: Region) -> None:
        vectors = [arrays[name] for name in ("before", "copy", "added", "after")]
        expanded = arrays["expanded"]
        shares = (1, 1.2, 1, 1)
        above, below = upper.firm.columns(*shares), lower.firm.columns(*shares)
        self.theme, self.wide = theme, -(-len(vectors[0]) // ROWS)
        self.cell = min(lower.height / (4 * ROWS), upper.height / ROWS, below[0].width / self.wide)
        full = float(np.quantile(np.abs(np.stack(vectors)), BRIGHT)) + 1e-9
        self.stream, self.copy, self.answer, self.joined = (self._block(vector, full) for vector in vectors)
        greatest = float(expanded.max())
        self.units = self._block(expanded, greatest if greatest > 0 else 1.0)
        above[0].place(self.stream)
        above[3].place(self.joined)
        for region, block in zip(below, (self.copy, self.units, self.answer), strict=False):
            region.place(block)
        self.opening, self.closing = Funnel(self.copy, self.units, theme), Funnel(self.units, self.answer, theme)
        ring = Circle(0.28, color=theme.text, stroke_width=3).move_to(above[2].centre)
        self.plus = VGroup(ring, Label("+", theme, bold=True).move_to(ring))
        style: dict[str, Any] = {"color": theme.muted, "buff": 0.15, "stroke_width": 5}
        self.inflow = Arrow(self.stream.get_edge_center(RIGHT), ring.get_left(), **style)
        self.outflow = Arrow(ring.get_right(), self.joined.get_left(), **style)
        self.rise = Arrow(self.answer.get_edge_center(UP), ring.get_bottom(), **style)
        small: dict[str, Any] = {"size": theme.label_size, "colour": theme.muted}
        beside = zip(NAMES, (self.inflow, self.copy, self.answer), (UP, DOWN, DOWN), strict=True)
        self.names = [Label(name, theme, **small).next_to(block, side, buff=0.04) for name, block, side in beside]
        brightest = divmod(int(arrays["hidden"].argmax()), self.wide)
        self.frame = Square(self.cell, color=theme.text, stroke_width=4).move_to(self.units.cell_at(*brightest))

    def fill_units(self, parts: int) -> Iterator[Any]:
        """Yield the animations in which the units appear, from the top, in so many parts."""
        rows = np.arange(len(self.units.values))[:, None]
        for part in range(1, parts + 1):
            yield self.units.animate.reveal(rows < part * len(rows) / parts)

    def rectified(self) -> Array:
        """Return the units with every negative number at zero, as they are laid out."""
        return np.asarray(np.maximum(0.0, self.units.values))

    def _block(self, values: Array, full: float) -> Heatmap:
        cells = np.append(values, np.zeros(-len(values) % self.wide)).reshape(-1, self.wide)
        return Heatmap(cells, self.theme, cell=self.cell, full=full, colour=self.theme.predicted)
