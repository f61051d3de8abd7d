"""A map of attention, one row of which is looked at as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.placard import Placard
from scenes.kit.parts.tokens import TokenStrip
from scenes.props.attention.row_map import LooseRow, RowMap
from scenes.props.attention.spread import Spread


class RowByRow:
    """Beside a strip, the map of who looks where, under a caption; below the strip, how one row is spread.

    weights: (T, T), rows adding to 1. even: (T,), the even spread that bars are compared with first.
    ceiling: the share whose bar is the highest.
    """

    def __init__(
        self, strip: TokenStrip, weights: Array, even: Array, *, ceiling: float, region: Region, beside: Region
    ) -> None:
        above, below = beside.rows(0.45, 4.6, gap=0.05)
        self.strip, self.caption = strip, Placard(strip.theme, region=above)
        self.map = RowMap(weights, strip.tokens, strip.theme, region=below)
        self.spread = Spread(strip, even, ceiling=ceiling, region=region)

    @property
    def everything(self) -> VGroup:
        """All that is drawn, but for the caption."""
        return VGroup(self.strip, self.spread.everything, self.map)

    def legend(self, bars: str) -> Legend:
        """Return a legend that says what the bars are."""
        return self.spread.legend(bars)

    def lift(self, row: int) -> LooseRow:
        """Return a copy of a row, lying under the strip."""
        return LooseRow(self.map, row, width=self.strip.width, at=self.spread.under.centre)

    def look_from(self, row: int) -> list[Any]:
        """Return the animations that fill the map up to a row, and show that row."""
        return [self.map.animate.fill(upto=row).frame_rows(row), *self.spread.look_from(row, self.map.values[row])]

    def empty(self, weights: Array) -> list[Any]:
        """Return the animations that bring other weights, faint as yet, and no bars; (T, T)."""
        return [self.map.animate.go_to(weights).recede(), *self.spread.empty()]

    def compare_near(self, near: Array, upto: int, *, lit: Sequence[int]) -> list[Any]:
        """Return the animations that show what rows 1 to ``upto`` give to the start marker and themselves; (T,)."""
        return [self.map.animate.pick_near(upto), *self.spread.compare(near, upto, lit=lit)]
