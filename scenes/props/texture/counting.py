"""Counting neighbours: a name over which a window of two letters slides, and the table that fills."""

from __future__ import annotations

from typing import Any

from manim import FadeOut

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.label import Number
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.theme import Theme
from scenes.props.texture.compared import Compared
from scenes.props.texture.table import FollowTable

RIDDLE = 1.3  # width of a cell of the riddle


class Counting:
    """Holds the parts in their places; none of them is shown yet."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        self.exhibit, self.surest = exhibit, int(exhibit["surest"])
        left, right = region.split(1.35, 1)
        above, below = left.rows(1.2, 3.6)
        labels, followers = exhibit["labels"].tolist(), exhibit["followers"].tolist()
        self.table = FollowTable(0 * exhibit["table"], labels, theme, colour=theme.correct, region=right)
        middle, foot = left.rows(3, 2)
        self.strip = middle.place(TokenStrip(exhibit["name"].tolist(), theme, width=left.width, colour=theme.correct))
        names = int(exhibit["stages"][-1])
        form = "{:,.0f} name" + "s" * (names > 1)
        self.counter = foot.place(Number(1, theme, form=form, widest=names, size=theme.title_size))
        self.riddle = TokenStrip(
            [labels[self.surest], followers[exhibit["row"][0].argmax()]], theme, cell=RIDDLE, colour=theme.correct
        )
        left.place(self.riddle).cover(1)
        self.above = above
        title = f"what comes after {labels[self.surest]}"
        self.row = Compared(title, exhibit["row"], followers, theme, region=below)

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

    def ask(self) -> list[Any]:
        """Return the animations that hide the row that is asked for."""
        table = self.table.animate.frame_row(self.surest).hide(self.surest)
        return [FadeOut(self.strip, self.counter), table]

    def reveal(self) -> list[Any]:
        """Return the animations that show the row, and make room for its bars."""
        riddle = self.riddle.animate.cover().light(1).scale(0.8).move_to(self.above.centre)
        return [riddle, self.table.animate.hide()]
