"""A text whose tokens become columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.columns import Columns
from scenes.kit.parts.numbers import NumberRow
from scenes.kit.parts.pieces import Pieces
from scenes.kit.theme import Theme

WIDEST = 2.2  # that a token's cell may be


class Embedded(VGroup):
    """Tokens in cells, their columns (T, C) below them, at first rolled up.

    placed: (T, C), the same with the columns of their places added. places: their numbers in the footer, hidden at
    first; they are no member of the group.
    """

    def __init__(
        self, tokens: Sequence[str], columns: Array, placed: Array, theme: Theme, *, region: Region, footer: Region
    ) -> None:
        upper, lower = region.rows(0.8, 4.0, gap=0.2)
        self.count = len(tokens)
        strip = Pieces(tokens, theme, width=min(region.width, WIDEST * self.count), cell=WIDEST, size=32)
        self.strip = upper.place(strip.cut(range(self.count)))
        pitch = self.strip.width / self.count
        self.columns = lower.place(
            Columns(columns, theme, pitch=pitch, height=lower.height, form="{:.2f}", number_size=22).drop()
        )
        self.bare, self.placed, numbers = columns, placed, np.arange(1, self.count + 1)
        places = NumberRow(numbers, theme, pitch=pitch, form="+ place {:.0f}")
        self.places = footer.place(places).set_x(self.columns.get_x()).let_see()
        super().__init__(self.strip, self.columns)

    def unroll(self, place: int) -> list[Any]:
        """Return the animations that light a token and let its column come."""
        return [self.strip.animate.light(place), self.columns.animate.drop(*range(place + 1))]

    def set_place(self, place: int) -> list[Any]:
        """Return the animations that light a token and add the column of its place to its own."""
        done = (np.arange(self.count) <= place)[:, None]
        self.places.let_see(*range(place))
        return [
            self.strip.animate.light(place),
            self.columns.animate.go_to(np.where(done, self.placed, self.bare)),
            self.places.animate.let_see(*range(place + 1)),
        ]
