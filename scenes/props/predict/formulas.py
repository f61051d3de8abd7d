"""Formulas that follow each other in one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import DOWN, FadeIn, FadeOut, MathTypst

from scenes.kit.layout import Region
from scenes.kit.theme import Theme

SIZE = 54


class Formulas:
    """Lines of Typst mathematics of which one is shown at a time, in the middle of a region."""

    def __init__(self, lines: Sequence[str], theme: Theme, *, region: Region) -> None:
        self.lines = [region.place(MathTypst(line, color=theme.text, font_size=SIZE)) for line in lines]
        self.shown = -1

    def turn(self) -> list[Any]:
        """Return the animations that put the next formula in the place of the one before."""
        before = [FadeOut(self.lines[self.shown])] if self.shown >= 0 else []
        self.shown += 1
        return [*before, FadeIn(self.lines[self.shown], shift=0.2 * DOWN)]
