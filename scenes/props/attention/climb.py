"""A share that climbs while a model trains."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.label import Number
from scenes.kit.parts.plot import Curve, Plot, round_ticks
from scenes.kit.theme import Theme


class Climb:
    """A curve along the logarithm of the steps, and beside its plot the step it has reached.

    steps, shares: (S,), the first step 0. ``frame``, plot and counter, is seen first; the counter begins at the end.
    """

    def __init__(self, steps: Array, shares: Array, name: str, theme: Theme, *, region: Region) -> None:
        wide, narrow = region.columns(3, 1)
        self.steps, self.along = steps, np.log1p(steps) / np.log1p(steps[-1])  # (S,), 0 to 1
        ticks = round_ticks(float(shares.max()), 3)
        plot = wide.place(Plot(theme, x=(0, 1), y=(0, ticks[-1]), width=wide.width, height=wide.height))
        plot.name_axes("", name, y_ticks=ticks, y_form="{:.0%}")
        self.counter = narrow.place(Number(steps[-1], theme, form="step {:,.0f}", size=theme.title_size))
        self.curve = Curve(plot, self.along, shares, colour=theme.attention).draw(0)
        self.frame = VGroup(plot, self.counter)

    def rewind(self) -> Any:
        """Return the animation that counts back to the beginning."""
        return self.counter.animate.go_to(0)

    def reach(self, moment: int) -> list[Any]:
        """Return the animations that count on and draw up to a moment."""
        counter = self.counter.animate.go_to(self.steps[moment])
        return [counter, self.curve.animate.draw(self.along[moment], tip=True)]
