"""A ball on the loss of a neuron, seen along its first weight; the hill sinks as the other weights learn."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.parts.plot import Plot
from scenes.kit.paths import Point
from scenes.kit.theme import Theme
from scenes.kit.words import numeral


class Hill(Plot):
    """Curves (S + 1, W) over values of a weight; the ball lies where the weight stands, weights: (S + 1,).

    along: how many steps the weight has taken; others: how many the other weights have, to which the curve belongs.
    drawn: 0..1, how much of the curve is drawn. shown: 0..1, the ball. leaning: 0..1, its tangent, in its middle at
    the ball, with its slope. pointing: 0..1, how far an arrow has grown towards where the next step ends.
    """

    animated: ClassVar[tuple[str, ...]] = ("along", "others", "drawn", "shown", "leaning", "pointing")

    def __init__(self, span: Array, curves: Array, weights: Array, theme: Theme, *, region: Region) -> None:
        self.span, self.curves, self.weights = span, curves, weights
        top = 1.06 * float(curves.max())
        super().__init__(theme, x=(span[0], span[-1]), y=(0, top), width=region.width, height=region.height)
        self.name_axes("weight w₁", "loss", x_ticks=(0, 1, 2), y_ticks=np.arange(0, top, 0.5), y_form="{:.1f}")
        self.along = self.others = self.drawn = self.shown = self.leaning = self.pointing = 0.0
        region.place(self)

    def step_to(self, along: float, others: float | None = None) -> Self:
        """Take all steps until this one; the other weights too, or until another."""
        self.along, self.others = float(along), float(along if others is None else others)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw axes, the curve as it was and is, the way so far, tangent, arrow and ball."""
        super().paint(brush)
        theme, curve = self.theme, self._curve(self.others)
        count = round(self.drawn * len(self.span))
        if self.others > 0:
            brush.line(self._at(self.span, self.curves[0]), theme.loss, 0.04, 0.3 * min(1.0, self.others), dash=0.1)
        line, floor = self._at(self.span[:count], curve[:count]), self._at(self.span[:count][::-1], 0 * curve[:count])
        brush.area([*line, *floor], theme.loss, 0.1)
        brush.line(line, theme.loss, 0.06)
        for step in range(int(min(self.along, self.others)) + 1):
            (spot,) = self._at([self._weight(step)], [self._loss(step)])
            brush.disc(spot, 0.07, theme.text, 0.45 * self.shown)
        x, y = self._weight(self.along), float(np.interp(self._weight(self.along), self.span, curve))
        self._paint_tangent(brush, x, y)
        (spot,) = self._at([x], [y])
        brush.disc((spot[0], spot[1] + 0.16), 0.3, theme.text, 0.2 * self.shown)
        brush.disc((spot[0], spot[1] + 0.16), 0.16, theme.text, self.shown)

    def _paint_tangent(self, brush: Brush, x: float, y: float) -> None:
        theme, slope = self.theme, float(np.interp(x, self.span, np.gradient(self._curve(self.others), self.span)))
        ends = x + 0.75 * self.leaning * np.array([-1, 1])
        brush.line(self._at(ends, y + slope * (ends - x)), theme.blame, 0.06, float(self.leaning > 0))
        if self.leaning > 0.5:
            (at,) = self._at([x + 0.3], [y + 0.12 * self.y[1]])
            words = numeral("slope {:.2f}", slope)
            brush.text(words, at, theme.body_size, theme.blame, theme.font, anchor=0.0, bold=True)
        if self.pointing > 0:
            goal = self._weight(int(self.along) + 1)
            (start, end) = self._at([x, x + (goal - x) * self.pointing], [0, 0])
            brush.line([start, end], theme.correct, 0.09)
            brush.line([(end[0] - 0.18, end[1] + 0.14), end, (end[0] - 0.18, end[1] - 0.14)], theme.correct, 0.07)

    def _curve(self, step: float) -> Array:
        before = min(int(step), len(self.curves) - 2)
        return np.asarray(self.curves[before] + (self.curves[before + 1] - self.curves[before]) * (step - before))

    def _weight(self, step: float) -> float:
        return float(np.interp(step, np.arange(len(self.weights)), self.weights))

    def _loss(self, step: float) -> float:
        return float(np.interp(self._weight(step), self.span, self._curve(step)))

    def _at(self, x: npt.ArrayLike, y: npt.ArrayLike) -> list[Point]:
        return [tuple(point) for point in self.local(np.asarray(x), np.asarray(y)).tolist()]
