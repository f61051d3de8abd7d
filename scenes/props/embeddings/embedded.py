"""A text whose tokens become columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.columns import Columns
from scenes.kit.parts.pieces import Pieces
from scenes.kit.theme import Theme

WIDEST = 2.2  # that a token's cell may be


class Embedded(VGroup):
    """Tokens in cells, their columns (T, C) below them, at first rolled up."""

    def __init__(self, tokens: Sequence[str], columns: Array, theme: Theme, *, region: Region) -> None:
        upper, lower = region.rows(0.8, 4.0, gap=0.2)
        self.count = len(tokens)
        strip = Pieces(tokens, theme, width=min(region.width, WIDEST * self.count), cell=WIDEST, size=32)
        self.strip = upper.place(strip.cut(range(self.count)))
        pitch = self.strip.width / self.count
        self.columns = lower.place(
            Columns(columns, theme, pitch=pitch, height=lower.height, form="{:.2f}", number_size=22).drop()
        )
        super().__init__(self.strip, self.columns)

    def unroll(self, place: int) -> list[Any]:
        """Return the animations that light a token and let its column come."""
        return [self.strip.animate.light(place), self.columns.animate.drop(*range(place + 1))]
