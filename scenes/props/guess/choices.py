"""A chart of how far a reader's choice narrows."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from gptanim.stage import Array
from scenes.kit.parts.plot import Curve, Dots, Plot, round_ticks
from scenes.kit.theme import Theme


class ChoicesChart(VGroup):
    """Between how many letters a reader wavers, over how many letters are read; choices: (T,).

    curve: not drawn yet. dots: where the reader knows nothing and where it is surest, not visible yet.
    """

    def __init__(self, choices: Array, theme: Theme, *, width: float, height: float) -> None:
        last, surest, ticks = len(choices) - 1, int(choices.argmin()), round_ticks(float(choices.max()))
        plot = Plot(theme, x=(0, last), y=(0, ticks[-1]), width=width, height=height)
        plot.name_axes("letters read", "letters still in play", x_ticks=range(0, last + 1, 2), y_ticks=ticks)
        self.curve = Curve(plot, np.arange(last + 1), choices, colour=theme.predicted).draw(0)
        ends = np.array([[0, choices[0]], [surest, choices[surest]]])
        self.dots = Dots(plot, ends, colour=theme.correct).let_see(0)
        super().__init__(plot, self.curve, self.dots)
