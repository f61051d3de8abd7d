"""A query meets a key: multiplied number by number, added up and scaled to one score."""

from __future__ import annotations

from typing import Any

from manim import RIGHT, FadeIn, MathTypst, VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.columns import Columns
from scenes.kit.parts.label import Label, Number
from scenes.kit.theme import Theme

PITCH = 1.25  # from one column to the next


class DotProduct:
    """Three columns, query × key = product, in the upper part of a region, and q·k / √d in its lower part.

    query, key: (d,). full: the value whose cell has the whole colour.
    """

    def __init__(
        self, query: Array, key: Array, score: float, theme: Theme, *, upper: Region, lower: Region, full: float
    ) -> None:
        head, middle = upper.rows(0.14, 0.86, gap=0.0)
        self.q, slots = query[None], middle.firm.columns(1, 1, 1)  # (1, d)
        pitch = min(PITCH * upper.growth, slots[0].width)
        number_size = max(theme.smallest_size, theme.smallest_size * pitch / PITCH)
        style: dict[str, Any] = {"pitch": pitch, "height": middle.height, "full": full, "form": "{:.2f}"}
        style |= {"number_size": number_size}
        colours = (theme.predicted, theme.predicted, theme.attention)
        vectors = (self.q, key[None], self.q * key)
        self.columns = [Columns(v, theme, colour=c, **style) for v, c in zip(vectors, colours, strict=True)]
        self.query, self.key, self.product = self.columns
        self.names = [Label(name, theme, size=24, colour=theme.muted) for name in ("query", "key", "product")]
        for above, slot, name, column in zip(head.firm.columns(1, 1, 1), slots, self.names, self.columns, strict=True):
            above.place(name)
            slot.place(column)
        self.times, self.equals = (
            Label(sign, theme).next_to(column, RIGHT, buff=0.06)
            for sign, column in zip("×=", self.columns, strict=False)
        )
        formula = MathTypst(f"frac(q dot k, sqrt({len(query)})) =", color=theme.text, font_size=44)
        self.score = Number(score, theme, widest=-8.88, size=theme.title_size, colour=theme.attention, side=-1)
        self.formula = lower.fill(VGroup(formula, self.score).arrange(RIGHT, buff=0.25))
        self.query_home, self.key_home = self.query.get_center(), self.key.get_center()

    @property
    def everything(self) -> VGroup:
        """All that is drawn."""
        return VGroup(*self.columns, *self.names, self.times, self.equals, self.formula)

    def unroll_query(self, start: Array) -> Any:
        """Return the animation that unrolls the query at a scene point; (3,)."""
        return self.query.move_to(start).drop().animate.drop(0)

    def bring_query(self) -> list[Any]:
        """Return the animations that take the query to its place."""
        return [self.query.animate.move_to(self.query_home), FadeIn(self.names[0])]

    def bring_key(self, start: Array) -> list[Any]:
        """Return the animations that take the key from a scene point to its place beside the query; (3,)."""
        self.key.move_to(start)
        return [self.key.animate.move_to(self.key_home), FadeIn(self.names[1], self.times)]

    def multiply(self) -> list[Any]:
        """Return the animations that unroll the product."""
        return [self.product.drop().animate.drop(0), FadeIn(self.names[2], self.equals)]

    def turn_to(self, key: Array, score: float) -> list[Any]:
        """Return the animations that put another key in the place of this one; key: (d,)."""
        columns = [self.key.animate.go_to(key[None]), self.product.animate.go_to(self.q * key)]
        return [*columns, self.score.animate.go_to(score)]
