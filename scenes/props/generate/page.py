"""What a page costs: a staircase of predictions, each of which reads all tokens before it."""

from __future__ import annotations

import math
from typing import ClassVar, Self

from gptanim.stage import Exhibit
from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.parts.part import Part
from scenes.kit.paths import Point
from scenes.kit.theme import Theme

SINGLE = 0.09  # cells at least so wide are drawn one by one
AXIS, SIDE, HEAD = 0.5, 0.55, 0.35  # room below for the name of the axis, at the left, and above
NUMBERS = ("short", "tokens", "claimed", "words")


class Staircase(Part):
    """Column t stands for prediction t and is t tokens high. The first ``short`` columns are those of one text.

    span: the logarithm of how many predictions fit in the width, so that zooming out is even. grown: how many
    columns there are. marked: 0..1, how visible it is what a
    page takes, and what somebody claims.
    """

    animated: ClassVar[tuple[str, ...]] = ("span", "grown", "marked")

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        region.place(self)
        facts = exhibit.facts
        self.text = str(facts["name"])
        self.short, self.page, self.claimed, self.words = (int(facts[name]) for name in NUMBERS)
        self.span, self.grown, self.marked = math.log(1.25 * self.short), 0.0, 0.0

    def climb(self, grown: float) -> Self:
        """Let there be so many columns."""
        self.grown = float(grown)
        return self

    def zoom_out(self) -> Self:
        """Make room for all that a page takes, and climb up to it."""
        self.span, self.grown = math.log(1.12 * self.claimed), float(self.page)
        return self

    def mark(self) -> Self:
        """Say what a page takes."""
        self.marked = 1.0
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the steps, the axes' names and the marks."""
        theme, (x0, y0) = self.theme, self._at(0, 0)
        wide, high = self._pitch()
        self._paint_steps(brush, self.grown, theme.predicted)
        self._paint_steps(brush, min(self.grown, self.short), theme.correct)
        right, top = self.local_width / 2, self.local_height / 2 - HEAD
        brush.line([(x0, top), (x0, y0), (right, y0)], theme.grid, 0.03)
        size = theme.label_size
        brush.text("predictions, one after the other", (right, y0 - 0.28), size, theme.muted, theme.font, anchor=1.0)
        brush.text("tokens read by each", (x0, top + 0.2), size, theme.muted, theme.font, anchor=0.0)
        claimed = x0 + self.claimed * wide
        brush.line([(claimed, y0), (claimed, y0 + high * self.claimed)], theme.muted, 0.035, self.marked, 0.12)
        notes = (
            (f"{self.text}: {self.short} predictions, {_whole(self.short):,} tokens read", theme.correct, 1.0),
            (f"{self.words} words: {self.page} or so, {_whole(self.page):,} read", theme.predicted, self.marked),
            (f"dashed: {self.claimed}, as a source says", theme.muted, self.marked),
        )
        for line, (text, colour, alpha) in enumerate(notes):
            at = (x0 + 0.3, top - 0.35 - 0.55 * line)
            brush.text(text, at, 1.1 * size, colour, theme.font, anchor=0.0, alpha=alpha, bold=line < 2)

    def _paint_steps(self, brush: Brush, count: float, colour: str) -> None:
        wide, high = self._pitch()
        room = math.exp(self.span)
        (x0, y0), count = self._at(0, 0), min(count, room)
        if wide >= SINGLE:
            for t in range(1, min(int(count) + 1, int(room)) + 1):
                alpha = min(1.0, count - t + 1)
                for token in range(t if alpha > 0 else 0):
                    box = (x0 + (t - 0.96) * wide, y0 + (token + 0.04) * high, 0.92 * wide, 0.92 * high)
                    brush.box(box, colour, alpha * (1.0 if token == t - 1 else 0.55))
            return
        corners: list[Point] = [(x0, y0), (x0 + count * wide, y0), (x0 + count * wide, y0 + count * high)]
        brush.area(corners, colour, 0.55)
        brush.line([corners[0], corners[2]], colour, 0.05)

    def _pitch(self) -> tuple[float, float]:
        """Return how wide and how high one cell is."""
        room = math.exp(self.span)
        return (self.local_width - SIDE) / room, (self.local_height - AXIS - HEAD) / room

    def _at(self, count: float, tokens: float) -> Point:
        wide, high = self._pitch()
        return -self.local_width / 2 + SIDE + count * wide, -self.local_height / 2 + AXIS + tokens * high


def _whole(predictions: int) -> int:
    """Return how many tokens so many predictions read in all: 1 + 2 + 3 and so on."""
    return predictions * (predictions + 1) // 2
