"""A place for one line of words, which changes."""

from __future__ import annotations

from typing import Any

from manim import FadeIn, FadeOut

from scenes.kit.layout import Region
from scenes.kit.parts.label import Label
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class Placard:
    """Holds a title, a note or a legend in the middle of a region; at first nothing. Texts are of this colour."""

    def __init__(self, theme: Theme, *, region: Region, colour: str | None = None) -> None:
        self.theme, self.region, self.colour = theme, region, colour or theme.text
        self.shown: list[Part] = []

    def turn_to(self, line: str | Part) -> list[Any]:
        """Return the animations that show a text or a part instead of what was shown."""
        gone = self.clear()
        part = (
            Label(line, self.theme, size=self.theme.label_size, colour=self.colour) if isinstance(line, str) else line
        )
        self.shown = [self.region.place(part)]
        return [*gone, FadeIn(part)]

    def clear(self) -> list[Any]:
        """Return the animations after which nothing is shown."""
        gone, self.shown = [FadeOut(part) for part in self.shown], []
        return gone
