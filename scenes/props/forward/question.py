"""A question that falls into tokens, the tokens into columns of numbers, and the columns into lanes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.lines import cropped
from scenes.kit.parts.part import Part
from scenes.kit.paths import Box
from scenes.kit.theme import Theme
from scenes.kit.words import numeral
from scenes.props.forward.track import Track

CELL, LARGE = 0.72, 46  # height of a token's cell; size of the running text


class Question(Part):
    """A running text, cut into tokens in a row, with a column of numbers below each; then all of it turned on its side.

    values: (N, D). prompt: the running text; whole: the region that row and columns may fill, the part standing at its
    left end. written: 0..1. apart: 0..1, from text to cells; risen: 0..1,
    from the middle to the top. dropped, turned: (N,) 0..1, columns that have unrolled, and those that lie as lanes.
    alone: 0..1, how far all but the last lane step back. low: see Track.
    """

    animated: ClassVar[tuple[str, ...]] = ("written", "apart", "risen", "dropped", "turned", "alone", "low")

    def __init__(
        self, tokens: Sequence[str], values: Array, track: Track, theme: Theme, *, prompt: str, whole: Region
    ) -> None:
        super().__init__(2 * whole.width - track.width, track.height, theme)
        self.track, self.values, count = track, np.asarray(values, float), len(tokens)
        self.aside, self.pitch = (whole.width - track.width) / 2, min(2.5, whole.width / count)
        self.size = min(theme.body_size, max(theme.smallest_size, 54 * track.pitch(1)))
        self.tokens = [cropped(token, 0.92 * min(self.pitch * 0.8, 1.5) / self.size, theme.mono) for token in tokens]
        self.full = max(float(np.abs(self.values).max()), 1e-9)
        self.text = self._running(spaced=" ".join(tokens[1:]) in prompt, room=0.85 * whole.width)
        self.written, self.apart, self.risen, self.alone, self.low = 0.0, 0.0, 0.0, 0.0, 0.0
        self.dropped, self.turned = np.zeros(count), np.zeros(count)

    def paint(self, brush: Brush) -> None:
        """Draw the columns, then the tokens over them."""
        for token in range(len(self.tokens)):
            for number in range(self.values.shape[1]):
                self._paint_cell(brush, token, number)
        for token, word in enumerate(self.tokens):
            self._paint_token(brush, token, word)

    def _paint_token(self, brush: Brush, token: int, word: str) -> None:
        theme, turned = self.theme, float(self.turned[token])
        box = _between(self._token_box(token), self.track.word(token, self.low), turned)
        brush.box(box, theme.surface, self.apart, 0.1)
        brush.frame(box, theme.grid, 0.025, self.apart, 0.1)
        (x, size), count = self.text[token], len(self.tokens) - 1
        x += (box[0] + box[2] / 2 - x) * self.apart
        seen = min(1.0, max(0.0, self.written * count - token + 1)) if token else self.apart
        size += (self.size - size) * self.apart
        brush.text(word, (x, box[1] + box[3] / 2), size, theme.text, theme.mono, alpha=seen, bold=True)

    def _paint_cell(self, brush: Brush, token: int, number: int) -> None:
        rows, value = self.values.shape[1], float(self.values[token, number])
        seen = min(1.0, max(0.0, float(self.dropped[token]) * (rows + 1) - number))
        if seen <= 0:
            return
        turned, theme, share = float(self.turned[token]), self.theme, abs(value) / self.full
        box = _between(self._number_box(token, number), self.track.cell(0, token, number, self.low), turned)
        colour = theme.predicted if value >= 0 else theme.negative
        seen *= 1 - 0.8 * self.alone * (token < len(self.tokens) - 1)
        brush.box(box, mix(theme.surface, colour, share), seen, 0.05)
        ink, middle = theme.background if share > 0.55 else theme.text, (box[0] + box[2] / 2, box[1] + box[3] / 2)
        text, alpha = numeral("{:.2f}", value), seen * max(0.0, 1 - 3 * turned)
        brush.text(text, middle, min(24, 15 * self.pitch), ink, theme.mono, alpha=alpha)

    def _token_box(self, token: int) -> Box:
        wide, x = 0.84 * self.pitch, self.aside + (token + 0.5 - len(self.tokens) / 2) * self.pitch
        y = (self.local_height / 2 - CELL / 2 - 0.1) * self.risen
        return x - wide / 2, y - CELL / 2, wide, CELL

    def _number_box(self, token: int, number: int) -> Box:
        x, _, wide, _ = self._token_box(token)
        high = (self.local_height - CELL - 0.4) / self.values.shape[1]
        high = min(high, 0.72)
        top = self.local_height / 2 - CELL - 0.3
        return x + 0.08 * wide, top - (number + 0.94) * high, 0.84 * wide, 0.88 * high

    def _running(self, *, spaced: bool, room: float) -> list[tuple[float, float]]:
        """Return the middle and the size of every token in the running text; the start marker is no part of it."""
        widths = [outline(word, self.theme.mono, True).width for word in self.tokens[1:]]
        space = 0.6 * outline("m", self.theme.mono, True).width * (1.6 if spaced else 0.35)
        total = sum(widths) + space * (len(widths) - 1)
        size = min(LARGE, room / max(total, 1e-9))
        left, places = self.aside - total * size / 2, []
        for width in widths:
            places.append((left + width * size / 2, float(size)))
            left += (width + space) * size
        return [(self.aside - total * size / 2, self.size), *places]


def _between(start: Box, end: Box, share: float) -> Box:
    x, y, w, h = (a + (b - a) * share for a, b in zip(start, end, strict=True))
    return x, y, w, h
