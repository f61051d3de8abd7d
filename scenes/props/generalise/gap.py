"""Two losses of one training, and what lies between them."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np
from manim import VGroup

from gptanim.stage import Array, Exhibit
from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.parts.copies import CopyCounter
from scenes.kit.parts.label import Label
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.part import Part
from scenes.kit.parts.plot import Curve, Plot
from scenes.kit.parts.timeline import TenfoldPlot
from scenes.kit.theme import Theme
from scenes.props.generalise.errors import Errors

NAMES, RUNS = ("its names", "kept back"), ("few", "many")


class Between(Part):
    """The area between two curves over a plot, up to ``drawn`` of its length; xs, low, high: (N,)."""

    animated: ClassVar[tuple[str, ...]] = ("drawn",)

    def __init__(self, plot: Plot, xs: Array, low: Array, high: Array, *, colour: str) -> None:
        super().__init__(plot.local_width, plot.local_height, plot.theme)
        self.plot, self.colour, self.drawn = plot, colour, 0.0
        self.xs, self.low, self.high = xs, low, high
        self.move_to(plot)

    def draw(self, until: float = 1.0) -> Self:
        """Fill the area up to this share of its length."""
        self.drawn = float(until)
        return self

    def paint(self, brush: Brush) -> None:
        """Fill the area."""
        end = self.xs[0] + self.drawn * (self.xs[-1] - self.xs[0])
        xs = np.append(self.xs[self.xs < end], end)
        sides = [self.plot.local(xs, np.interp(xs, self.xs, ys)).tolist() for ys in (self.low, self.high)]
        brush.area([(x, y) for x, y in sides[0] + sides[1][::-1]], self.colour, 0.28)


class LossGap(VGroup):
    """A title, the losses of one training over its steps, the gap between them, and both at the end as bars.

    losses: (3, S), step, loss in training and on what was kept back. longest, top: the last step and the greatest
    loss of all that are compared.
    """

    def __init__(self, title: str, losses: Array, theme: Theme, *, longest: float, top: float, region: Region) -> None:
        above, middle, below = region.rows(0.5, 3.5, 0.95, gap=0.1)
        size = {"width": middle.width, "height": middle.height}
        plot = middle.place(TenfoldPlot(theme, longest=longest, y=1.08 * top, **size))
        xs, trained, held_out = plot.at(losses[0]), losses[1], losses[2]
        self.between = Between(plot, xs, trained, held_out, colour=theme.blame)
        self.trained = Curve(plot, xs, trained, colour=theme.loss, thickness=0.055).draw(0)
        self.held_out = Curve(plot, xs, held_out, colour=theme.text, thickness=0.05, dash=0.12).draw(0)
        size = {"width": below.width, "height": below.height}
        self.errors = below.place(Errors(NAMES, losses[1:, -1], theme, full=top, **size))
        label = above.place(Label(title, theme, bold=True))
        super().__init__(label, plot, self.between, self.trained, self.held_out, self.errors)

    def draw(self, until: float = 1.0) -> Self:
        """Draw both losses and the gap up to this share of the way."""
        self.trained.draw(until, tip=True)
        self.held_out.draw(until, tip=True)
        self.between.draw(until)
        return self

    def end(self, count: int) -> Self:
        """Let the first bars grow."""
        self.errors.grow(count)
        return self


class LossGaps(VGroup):
    """The losses of the run on few texts and of the one on many; exhibit: few (3, S) and many (3, S)."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        both = [exhibit[name] for name in RUNS]
        longest, top = (float(max(np.max(losses[rows]) for losses in both)) for rows in (0, slice(1, 3)))
        super().__init__()
        for title, losses, column in zip(titles(exhibit), both, region.split(1, 1, gap=0.6), strict=True):
            self.add(LossGap(title, losses, theme, longest=longest, top=top, region=column))
        entries = [("on its names", theme.loss, True), ("on names kept back", theme.text, True)]
        self.legend = Legend([*entries, ("the gap", theme.blame, True)], theme)


class Counters(VGroup):
    """For each run a cell for every text it wrote, not counted yet; exhibit: few_copied and many_copied, (N,)."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        super().__init__()
        self.counters, self.rows = VGroup(), 0
        for name, title, column in zip(RUNS, titles(exhibit), region.split(1, 1, gap=0.6), strict=True):
            above, below = column.rows(0.5, 4.5, gap=0.1)
            counter = CopyCounter(exhibit[f"{name}_copied"], theme, region=below)
            self.rows = counter.rows
            self.counters.add(counter)
            self.add(above.place(Label(title, theme, bold=True)))
        self.add(self.counters)
        entries = [("in its training data", theme.correct, True), ("its own", theme.predicted, True)]
        self.legend = Legend(entries, theme)

    def count(self, rows: int) -> Self:
        """Count the copies in the first rows of cells."""
        for counter in self.counters:
            counter.count(rows)
        return self


def titles(exhibit: Exhibit) -> list[str]:
    """Return what tells the two runs apart."""
    return [f"{exhibit.facts[f'{name}_names']}, {exhibit[name][0, -1]:,.0f} steps" for name in RUNS]
