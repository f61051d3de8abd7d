"""Texts that break off, each before a blank."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.kit.parts.label import Label
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.theme import Theme


class Blanks(VGroup):
    """Beginnings one below the other, with a lit question mark where each goes on."""

    def __init__(self, beginnings: Sequence[str], theme: Theme) -> None:
        super().__init__()
        for text in beginnings:
            label = Label(text, theme, size=theme.title_size, mono=True)
            blank = TokenStrip(["?"], theme, cell=0.8).light(0)
            self.add(VGroup(label, blank).arrange(RIGHT, buff=0.3))
        self.arrange(DOWN, buff=0.45, aligned_edge=LEFT)
