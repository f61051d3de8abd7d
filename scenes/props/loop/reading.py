"""A text as a step reads it: letters, their numbers, their columns, and where the last of them looks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from manim import DOWN, UP, FadeOut

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.arcs import Arcs
from scenes.kit.parts.columns import Columns
from scenes.kit.parts.numbers import NumberRow
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.theme import Theme

CELL, GROUPS = 1.1, 4  # size of a token; tokens light up in so many groups at most

Changes = Iterator[list[Any]]  # what is played together; manim's animations have no common type


class Reading:
    """Tokens in a row, the one to come covered; below them ids, then columns; above them arcs, with shares below.

    exhibit: the arrays of OneStep.
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        tokens, look = exhibit["tokens"].tolist(), exhibit["attention"]
        self.count, self.letters, self.places = len(tokens) - 1, exhibit["letters"], exhibit["places"]
        ends = sorted({round(self.count * i / GROUPS) for i in range(GROUPS + 1)})
        self.groups = [range(start, stop) for start, stop in pairwise(ends)]
        self.high, low = region.rows(1.1, 2.3, gap=0.1)
        _, lower = region.rows(1.9, 1.5, gap=0.1)
        self.strip = TokenStrip(tokens, theme, width=region.width, cell=CELL).cover(self.count)
        pitch, full = self.strip.cell, float(np.abs(self.letters + self.places).max()) or 1.0
        lower.place(self.strip).shift(0.4 * UP)
        self.attending = self.strip.get_center()
        self.arcs = Arcs(self.strip, np.append(look, 0), origin=self.count - 1, height=1.85, colour=theme.attention)
        shares = NumberRow(look, theme, pitch=pitch, form="{:.0%}", size=26, colour=theme.attention)
        self.shares = self._beneath(shares).let_see()
        region.place(self.strip).shift(0.3 * UP)
        ids = NumberRow(exhibit["ids"], theme, pitch=pitch, form="{:.0f}", size=32)
        self.ids = self._beneath(ids).let_see()
        columns = Columns(self.letters, theme, pitch=pitch, height=low.height, full=full, form="{:.1f}")
        self.columns = columns.move_to(low.centre).set_x(self.ids.get_x()).drop()

    def numbered(self) -> Changes:
        """Yield the changes in which group after group lights up and gets its numbers."""
        for group in self.groups:
            yield [self.strip.animate.light(*group), self.ids.animate.let_see(*range(group.stop))]

    def rise(self) -> list[Any]:
        """Return the animations that make room for the columns."""
        return [FadeOut(self.ids, shift=0.3 * DOWN), self.strip.animate.light().move_to(self.high.centre)]

    def unrolled(self) -> Changes:
        """Yield the changes in which group after group gets its columns."""
        for group in self.groups:
            yield [self.strip.animate.light(*group), self.columns.animate.drop(*range(group.stop))]

    def placed(self) -> Any:
        """Return the animation in which the columns take in the rows of their places."""
        return self.columns.animate.go_to(self.letters + self.places)

    def sink(self) -> list[Any]:
        """Return the animations that make room for the arcs."""
        return [FadeOut(self.columns), self.strip.animate.light(self.count - 1).move_to(self.attending)]

    def looked(self) -> Changes:
        """Yield the changes in which the last token looks at itself, then ever further back."""
        for group in reversed(self.groups):
            reached = range(group.start, self.count)
            yield [self.arcs.animate.grow(*reached), self.shares.animate.let_see(*reached)]

    def leave(self) -> list[Any]:
        """Return the animation after which nothing of it is left."""
        return [FadeOut(self.arcs, self.shares, self.strip)]

    def _beneath(self, row: NumberRow) -> NumberRow:
        """Move a row under the tokens that are read."""
        middle = (self.strip.centre_of(0, side=-1) + self.strip.centre_of(self.count - 1, side=-1)) / 2
        return row.move_to(middle + (0.2 + row.height / 2) * DOWN)
