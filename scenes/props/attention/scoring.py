"""A query meets the key of every token, and each token gets a score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import FadeIn, FadeOut, VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.columns import Columns
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.numbers import NumberRow
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.theme import Theme
from scenes.props.attention.dot_product import DotProduct
from scenes.props.attention.softmax import Softmax

CELL = 0.82  # of the strip


class Scoring:
    """A strip of tokens with their keys and scores below it; beside it the calculation, later softmax.

    Nothing is unrolled or written at first. q: (d,), keys: (T, d), scores: (T,).
    """

    def __init__(
        self,
        tokens: Sequence[str],
        q: Array,
        keys: Array,
        scores: Array,
        theme: Theme,
        *,
        region: Region,
        beside: Region,
    ) -> None:
        top, middle, low = region.rows(CELL, 3.1, 0.9, gap=0.12)
        _, upper, lower = beside.rows(0.3, 3.62, 0.9, gap=0.12)
        full = float(max(np.abs(keys).max(), np.abs(q).max(), 1e-9))
        self.strip = top.place(TokenStrip(tokens, theme, width=top.width, cell=CELL * top.growth))
        columns = Columns(keys, theme, pitch=self.strip.cell, height=middle.height, full=full)
        self.keys = middle.place(columns).drop()
        self.scores = low.place(NumberRow(scores, theme, pitch=self.strip.cell).let_see())
        self.dot = DotProduct(q, keys[0], float(scores[0]), theme, upper=upper, lower=lower, full=full)
        self.softmax = beside.fill(Softmax(theme))
        self.legend = Legend([("above zero", theme.predicted, True), ("below zero", theme.negative, True)], theme)

    def unroll_query(self, position: int) -> Any:
        """Return the animation that unrolls the query under the token that asks."""
        return self.dot.unroll_query(self.keys.column_at(position))

    def bring_query(self) -> list[Any]:
        """Return the animations that take the query to its place in the calculation."""
        return self.dot.bring_query()

    def unroll_keys(self, count: int) -> Any:
        """Return the animation that unrolls the first keys."""
        return self.keys.animate.drop(*range(count))

    def bring_key(self) -> list[Any]:
        """Return the animations that take the first key to the query."""
        return [*self.dot.bring_key(self.keys.column_at(0)), self.keys.animate.frame_columns(0)]

    def multiply(self) -> list[Any]:
        """Return the animations that multiply query and key, number by number."""
        return self.dot.multiply()

    def add_up(self) -> list[Any]:
        """Return the animations that show the first score."""
        return [FadeIn(self.dot.formula), self.scores.animate.let_see(0)]

    def turn_to(self, position: int) -> list[Any]:
        """Return the animations that score another key."""
        dot = self.dot.turn_to(self.keys.values[position], float(self.scores.values[position]))
        return [*dot, self.keys.animate.frame_columns(position), self.scores.animate.let_see(*range(position + 1))]

    def keep_scores(self, place: Region) -> list[Any]:
        """Return the animations after which nothing but strip and scores is seen, the scores in this place."""
        return [FadeOut(self.keys, self.dot.everything), self.scores.animate.move_to(place.centre)]

    @property
    def rest(self) -> VGroup:
        """What is drawn at the end, but for the strip."""
        return VGroup(self.scores, self.softmax)

    def mask(self, query: int) -> list[Any]:
        """Return the animations that strike out what comes after the query."""
        later = range(query + 1, len(self.strip.tokens))
        return [self.scores.animate.strike(*later), self.strip.animate.cover(*later)]
