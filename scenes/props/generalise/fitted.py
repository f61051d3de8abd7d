"""Points, a curve fitted to them, and what it makes of points it has not met."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.parts.part import Part
from scenes.kit.paths import Point
from scenes.kit.theme import Theme

MARGIN = 1.12  # how far the card reaches beyond −1 and 1
DOT = 0.085


class FitCard(Part):
    """A card with points to learn from, the curve through them, and held-out points with what the curve says there.

    points: (N, 2), new: (M, 2), curve: (G, 2), x from −1 to 1; said: (M,), the curve's height at the new points.
    span: y reaches from −span to span, and what lies beyond is cut off. seen: (N,) 0..1. drawn: 0..1, of the curve.
    asked: (M,) 0..1, rings where the curve is asked. told: (M,) 0..1, how visible the new points and their misses are.
    """

    animated: ClassVar[tuple[str, ...]] = ("seen", "drawn", "asked", "told")

    def __init__(
        self, points: Array, new: Array, curve: Array, theme: Theme, *, span: float, width: float, height: float
    ) -> None:
        super().__init__(width, height, theme)
        self.span = span
        self.points_at, self.new_at, self.curve_at = (self._local(xy) for xy in (points, new, curve))
        said = np.interp(new[:, 0], curve[:, 0], curve[:, 1])
        self.said_at = self._local(np.stack([new[:, 0], said], axis=1))
        self.seen, self.drawn = np.zeros(len(points)), 0.0
        self.asked, self.told = np.zeros(len(new)), np.zeros(len(new))

    def let_see(self, count: int) -> Self:
        """Show the first points to learn from."""
        self.seen = (np.arange(len(self.seen)) < count).astype(float)
        return self

    def draw(self, drawn: float = 1.0) -> Self:
        """Draw the curve so far."""
        self.drawn = drawn
        return self

    def ask(self, asked: npt.ArrayLike = 1.0) -> Self:
        """Ring what the curve says at the new points; (M,) or one number for all."""
        self.asked = np.broadcast_to(np.asarray(asked, float), self.asked.shape).copy()
        return self

    def tell(self, told: npt.ArrayLike = 1.0) -> Self:
        """Show the new points, and how far the curve misses them; (M,) or one number for all."""
        self.told = np.broadcast_to(np.asarray(told, float), self.told.shape).copy()
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the card, the curve, the points, and the misses."""
        theme = self.theme
        card = (-self.local_width / 2, -self.local_height / 2, self.local_width, self.local_height)
        brush.box(card, theme.surface, radius=0.15)
        brush.ctx.save()
        brush.ctx.rectangle(*card)
        brush.ctx.clip()
        reached = round(self.drawn * len(self.curve_at))
        brush.line(self.curve_at[:reached], theme.predicted, 0.055)
        for new, said, asked, told in zip(self.new_at, self.said_at, self.asked, self.told, strict=True):
            end = (new[0], said[1] + (new[1] - said[1]) * float(told))
            brush.line([said, end], theme.blame, 0.045, float(told))
            brush.disc(said, 0.8 * DOT, theme.surface, float(asked))
            if asked > 0.02:
                brush.arc(said, 0.8 * DOT * float(asked), 0, 2 * np.pi, theme.predicted, 0.03)
            brush.disc(new, DOT * float(told), theme.text)
        for at, seen in zip(self.points_at, self.seen, strict=True):
            brush.disc(at, DOT * float(seen), theme.loss)
        brush.ctx.restore()

    def _local(self, xy: Array) -> list[Point]:
        scale = np.array([self.local_width / MARGIN, self.local_height / self.span]) / 2
        return [(x, y) for x, y in (np.asarray(xy, float) * scale).tolist()]
