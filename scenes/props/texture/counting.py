"""Counting neighbours: a name over which a window of two letters slides, and the table that fills."""

from __future__ import annotations

from typing import Any

from manim import FadeIn, FadeOut

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.label import Number
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.theme import Theme
from scenes.props.texture.table import FollowTable

PAIR = 1.3  # width of a cell of the surest pair


class Counting:
    """Holds the parts in their places; none of them is shown yet."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        self.exhibit, self.surest = exhibit, exhibit["surest"].tolist()
        left, right = region.split(1.35, 1)
        middle, foot = left.rows(3, 2)
        labels = exhibit["labels"].tolist()
        self.table = FollowTable(0 * exhibit["table"], labels, theme, colour=theme.correct, region=right)
        self.strip = middle.place(TokenStrip(exhibit["name"].tolist(), theme, width=left.width, colour=theme.correct))
        names = int(exhibit["stages"][-1])
        form = "{:,.0f} name" + "s" * (names > 1)
        self.counter = foot.place(Number(1, theme, form=form, widest=names, size=theme.title_size))
        pair = TokenStrip([labels[i] for i in self.surest], theme, cell=PAIR, colour=theme.correct)
        self.pair = middle.place(pair.light(1))

    def slide(self, step: int) -> list[Any]:
        """Return the animations that count the pair of letters at a step."""
        row, column = self.exhibit["pairs"][step].tolist()
        window = self.strip.animate.light(step, step + 1)
        if min(row, column) < 0:
            return [window]
        return [window, self.table.animate.look_at(row, column).go_to(self.exhibit["slides"][step])]

    def read(self, stage: int) -> list[Any]:
        """Return the animations that count more names."""
        table = self.table.animate.go_to(self.exhibit["partial"][stage]).put(spotted=0.0)
        return [table, self.counter.animate.go_to(int(self.exhibit["stages"][stage]))]

    def reveal(self) -> list[Any]:
        """Return the animations that point out the pair of which the first token is the surest of the second."""
        return [
            FadeOut(self.strip),
            FadeIn(self.pair),
            self.table.animate.frame_row(self.surest[0]).look_at(*self.surest),
        ]
