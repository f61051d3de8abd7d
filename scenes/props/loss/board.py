"""The curve of surprise with all that slides along it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, RIGHT, VGroup

from scenes.kit.layout import Region
from scenes.kit.theme import Theme
from scenes.props.loss.numbers import LossFormula, LossSum
from scenes.props.loss.surprise import Predictions, SurpriseCurve


class LossBoard:
    """−log p, not drawn yet; in its free corner the formula, and under it the formula's numbers.

    A dot passes the stops, beginning at the first one, and leaves a trace there, not visible yet. tangents: two of
    them at the last stop, the second not visible yet. top: where the loss axis ends.
    """

    def __init__(self, stops: Sequence[float], theme: Theme, *, top: float, region: Region) -> None:
        curve = SurpriseCurve(theme, top=top, width=region.width, height=region.height)
        self.stops, self.curve = tuple(stops), region.place(curve).draw(0)
        self.formula, self.sum = LossFormula(theme), LossSum(stops[0], theme)
        corner = VGroup(self.formula, self.sum).arrange(DOWN, buff=0.4, aligned_edge=RIGHT)
        region.inset(0.2).columns(1, 4)[1].rows(3, 2)[0].place(corner, side=1)
        self.dot = Predictions(self.curve, stops[:1])
        self.trace = Predictions(self.curve, stops, radius=0.07).let_see(visible=0)
        self.tangents = Predictions(self.curve, [stops[-1]] * 2, note=slope_text).let_see(visible=[1, 0])

    def pass_stop(self, index: int) -> list[Any]:
        """Return the animations that bring the dot and its sum to a stop, and show the trace up to there."""
        stop, passed = self.stops[index], np.arange(len(self.stops)) <= index
        slid = self.dot.animate.go_to([stop]).let_see(rods=1)
        return [slid, self.sum.animate.follow(stop), self.trace.animate.let_see(visible=passed, noted=passed)]


def slope_text(p: float) -> str:
    """Return the slope of −log p in two significant digits."""
    return f"slope −{1 / p:.2g}"
