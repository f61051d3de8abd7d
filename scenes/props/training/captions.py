"""Words that explain colours by having them."""

from __future__ import annotations

from manim import RIGHT, VGroup

from scenes.kit.layout import Region
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme


class Captions(VGroup):
    """Labels side by side in a region; an entry is a text and its colour."""

    def __init__(self, *entries: tuple[str, str], theme: Theme, region: Region) -> None:
        super().__init__(*(Label(text, theme, size=theme.label_size, colour=colour) for text, colour in entries))
        region.place(self.arrange(RIGHT, buff=0.9))
