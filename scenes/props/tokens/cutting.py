"""One text cut into tokens in three ways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import DOWN, UP, FadeIn, VGroup

from gptanim.tokenizer import visible
from scenes.kit.layout import Region
from scenes.kit.parts.label import Label
from scenes.kit.parts.pieces import SPACE, Pieces
from scenes.kit.theme import Theme

TALLEST = 0.8  # of all cuts below each other, for a width of one


class Cutting(VGroup):
    """A text with a line above that says how it is cut. starts: the first character of each piece.

    spaces: whether a space is a token too; else it leaves with the cut.
    """

    def __init__(
        self, text: str, starts: Sequence[int], name: str, theme: Theme, *, region: Region, spaces: bool = True
    ) -> None:
        self.text, self.starts, self.theme, self.spaces = text, tuple(starts), theme, spaces
        upper, middle, self.lower = region.rows(0.42, 0.66, 0.42, gap=0.06)
        units = [visible(character) if spaces else character for character in text]
        self.line = middle.place(Pieces(units, theme, width=region.width, cell=0.6))
        self.title = upper.place(Label(name, theme, size=theme.label_size, colour=theme.muted))
        super().__init__(self.line, self.title)

    def cut(self) -> Any:
        """Return the animation that cuts the text."""
        return self.line.animate.cut(self.starts).stand([float(self.spaces or unit != SPACE) for unit in self.text])

    def number(self, numbers: Sequence[int]) -> list[Any]:
        """Return the animations that bring each piece's number, after the cut; 0 is for one that has none."""
        ends, theme = [*self.starts[1:], len(self.text)], self.theme
        pieces = [(a, b - 1) for a, b in zip(self.starts, ends, strict=True) if self.text[a:b] != SPACE]
        brought = []
        for (first, last), number in zip(pieces, numbers, strict=True):
            note, colour = (f"no. {number:,}", theme.predicted) if number else ("not in the list", theme.blame)
            label = Label(note, theme, size=theme.label_size, colour=colour)
            self.add(label.next_to(self.line.centre_of(first, last, side=-1), DOWN, buff=0.1))
            brought.append(FadeIn(label, shift=0.2 * UP))
        return brought


def three_ways(text: str, pieces: Sequence[int], theme: Theme, region: Region) -> tuple[Cutting, Cutting, Cutting]:
    """Return a text to be cut into characters, words, and pieces that start at these characters."""
    words = [i for i in range(len(text)) if SPACE in text[max(0, i - 1) : i + 1] or i == 0]
    names = (f"{len(text)} characters", f"{len(text.split())} words", f"{len(pieces)} pieces")
    rows = region.middle(TALLEST).rows(1, 1.2, 1, gap=0.15)
    return (
        Cutting(text, range(len(text)), names[0], theme, region=rows[0]),
        Cutting(text, words, names[1], theme, region=rows[1], spaces=False),
        Cutting(text, pieces, names[2], theme, region=rows[2]),
    )
