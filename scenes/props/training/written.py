"""What a model wrote, beside what was counted in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import VGroup

from gptanim.stage import Array
from scenes.kit.brush import mix
from scenes.kit.layout import Region
from scenes.kit.parts.gauge import Gauge
from scenes.kit.parts.label import Label
from scenes.kit.parts.lines import Lines
from scenes.kit.theme import Theme


class Progress(VGroup):
    """What was written at some steps, in columns, each with a gauge, still at zero, of what is counted in it.

    texts: (K, N). shares: (K,), at the end of each gauge. Columns go from the colour of the untrained to the model's.
    """

    def __init__(
        self,
        steps: Sequence[float],
        texts: Sequence[Sequence[str]],
        counted: str,
        shares: Sequence[float],
        theme: Theme,
        *,
        region: Region,
    ) -> None:
        self.gauges: list[Gauge] = []
        super().__init__()
        for i, column in enumerate(region.columns(*[1] * len(steps))):
            above, middle, below = column.rows(0.6, 4.0, 0.6, gap=0.1)
            title = above.place(Label(f"step {steps[i]:,.0f}", theme, bold=True), side=-1)
            colours = [mix(theme.untrained, theme.predicted, i / (len(steps) - 1))]
            lines = Lines([texts[i]], theme, width=middle.width, height=middle.height, size=34, colours=colours)
            self.gauges.append(below.place(Gauge(counted, [0, 1], [0, shares[i]], theme, form="{:.0%}"), side=-1))
            self.add(VGroup(title, middle.place(lines), self.gauges[i]))


class Excerpt(VGroup):
    """The first texts of many, under their number; copied: (N,), which of all are copies."""

    def __init__(self, drawn: Sequence[str], copied: Array, shown: int, theme: Theme, *, region: Region) -> None:
        above, below = region.rows(0.6, 4.4, gap=0.15)
        self.copies = np.flatnonzero(copied[:shown])
        title = Label(f"{shown} of them", theme, size=theme.label_size, colour=theme.muted)
        self.lines = Lines([drawn[:shown]], theme, width=below.width, height=below.height, columns=2, size=28)
        super().__init__(above.place(title, side=-1), below.place(self.lines))

    def mark_copies(self) -> Self:
        """Colour the copies as such."""
        self.lines.mark(*self.copies)
        return self
