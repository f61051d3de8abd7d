"""A beam that widens or narrows from one thing to another."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np
from manim import Mobject

from scenes.kit.brush import Brush
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class Funnel(Part):
    """A beam from the right edge of one mobject to the left edge of another. opened: 0..1, how far it has come."""

    animated: ClassVar[tuple[str, ...]] = ("opened",)

    def __init__(self, start: Mobject, end: Mobject, theme: Theme, *, gap: float = 0.06) -> None:
        left, right = float(start.get_right()[0]) + gap, float(end.get_left()[0]) - gap
        lows, tops = ([float(m.get_edge_center(way)[1]) for m in (start, end)] for way in _DOWN_UP)
        super().__init__(right - left, max(tops) - min(lows), theme)
        self.move_to(((left + right) / 2, (max(tops) + min(lows)) / 2, 0.0))
        y = float(self.get_center()[1])
        self.lows, self.tops = [low - y for low in lows], [top - y for top in tops]
        self.opened = 0.0

    def open(self) -> Self:
        """Reach the end."""
        self.opened = 1.0
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the beam."""
        half = self.local_width / 2
        x = -half + self.opened * self.local_width
        low, top = (y[0] + (y[1] - y[0]) * self.opened for y in (self.lows, self.tops))
        corners = [(-half, self.lows[0]), (-half, self.tops[0]), (x, top), (x, low)]
        if self.opened > 0:
            brush.area(corners, self.theme.muted, 0.22)


_DOWN_UP = (np.array([0.0, -1.0, 0.0]), np.array([0.0, 1.0, 0.0]))
