"""A curve with a dot that can be moved along it, and the tangent where it stands."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.parts.plot import Plot
from scenes.kit.paths import Point
from scenes.kit.theme import Theme
from scenes.kit.words import numeral


class Slope(Plot):
    """A plot of one curve. curve: (2, W), x rising. spot: (2,), the dot's data point; shown: 0..1, how visible it is.

    drawn: 0..1, how much of the curve is drawn. leaning: 0..1, how far the tangent has grown from its middle;
    its slope is written beside it.
    """

    animated: ClassVar[tuple[str, ...]] = ("spot", "shown", "drawn", "leaning")

    def __init__(self, curve: Array, spot: Array, slope: float, theme: Theme, *, region: Region, x_label: str) -> None:
        xs, top = curve[0], float(curve[1].max())
        super().__init__(
            theme, x=(float(xs[0]), float(xs[-1])), y=(0.0, 1.05 * top), width=region.width, height=region.height
        )
        self.curve, self.slope, self.spot, self.home = curve, slope, np.asarray(spot, float), np.asarray(spot, float)
        self.shown, self.drawn, self.leaning = 0.0, 0.0, 0.0
        ticks = (float(xs[0]), float(spot[0]), float(xs[-1]))
        self.name_axes(x_label, "loss", x_ticks=ticks, y_ticks=(float(spot[1]),), y_form="{:.2f}")
        self.x_marks = tuple((value, numeral("{:.2f}", value)) for value in ticks)
        region.place(self)

    def go_to(self, spot: Array) -> Self:
        """Move the dot; (2,)."""
        self.spot = np.asarray(spot, float)
        return self

    def go_home(self) -> Self:
        """Move the dot back to where the tangent touches."""
        return self.go_to(self.home)

    def let_see(self, shown: float = 1.0) -> Self:
        """Set how visible the dot is."""
        self.shown = shown
        return self

    def draw(self, drawn: float = 1.0) -> Self:
        """Draw that share of the curve."""
        self.drawn = drawn
        return self

    def lean(self, leaning: float = 1.0) -> Self:
        """Lay the tangent on the curve."""
        self.leaning = leaning
        return self

    def paint(self, brush: Brush) -> None:
        """Draw axes, curve, tangent and dot."""
        super().paint(brush)
        theme, count = self.theme, round(self.drawn * self.curve.shape[1])
        brush.line(self._at(*self.curve[:, :count]), theme.loss, 0.06)
        reach = self.leaning * 0.37 * (self.x[1] - self.x[0])
        xs = self.home[0] + np.array([-reach, reach])
        ends = self._at(xs, self.home[1] + self.slope * (xs - self.home[0]))
        brush.line(ends, theme.blame, 0.06, float(self.leaning > 0))
        note, alpha = numeral("slope {:.2f}", self.slope), max(0.0, 2 * self.leaning - 1)
        at = (self.right, self.top - 0.2)  # free, where the curve falls
        brush.text(note, at, theme.body_size, theme.blame, theme.font, anchor=1.0, alpha=alpha, bold=True)
        (spot,) = self._at(self.spot[:1], self.spot[1:])
        brush.disc(spot, 0.24, theme.text, 0.25 * self.shown)
        brush.disc(spot, 0.13, theme.text, self.shown)

    def _at(self, x: Array, y: Array) -> list[Point]:
        return [tuple(point) for point in self.local(x, y).tolist()]
