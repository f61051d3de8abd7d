"""What was written at some temperatures, beside each other and over the whole scale."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from manim import VGroup

from gptanim.stage import Array, Exhibit
from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.parts.gauge import Gauge
from scenes.kit.parts.label import Label
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.lines import Lines
from scenes.kit.parts.part import Part
from scenes.kit.parts.plot import Curve, Plot
from scenes.kit.theme import Theme
from scenes.props.temperature.dial import Dial

SHARES = ("real triples of letters", "copied names", "repeated names")


class Writers(VGroup):
    """At each setting a dial, what was written there, hidden at first, and the share of copies, still at zero.

    settings: (K,). full: where a dial ends. texts: (K, N), shown. copied: (K, M), which of all that were written
    are copies; the texts are the first of them. Stripes tie together what was written by the same random draws.
    """

    def __init__(
        self, settings: Array, full: float, texts: Array, copied: Array, theme: Theme, *, region: Region
    ) -> None:
        above, middle, below = region.rows(1.1 if region.wide is None else 2.0, 3.3, 0.6, gap=0.1)
        self.texts, self.copied, each = texts, copied, [1] * len(settings)
        self.dials, self.lines, self.gauges = VGroup(), VGroup(), VGroup()
        for k, (top, column, foot) in enumerate(
            zip(*(r.firm.columns(*each) for r in (above, middle, below)), strict=True)
        ):
            room = column.inset(0.6 if region.wide is None else 0.15)
            dial = Dial(settings[k], theme, full=full, width=room.width, height=top.height)
            lines = Lines([texts[k].tolist()], theme, width=room.width, height=column.height, size=28).let_see(0)
            share, words = [0, float(copied[k].mean())], f"copied, of {copied.shape[1]}"
            gauge = Gauge(words, [0, 1], share, theme, form="{:.0%}", colour=theme.correct)
            self.dials.add(top.place(dial))
            self.lines.add(column.place(lines))
            self.gauges.add(foot.place(gauge))
        entries = [("in its training data", theme.correct, True), ("its own", theme.predicted, True)]
        self.legend = Legend(entries, theme)
        bands = Bands(texts.shape[1], theme, width=middle.width, height=middle.height)
        super().__init__(middle.place(bands), self.dials, self.lines)

    def write(self, count: int) -> Self:
        """Show the first texts at every setting."""
        for lines in self.lines:
            lines.let_see(np.arange(self.texts.shape[1]) < count)
        return self

    def mark_copies(self, setting: int) -> Any:
        """Return the animation that colours the copies at a setting as such."""
        return self.lines[setting].animate.mark(*np.flatnonzero(self.copied[setting, : self.texts.shape[1]]))


class Bands(Part):
    """Stripes across a region, one behind every other row of the lists that stand in it."""

    def __init__(self, rows: int, theme: Theme, *, width: float, height: float) -> None:
        super().__init__(width, height, theme)
        self.rows = rows

    def paint(self, brush: Brush) -> None:
        """Draw the stripes."""
        pitch = self.local_height / self.rows
        for row in range(0, self.rows, 2):
            y = self.local_height / 2 - (row + 1) * pitch
            brush.box((-self.local_width / 2, y, self.local_width, pitch), self.theme.surface, radius=0.08)


class Scale(VGroup):
    """Shares over all settings as curves, not drawn yet, and the texts at the one that is reached.

    exhibit: the arrays of a Writing, (K, …). settings: (K,), from 0. legend: what the curves show.
    """

    def __init__(self, settings: Array, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        self.full, self.last = float(settings[-1]), len(settings) - 1
        left, right = region.split(2.6, 1, gap=0.5)
        above, below = right.rows(0.6, 4.4, gap=0.1)
        plot = left.place(Plot(theme, x=(0, self.full), y=(0, 1), width=left.width, height=left.height))
        halves, quarters = np.linspace(0, self.full, 5), np.linspace(0, 1, 5)
        plot.name_axes("temperature", "", x_ticks=halves, y_ticks=quarters, y_form="{:.0%}")
        shares = (exhibit["familiar"], exhibit["copied"].mean(axis=1), exhibit["repeated"])
        colours = (theme.predicted, theme.correct, theme.text)
        styled = list(zip(shares, colours, strict=True))
        self.curves = VGroup(*(Curve(plot, settings, ys, colour=c, thickness=0.06).draw(0) for ys, c in styled))
        self.legend = Legend([(name, colour, True) for name, colour in zip(SHARES, colours, strict=True)], theme)
        title = above.place(Label("what it writes", theme, size=theme.label_size, colour=theme.muted), side=-1)
        pages = exhibit["texts"].tolist()
        self.lines = below.place(Lines(pages, theme, width=below.width, height=below.height, size=28))
        super().__init__(plot, self.curves, title, self.lines)

    def heat(self, temperature: float) -> Self:
        """Draw the curves up to a temperature, and show what was written there."""
        share = temperature / self.full
        for curve in self.curves:
            curve.draw(max(share, 1e-6), tip=True)
        self.lines.turn(share * self.last)
        return self
