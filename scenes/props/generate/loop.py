"""The way back: what was drawn becomes part of what is read."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from scenes.kit.brush import Brush
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class FeedBack(Part):
    """An arrow from the lower right corner out, up and back to the upper right: what was drawn goes back in.

    drawn: 0..1, how much of it is there.
    """

    animated: ClassVar[tuple[str, ...]] = ("drawn",)

    def __init__(self, theme: Theme, *, width: float, height: float) -> None:
        super().__init__(width, height, theme)
        self.drawn = 1.0

    def draw(self, share: float = 1.0) -> Self:
        """Draw the arrow so far."""
        self.drawn = float(share)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the line, then the head that leads it."""
        x, y, turns = self.local_width / 2, self.local_height / 2, np.linspace(-np.pi / 2, np.pi / 2, 25)
        r = 2 * x
        lower = [(-x + r * float(np.cos(t)), -y + r + r * float(np.sin(t))) for t in turns[:13]]
        upper = [(-x + r * float(np.cos(t)), y - r + r * float(np.sin(t))) for t in turns[12:]]
        path = np.array([*lower, *upper])
        steps = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
        reached = self.drawn * float(steps[-1])
        if reached <= 0.01:
            return
        tip = np.array([np.interp(reached, steps, path[:, 0]), np.interp(reached, steps, path[:, 1])])
        known = path[steps < reached]
        brush.line([tuple(p) for p in [*known.tolist(), tip.tolist()]], self.theme.muted, 0.06)
        before = np.array([np.interp(reached - 0.1, steps, path[:, 0]), np.interp(reached - 0.1, steps, path[:, 1])])
        ahead = (tip - before) / max(1e-9, float(np.hypot(*(tip - before))))
        across = np.array([-ahead[1], ahead[0]])
        corners = [tip + 0.22 * ahead, tip + 0.15 * across, tip - 0.15 * across]
        brush.area([(float(p[0]), float(p[1])) for p in corners], self.theme.muted)
