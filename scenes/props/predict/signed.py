"""Bars above and below zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.lettering import outline
from scenes.kit.parts.bars import Bars
from scenes.kit.paths import Box
from scenes.kit.theme import Theme
from scenes.kit.words import numeral


class SignedBars(Bars):
    """Bars that stand on zero wherever that is: upwards in the colour, downwards in the theme's negative one.

    low: the value at the lower edge, as ceiling is that at the upper one. tall: 0..1, the share of the height in
    use, from below. risen: 0..1, how far the bars have come, the left ones first. form: how numbers are written;
    they stand in the middle of their bar or flush with it; one that would lie across another bar is left out.
    """

    animated: ClassVar[tuple[str, ...]] = (*Bars.animated, "low", "tall", "risen")

    def __init__(self, values: Array, labels: Sequence[str], theme: Theme, **style: Any) -> None:
        super().__init__(values, labels, theme, **style)
        self.low, self.tall, self.risen, self.form, self.factor = 0.0, 1.0, 1.0, "{:.1f}", 1.0
        self.note_size = theme.label_size
        self.span(values)

    def span(self, *values: Array) -> Self:
        """Reach from the least to the greatest of these values, and to zero."""
        self.low = min(0.0, *(float(np.min(v)) for v in values), 0.0)
        self.ceiling = max(1e-9, *(float(np.max(v)) for v in values), self.low + 1e-9)
        return self

    def use(self, tall: float) -> Self:
        """Use this share of the height."""
        self.tall = tall
        return self

    def rise(self, share: float = 1.0) -> Self:
        """Let so many of the bars have come, from the left."""
        self.risen = share
        return self

    def write_as(self, form: str, factor: float = 1.0) -> Self:
        """Choose how numbers are written, after multiplication by a factor."""
        self.form, self.factor = form, factor
        return self

    def y_of(self, value: float) -> float:
        """Return how high a value lies, in the part's own units."""
        foot = self.headroom * min(1.0, -self.low)
        room = self.tall * (self.local_height / 2 - self.floor) - self.headroom - foot
        share = (value - self.low) / max(self.ceiling - self.low, 1e-9)
        return self.floor + foot + min(1.0, max(0.0, share)) * room

    def height_of(self, value: float) -> float:
        """Return how far above the floor a value lies, in the part's own units."""
        return self.y_of(value) - self.floor

    def box_of(self, index: int) -> Box:
        """Return a bar's box in the part's own units."""
        count, wide = len(self.labels), self.pitch * 0.74
        came = min(1.0, max(0.0, (self.risen * (count + 3) - index) / 3))
        zero, end = self.y_of(0.0), self.y_of(came * float(self.values[index]))
        return self._x(index) - wide / 2, min(zero, end), wide, abs(end - zero)

    def paint(self, brush: Brush) -> None:
        """Draw the line of zero, bars, labels and numbers."""
        theme, half, zero = self.theme, self.local_width / 2, self.y_of(0.0)
        brush.line([(-half, zero), (half, zero)], theme.grid, 0.025)
        for i, label in enumerate(self.labels):
            box, colour = self.box_of(i), self.colour if self.values[i] >= 0 else theme.negative
            brush.box(box, mix(colour, theme.correct, float(self.marked[i])), 1.0, min(0.05, box[3] / 2))
            if self.label_size * 0.0135 <= self.pitch or i % 2 == 0:
                at, noted = (self._x(i), self.floor - 0.0095 * self.label_size), max(self.marked[i], self.noted[i])
                brush.text(label, at, self.label_size, mix(theme.muted, theme.text, noted), theme.mono)
        for i, text, at in self._numbers():
            colour = mix(theme.text, theme.correct, float(self.marked[i]))
            brush.text(text, at, self.note_size, colour, theme.mono, alpha=float(self.noted[i]), bold=True)

    def _numbers(self) -> list[tuple[int, str, tuple[float, float]]]:
        """Return bar, words and place of every number that has room, those of the highest bars first."""
        line, found = 0.0145 * self.note_size, list[tuple[int, str, tuple[float, float]]]()
        taken = [self.box_of(i) for i in range(len(self.labels))]
        for i in sorted(np.flatnonzero(self.noted > 0.02).tolist(), key=lambda i: -float(self.values[i])):
            text, (left, low, wide, high) = numeral(self.form, self.factor * float(self.values[i])), taken[i]
            breadth = outline(text, self.theme.mono, True).width * self.note_size
            y = low + high + 0.2 if self.values[i] >= 0 else low - 0.2
            for start in (left + (wide - breadth) / 2, left + wide - breadth, left):
                box, others = (start, y - line / 2, breadth, line), taken[:i] + taken[i + 1 :]
                if not any(_meet(box, other) for other in others):
                    found.append((i, text, (start + breadth / 2, y)))
                    taken.append(box)
                    break
        return found


def _meet(one: Box, other: Box) -> bool:
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    return wide > 0 and min(one[1] + one[3], other[1] + other[3]) > max(one[1], other[1]) and other[3] > 0.05
