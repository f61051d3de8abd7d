"""Tokens whose numbers are fetched from the list of all tokens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from manim import DOWN, FadeIn, VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.label import Label
from scenes.kit.parts.pieces import Pieces
from scenes.kit.theme import Theme
from scenes.props.tokens.codebook import WIDE, Codebook

PER_ROW, TALLEST = 14, 1.0  # entries of the codebook; height of all, for a width of one


class LookUp(VGroup):
    """A text between two markers, both unseen at first; below it the codebook, still closed.

    shown: ids (T,), units (T,) as they are drawn, drawn (N,) ids in the codebook, vocabulary (N,) their labels.
    tokens: how many the whole vocabulary has.
    """

    def __init__(self, shown: Mapping[str, Array], theme: Theme, *, tokens: int, region: Region) -> None:
        self.ids, drawn, vocabulary = (shown[key].tolist() for key in ("ids", "drawn", "vocabulary"))
        self.count = len(self.ids)
        upper, lower = region.middle(TALLEST).rows(1.75, 3.0)
        self.above = upper.rows(1.2, 0.6, gap=0)[0]
        strip = Pieces(shown["units"].tolist(), theme, width=region.width, cell=1.2, size=56)
        inner = np.isin(np.arange(self.count), (0, self.count - 1), invert=True)
        self.strip = region.place(strip.stand(inner))
        per_row = min(PER_ROW, int(lower.width / WIDE))
        self.book = lower.place(Codebook(vocabulary, drawn, theme, per_row=per_row).open(0))
        self.numbers = VGroup(*(Label(str(i), theme, size=34, colour=theme.predicted, mono=True) for i in self.ids))
        name = "the vocabulary" if len(drawn) == tokens else f"{len(drawn)} of all {tokens} tokens"
        self.caption = Label(f"{name}, each above its number", theme, size=theme.label_size, colour=theme.muted)
        super().__init__(self.strip, self.book, self.caption.next_to(self.book, DOWN, buff=0.3))

    def fetch(self, *places: int) -> list[Any]:
        """Return the animations that bring the numbers of these tokens from the codebook."""
        brought = []
        for place in places:
            number = self.numbers[place].next_to(self.strip.centre_of(place, side=-1), DOWN, buff=0.15)
            brought.append(FadeIn(number, target_position=self.book.number_at(self.ids[place])))
        standing = 1 if 0 in places else self.strip.standing
        lit = self.book.animate.light(*(self.ids[place] for place in places))
        return [*brought, self.strip.animate.light(*places).stand(standing), lit]

    def take_over(self) -> list[Any]:
        """Return the animations that put the numbers where the letters stand."""
        moves = [number.animate.move_to(self.strip.centre_of(i)) for i, number in enumerate(self.numbers)]
        return [*moves, self.strip.animate.write(0).light()]
