"""Under each slab: what the last lane would say there, and how often that is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.parts.lines import cropped
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme
from scenes.kit.words import percent
from scenes.props.forward.track import UNDER, Track


class Readings(Part):
    """A word with its probability for each of S stages, and below it a bar, how often such words are right.

    p, shares: (S,) 0..1. asked, said: (S,) 0..1, question marks, and words that can be read; rated: (S,) 0..1, how
    far bars have grown. correct: the word that is right, "" when there is none.
    """

    animated: ClassVar[tuple[str, ...]] = ("asked", "said", "rated")

    def __init__(
        self, words: Sequence[str], p: Array, shares: Array, track: Track, theme: Theme, *, correct: str
    ) -> None:
        super().__init__(track.width, track.height, theme)
        self.words, self.p, self.shares = tuple(words), np.asarray(p, float), np.asarray(shares, float)
        self.track, self.correct = track, correct
        self.asked, self.said, self.rated = (np.zeros(len(self.words)) for _ in range(3))

    def paint(self, brush: Brush) -> None:
        """Draw words, probabilities and bars."""
        theme, size, floor = self.theme, self.theme.label_size, -self.local_height / 2 + 0.05
        line, left = floor + UNDER - 0.42, -self.local_width / 2
        seen = float(max(self.said[0], self.asked.max()))
        brush.text("it says", (left, line), theme.smallest_size, theme.muted, theme.font, anchor=0.0, alpha=seen)
        for stage, word in enumerate(self.words):
            x, wide = self.track.start(stage), self.track.slab
            room, middle = min(1.7 * wide, 2.4) / size, x + wide / 2
            ink = theme.correct if word == self.correct else theme.predicted
            alpha = float(self.said[stage])
            brush.text(cropped(word, room, theme.mono), (middle, line), size, ink, theme.mono, alpha=alpha, bold=True)
            brush.text("?", (middle, line), theme.body_size, theme.text, theme.mono, alpha=float(self.asked[stage]))
            p = percent(float(self.p[stage]))
            brush.text(p, (middle, line - 0.36), theme.smallest_size, theme.muted, theme.mono, alpha=alpha)
            grown, high = float(self.rated[stage]), UNDER - 0.42 - 0.36 - 0.6
            brush.line([(x, floor), (x + wide, floor)], theme.grid, 0.03, grown)
            top = high * float(self.shares[stage]) * grown
            brush.box((x + 0.2 * wide, floor, 0.6 * wide, top), theme.correct, 0.9, 0.05)
            at = (middle, floor + top + 0.17)
            brush.text(percent(float(self.shares[stage])), at, theme.smallest_size, theme.text, theme.mono, alpha=grown)
