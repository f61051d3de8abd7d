"""A question whose tokens look back, each as the head does that looks there most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from manim import DOWN, FadeOut, VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.arcs import Arcs
from scenes.kit.parts.numbers import NumberRow
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.theme import Theme

WIDEST = 2.4  # that a token's cell may be


class Looking:
    """A strip of tokens, and arcs with their shares from the middle token (0) and from the last (1), not yet grown."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        above, middle, _ = region.rows(3.2, 1.0, 0.5, gap=0.1)
        self.strip = strip_of(exhibit, theme, region=middle)
        self.arcs = [arcs_on(self.strip, exhibit, query, height=above.height).grow() for query in (0, 1)]
        pitch = self.strip.width / len(self.strip.tokens)
        rows = [NumberRow(arcs.weights, theme, pitch=pitch, form="{:.0%}", size=32) for arcs in self.arcs]
        self.shares = [row.let_see().next_to(self.strip, DOWN, buff=0.15) for row in rows]
        self.sides = [VGroup(*pair) for pair in zip(self.arcs, self.shares, strict=True)]

    def turn(self, query: int) -> list[Any]:
        """Return the animations that light one of the two, cover what it cannot see, and drop the other's arcs."""
        origin = self.arcs[query].origin
        gone = [FadeOut(side) for side in self.sides[:query]]
        return [*gone, self.strip.animate.light(origin).cover(*range(origin + 1, len(self.strip.tokens)))]

    def look(self, query: int) -> Callable[[int], list[Any]]:
        """Return what gives the animations after which one of the two looks at all tokens from itself back to one."""
        arcs, shares = self.arcs[query], self.shares[query]

        def back_to(token: int) -> list[Any]:
            seen = range(token, arcs.origin + 1)
            return [arcs.animate.grow(*seen), shares.animate.let_see(*seen)]

        return back_to


def strip_of(exhibit: Exhibit, theme: Theme, *, region: Region) -> TokenStrip:
    """Return the tokens of the question in a region."""
    tokens = exhibit["tokens"].tolist()
    cell = min(WIDEST, region.width / len(tokens))
    return region.place(TokenStrip(tokens, theme, width=region.width, cell=cell, colour=theme.attention))


def arcs_on(strip: TokenStrip, exhibit: Exhibit, query: int, *, height: float, moment: int = -1) -> Arcs:
    """Return the arcs from the middle token (0) or the last (1) at a snapshot."""
    last, weights = len(strip.tokens) - 1, exhibit["looks"][moment, query]
    origin = last if query else last // 2
    return Arcs(strip, weights, origin=origin, height=height, colour=strip.theme.attention)
