"""A strip of tokens drawn large, whose last token looks back at all of them."""

from __future__ import annotations

from typing import Any

from manim import DOWN, VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.arcs import Arcs
from scenes.kit.parts.numbers import NumberRow
from scenes.kit.parts.tokens import TokenStrip


class Glance(VGroup):
    """Arcs from the last token of a strip to those it looks at, and its shares below; at first none of them.

    Takes the strip to the middle of the region, made larger; ``settle`` brings it back. weights: (T,), adding to 1.
    """

    def __init__(self, strip: TokenStrip, weights: Array, *, region: Region) -> None:
        super().__init__()
        above, middle, _ = region.rows(2.6, 1.3, 0.6, gap=0.1)
        self.strip, self.home = strip, strip.get_center()
        self.larger = min(0.94 * region.width / strip.width, middle.height / strip.height)
        strip.scale(self.larger).move_to(middle.centre)
        colour, pitch = strip.theme.attention, strip.width / len(weights)
        self.arcs = Arcs(strip, weights, origin=len(weights) - 1, height=above.height, colour=colour).grow()
        self.shares = NumberRow(weights, strip.theme, pitch=pitch, form="{:.0%}", size=30).let_see()
        self.add(self.arcs, self.shares.next_to(strip, DOWN, buff=0.15))

    def reach(self, *tokens: int) -> list[Any]:
        """Return the animations after which the last token looks at these, and at no others."""
        return [self.arcs.animate.grow(*tokens), self.shares.animate.let_see(*tokens)]

    def settle(self) -> Any:
        """Return the animation that brings the strip back to its place and size."""
        return self.strip.animate.scale(1 / self.larger).move_to(self.home)
