"""How attention is spread over a strip of tokens, and how an even spread would be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.tokens import TokenStrip
from scenes.props.attention.ticks import Ticks


class Spread:
    """A bar under each token of a strip, with a tick at its share in an even spread; both hidden at first.

    even: (T,). under: the region between strip and bars.
    """

    def __init__(self, strip: TokenStrip, even: Array, *, ceiling: float, region: Region) -> None:
        _, self.under, floor = region.rows(0.82, 0.5, 3.4, gap=0.12)
        self.strip, self.theme, self.even = strip, strip.theme, np.asarray(even, float)
        none, style = np.zeros(len(even)), {"width": strip.width, "height": floor.height, "ceiling": ceiling}
        self.bars = floor.place(Bars(none, [""] * len(even), self.theme, colour=self.theme.attention, **style))
        self.ticks = Ticks(self.bars, self.even, colour=self.theme.text)

    @property
    def everything(self) -> VGroup:
        """All that is drawn."""
        return VGroup(self.bars, self.ticks)

    def legend(self, bars: str) -> Legend:
        """Return a legend that says what the bars are."""
        return Legend([(bars, self.theme.attention, True), ("an even spread", self.theme.text, False)], self.theme)

    def look_from(self, position: int, weights: Array) -> list[Any]:
        """Return the animations that show how a token spreads its attention over those before it; (T,)."""
        strip = self.strip.animate.light(position).cover(*range(position + 1, len(weights)))
        return [self.bars.animate.go_to(weights, ceiling=1).annotate([]), strip]

    def empty(self) -> list[Any]:
        """Return the animations that bring every bar to zero and every token back."""
        return [self.bars.animate.go_to(0 * self.even), self.strip.animate.light().cover()]

    def compare(self, values: Array, upto: int, *, lit: Sequence[int]) -> list[Any]:
        """Return the animations that set bars 1 to ``upto`` against the even spread, with numbers; some tokens lit."""
        seen = np.isin(np.arange(len(values)), range(1, upto + 1))
        bars = self.bars.animate.go_to(values * seen).shade(self.even * seen).annotate(range(1, upto + 1))
        return [bars, self.ticks.animate.let_see(*range(1, upto + 1)), self.strip.animate.light(*lit)]
