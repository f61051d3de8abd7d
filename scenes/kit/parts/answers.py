"""Words with their probabilities, as bars that lie, on pages that turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class Answers(Part):
    """Pages of N words, one below the other, each with its bar and percentage. values: (pages, N).

    page: 1.5 is half way from the second to the third; bars run, words fade. shown: 0..1, how far the bars have
    grown. marked: the word that takes the colour of what is correct.
    """

    animated: ClassVar[tuple[str, ...]] = ("page", "shown")

    def __init__(
        self,
        words: Sequence[Sequence[str]],
        values: Array,
        theme: Theme,
        *,
        width: float,
        height: float,
        marked: str = "",
    ) -> None:
        super().__init__(width, height, theme)
        self.words, self.values = tuple(tuple(page) for page in words), np.asarray(values, float)
        self.marked, self.page, self.shown = marked, 0.0, 1.0
        self.pitch = height / self.values.shape[1]
        self.size = max(theme.smallest_size, min(theme.body_size, self.pitch / 0.024))
        widest = max(outline(word, theme.mono).width for page in self.words for word in page) * self.size
        self.axis = -width / 2 + min(widest, 0.5 * width) + 0.2
        self.room = width / 2 - self.axis - outline("88.8%", theme.mono).width * self.size - 0.2

    def turn(self, page: int) -> Self:
        """Show another page."""
        self.page = float(page)
        return self

    def grow(self, shown: float) -> Self:
        """Draw the bars up to this share of their length."""
        self.shown = float(shown)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw words, bars and percentages."""
        theme, size = self.theme, self.size
        before, after = int(self.page), min(int(self.page) + 1, len(self.words) - 1)
        turned = self.page - before
        values = self.values[before] + (self.values[after] - self.values[before]) * turned
        words, alpha = self.words[after if turned > 0.5 else before], abs(2 * turned - 1)
        for row, (word, value) in enumerate(zip(words, values * self.shown, strict=True)):
            y = self.local_height / 2 - (row + 0.5) * self.pitch
            end = self.axis + value / self.values.max() * self.room
            colour = theme.correct if word == self.marked else theme.predicted
            brush.text(word, (self.axis - 0.15, y), size, theme.text, theme.mono, alpha=alpha, anchor=1.0)
            brush.box((self.axis, y - 0.3 * self.pitch, end - self.axis, 0.6 * self.pitch), colour, radius=0.05)
            brush.text(f"{value:.1%}", (end + 0.15, y), size, theme.muted, theme.mono, anchor=0.0)
