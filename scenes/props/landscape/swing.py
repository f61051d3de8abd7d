"""A gradient that turns to and fro at every step, and its running mean, which turns less."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.part import Part
from scenes.kit.paths import Point
from scenes.kit.theme import Theme

TITLE = "one weight, step by step"


class Swing(Part):
    """Bars up and down, one a step, and a line over them, with a title. gradients, mean: (T,).

    grown: how many bars have grown; drawn: up to which step the line is drawn.
    """

    animated: ClassVar[tuple[str, ...]] = ("grown", "drawn")

    def __init__(self, gradients: Array, mean: Array, theme: Theme, *, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        self.gradients, self.mean, self.grown, self.drawn = gradients, mean, 0.0, 0.0
        self.pitch = region.width / max(3, len(gradients))
        self.scale_y = 0.38 * region.height / max(float(np.abs(gradients).max()), 1e-12)
        self.legend = Legend([("gradient", theme.blame, True), ("running mean", theme.predicted, True)], theme)
        region.place(self)

    def grow(self, grown: float, drawn: float) -> Self:
        """Show so many bars, and so much of the line."""
        self.grown, self.drawn = float(grown), float(drawn)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the zero line, the bars, their steps, and the running mean."""
        theme, half, size = self.theme, self.local_width / 2, self.theme.smallest_size
        brush.text(TITLE, (0, self.local_height / 2 - 0.2), theme.label_size, theme.text, theme.font)
        brush.line([(-half, 0), (half, 0)], theme.grid, 0.03)
        points: list[Point] = []
        for step, (value, mean) in enumerate(zip(self.gradients.tolist(), self.mean.tolist(), strict=True)):
            x, grown = self._x(step), min(1.0, max(0.0, self.grown - step))
            high = value * self.scale_y * grown
            box = (x - 0.3 * self.pitch, min(0.0, high), 0.6 * self.pitch, abs(high))
            brush.box(box, theme.blame, 0.75, 0.05)
            if grown > 0:
                at = (x, -self.local_height / 2 + 0.12)
                brush.text(f"{step + 1}", at, size, theme.muted, theme.mono, alpha=grown)
            points.append((x, mean * self.scale_y))
        reached = [point for step, point in enumerate(points) if step <= self.drawn]
        if self.drawn > 0:
            part = self.drawn - int(self.drawn)
            if len(reached) < len(points):
                (x0, y0), (x1, y1) = reached[-1], points[len(reached)]
                reached.append((x0 + (x1 - x0) * part, y0 + (y1 - y0) * part))
            brush.line(reached, theme.predicted, 0.08)
            for point in reached:
                brush.disc(point, 0.1, theme.predicted)

    def _x(self, step: int) -> float:
        return (step + 0.5 - len(self.gradients) / 2) * self.pitch
