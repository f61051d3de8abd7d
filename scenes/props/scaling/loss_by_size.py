"""The loss of several models over the number of their weights, on logarithmic axes."""

from __future__ import annotations

import math
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.plot import Plot
from scenes.kit.theme import Theme


class LossBySize(Plot):
    """A point for each of the R models, weights and losses (R,); name: that of the y axis.

    seen: how many points are there; the fraction of the next one is on its way from the one before. asked: 0..1, how
    visible a question mark is over the most weights, at this height from the axis, ``guess`` 0..1.
    """

    animated: ClassVar[tuple[str, ...]] = ("seen", "asked", "guess")

    def __init__(self, weights: Array, losses: Array, name: str, theme: Theme, *, region: Region) -> None:
        self.points_at = np.log10(np.stack([weights, np.maximum(losses, 1e-3)], axis=1))  # (R, 2)
        self.losses = losses
        (x0, y0), (x1, y1) = self.points_at.min(axis=0).tolist(), self.points_at.max(axis=0).tolist()
        tall = max(y1 - y0, 0.05)
        x, y = (x0 - 0.3, max(x1, x0 + 1) + 0.45), (y0 - 0.2 * tall, y0 + 1.25 * tall)
        super().__init__(theme, x=x, y=y, width=region.width, height=region.height)
        powers = [power for power in range(1, 13) if x[0] <= power <= x[1] - 0.25]
        ticks = _ticks(10 ** y[0], 10 ** y[1])
        self.name_axes("weights (log scale)", name, x_ticks=powers, y_ticks=ticks)
        self.x_marks = tuple((power, f"{10**power:,}") for power in powers)
        self.y_marks = tuple((math.log10(tick), f"{tick:g}") for tick in ticks)
        self.seen, self.asked, self.guess = 0.0, 0.0, 0.5
        region.place(self)

    def reveal(self, seen: int) -> Self:
        """Show so many points."""
        self.seen = float(seen)
        return self

    def ask(self, guess: float, visible: float = 1.0) -> Self:
        """Move the question mark."""
        self.guess, self.asked = guess, visible
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the axes, the way from point to point, and the value at each."""
        super().paint(brush)
        theme, places = self.theme, self.local(self.points_at[:, 0], self.points_at[:, 1])  # (R, 2)
        self._paint_question(brush, places[0].tolist(), float(places[:, 0].max()))
        count, way = int(self.seen), self.seen - int(self.seen)
        if self.seen <= 0:
            return
        path = places[: max(1, count)].tolist()
        if count and way > 0:
            path.append((places[count - 1] + way * (places[count] - places[count - 1])).tolist())
        brush.line([tuple(point) for point in path], theme.loss, 0.045)
        alpha = 1.0 if count else way
        for point in path:
            brush.disc(tuple(point), 0.11, theme.loss, alpha)
        self._paint_value(brush, path[-1], alpha)

    def _paint_value(self, brush: Brush, tip: list[float], alpha: float) -> None:
        value = float(np.interp(self.seen, np.arange(1, len(self.losses) + 1), self.losses))
        theme, text = self.theme, f"{value:.2f}"
        wide = outline(text, theme.mono, True).width * theme.body_size
        back = max(0.0, tip[0] + 0.18 + wide - 0.2 - self.local_width / 2)  # to stay inside
        at = (tip[0] + 0.18 - back, tip[1] + 0.26 + 0.5 * back)
        brush.text(text, at, theme.body_size, theme.loss, theme.mono, alpha=alpha, anchor=0.0, bold=True)

    def _paint_question(self, brush: Brush, start: list[float], x: float) -> None:
        theme = self.theme
        y = self.bottom + self.guess * (self.top - self.bottom)
        brush.line([(start[0], start[1]), (x, y)], theme.loss, 0.045, 0.6 * self.asked, dash=0.14)
        brush.disc((x, y), 0.26, theme.surface, self.asked)
        brush.text("?", (x, y), theme.body_size, theme.loss, theme.font, alpha=self.asked, bold=True)


def _ticks(low: float, high: float) -> list[float]:
    """Return round values between two, some of each decade and at least one."""
    for step in (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001):
        ticks = [round(step * i, 4) for i in range(max(1, math.ceil(low / step)), math.floor(high / step) + 1)]
        if len(ticks) >= 3:
            return ticks[:: math.ceil(len(ticks) / 6)]
    return [round((low * high) ** 0.5, 4)]
