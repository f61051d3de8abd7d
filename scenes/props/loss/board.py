"""The curve of surprise with all that slides along it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, RIGHT, FadeOut, VGroup

from scenes.kit.layout import Region
from scenes.kit.theme import Theme
from scenes.props.loss.numbers import LossFormula, LossSum
from scenes.props.loss.surprise import Follower, Predictions, SurpriseCurve, mean_loss


class LossBoard:
    """−log p, not drawn yet; in its free corner the formula, and under it the formula's numbers.

    A dot passes the stops, beginning at the first one, and leaves a trace there, not visible yet. tangents: two of
    them at the last stop, the second not visible yet. top: where the loss axis ends.
    """

    def __init__(self, stops: Sequence[float], theme: Theme, *, top: float, region: Region) -> None:
        curve = SurpriseCurve(theme, top=top, width=region.width, height=region.height)
        self.stops, self.curve = tuple(stops), region.place(curve).draw(0)
        self.formula, self.sum = LossFormula(theme), LossSum(stops[0], theme)
        self.loud = Follower([stops[-1]], mean_loss, theme, colour=theme.loss)
        narrow = region.wide is not None  # so that a note at the steep part of the curve needs the room between
        corner = VGroup(self.formula, self.sum).arrange(DOWN, buff=1.2 if narrow else 0.4, aligned_edge=RIGHT)
        free = region.inset(0.2).columns(1, 4)[1]
        (free.rows(1, 2) if narrow else free.rows(3, 2))[0].place(corner, side=1)
        self.dot = Predictions(self.curve, stops[:1])
        self.trace = Predictions(self.curve, stops, radius=0.07).let_see(visible=0)
        self.tangents = Predictions(self.curve, [stops[-1]] * 2, note=slope_text).let_see(visible=[1, 0])

    def pass_stop(self, index: int) -> list[Any]:
        """Return the animations that bring the dot and its sum to a stop, and show the trace up to there."""
        passed = np.arange(len(self.stops)) <= index
        return [*self.travel(self.stops[index]), self.trace.animate.let_see(visible=passed, noted=passed)]

    def travel(self, p: float) -> list[Any]:
        """Return the animations that bring the dot and its sum to a probability."""
        return [self.dot.animate.go_to([p]).let_see(rods=1), self.sum.animate.follow(p)]

    def lean(self) -> list[Any]:
        """Return the animations in which all but the dot gives way to a tangent at it."""
        self.tangents.let_see(visible=0)
        return [
            FadeOut(self.trace, self.sum, self.loud),
            self.dot.animate.let_see(rods=0),
            self.tangents.animate.let_see(visible=[1, 0], leaning=1, noted=[1, 0]),
        ]

    def straighten(self) -> list[Any]:
        """Return the animations in which dot and tangent slide back to the first stop, leaving a tangent behind."""
        self.sum.follow(self.stops[0])
        slid = self.tangents.let_see(visible=1).animate.go_to([self.stops[-1], self.stops[0]]).let_see(noted=1)
        return [slid, self.dot.animate.go_to(self.stops[:1])]

    def scream(self) -> Any:
        """Return the animation in which a copy of the loss grows huge below its sum."""
        return self.loud.move_to(self.sum[-1]).animate.scale(2.2).next_to(self.sum, DOWN, buff=0.05, aligned_edge=RIGHT)


def slope_text(p: float) -> str:
    """Return the slope of −log p in two significant digits."""
    return f"slope −{1 / p:.2g}"
