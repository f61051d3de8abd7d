"""Two vectors of many numbers and their sum, as arrows in the plane that holds them."""

from __future__ import annotations

import math
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, Point
from scenes.kit.layout import Region
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

HEAD = 0.22  # length of an arrow's head


class VectorSum(Part):
    """Arrows for ``first``, for ``second`` from its tip, and for their sum, with true lengths and angles.

    first, second: (C,). grown: (3,) 0..1, how far each arrow has come. It fills a region.
    """

    animated: ClassVar[tuple[str, ...]] = ("grown",)

    def __init__(self, first: Array, second: Array, theme: Theme, *, region: Region) -> None:
        long = max(float(np.linalg.norm(first)), 1e-9)
        along = float(first @ second) / long
        up = math.sqrt(max(0.0, float(second @ second) - along**2))
        corners = np.array([(0.0, 0.0), (long, 0.0), (long + along, up)])
        low, size = corners.min(axis=0), np.maximum(np.ptp(corners, axis=0), 1e-9)
        room = region.inset(HEAD)
        scale = min(0.8 * room.width / float(size[0]), room.height / float(size[1]))
        placed = (corners - low - size / 2) * scale
        self.corners: list[Point] = [(float(x), float(y)) for x, y in placed]
        self.colours = (theme.untrained, theme.predicted, theme.text)
        self.grown = np.zeros(3)
        self.lengths = [float(np.linalg.norm(vector)) for vector in (first, second, first + second)]
        super().__init__(float(size[0]) * scale + 2 * HEAD, float(size[1]) * scale + 2 * HEAD, theme)
        self.move_to(region.centre)

    def grow(self, count: int) -> Self:
        """Draw the first arrows, and no others."""
        self.grown = (np.arange(3) < count).astype(float)
        return self

    def legend(self, *names: str) -> Legend:
        """Return what the colours stand for, each name with the length of its arrow."""
        entries = zip(names, self.lengths, self.colours, strict=True)
        return Legend([(f"{name} {length:.1f}", colour, True) for name, length, colour in entries], self.theme)

    def paint(self, brush: Brush) -> None:
        """Draw the arrows."""
        start, middle, end = self.corners
        for way, colour, grown in zip(
            ((start, middle), (middle, end), (start, end)), self.colours, self.grown.tolist(), strict=True
        ):
            if grown > 0.01:
                _arrow(brush, *way, colour, grown)


def _arrow(brush: Brush, start: Point, end: Point, colour: str, grown: float) -> None:
    tip = (start[0] + (end[0] - start[0]) * grown, start[1] + (end[1] - start[1]) * grown)
    length = math.hypot(tip[0] - start[0], tip[1] - start[1])
    if length < 1e-6:
        return
    head = min(HEAD, length)
    ux, uy = (tip[0] - start[0]) / length, (tip[1] - start[1]) / length
    back = (tip[0] - head * ux, tip[1] - head * uy)
    brush.line([start, back], colour, 0.08)
    brush.area(
        [tip, (back[0] - head * uy / 2, back[1] + head * ux / 2), (back[0] + head * uy / 2, back[1] - head * ux / 2)],
        colour,
    )
