"""The rhythm of texts: cells that are filled for letters of one kind and empty for the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from gptanim.stage import Exhibit
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

MOST = 8  # letters of a text that are shown
HEAD, FOOT = 0.6, 1.1  # room for the title, and for the number


class Rhythm(Part):
    """Texts of one author, below each other. filled: for each text, which letters are of the first kind.

    share: of neighbours that are of different kinds. grown: 0..1, how much is there of texts and number.
    """

    animated: ClassVar[tuple[str, ...]] = ("grown",)

    def __init__(
        self,
        title: str,
        texts: Sequence[str],
        filled: Sequence[Sequence[bool]],
        share: float,
        theme: Theme,
        *,
        colour: str,
        region: Region,
    ) -> None:
        super().__init__(region.width, region.height, theme)
        region.place(self)
        self.title, self.texts = title, [text[:MOST] for text in texts]
        self.filled, self.share, self.colour = filled, share, colour
        self.grown = 0.0
        self.cell = region.width / (MOST + 0.5)
        self.pitch = (region.height - HEAD - FOOT) / max(1, len(texts))
        widest = max((outline(c, theme.mono, True).width for text in self.texts for c in text), default=0.01)
        self.size = max(theme.smallest_size, min(theme.body_size, 0.75 * self.cell / widest))

    def grow(self) -> Self:
        """Show everything."""
        self.grown = 1.0
        return self

    def paint(self, brush: Brush) -> None:
        """Write the title, the letters in their cells, and the number."""
        theme, half, left = self.theme, self.local_height / 2, -self.local_width / 2
        brush.text(self.title, (left, half - HEAD / 2), theme.body_size, self.colour, theme.font, anchor=0.0, bold=True)
        for row, (text, filled) in enumerate(zip(self.texts, self.filled, strict=True)):
            y, high = half - HEAD - (row + 0.5) * self.pitch, min(0.8 * self.pitch, self.cell)
            for i, character in enumerate(text):
                alpha = min(1.0, max(0.0, self.grown * (MOST + len(self.texts) + 1) - i - row))
                box = (left + (i + 0.04) * self.cell, y - high / 2, 0.92 * self.cell, high)
                brush.box(box, self.colour if filled[i] else theme.surface, alpha, 0.08)
                brush.frame(box, mix(theme.grid, self.colour, 0.5), 0.025, alpha, 0.08)
                at, ink = (left + (i + 0.5) * self.cell, y), theme.background if filled[i] else theme.text
                brush.text(character, at, self.size, ink, theme.mono, alpha=alpha, bold=True)
        bar = (left, -half + 0.25, MOST * self.cell, 0.28)
        brush.box(bar, theme.surface, radius=0.06)
        brush.box((*bar[:2], bar[2] * self.share * self.grown, bar[3]), self.colour, radius=0.06)
        at = (left, -half + FOOT - 0.35)
        number = f"{self.share * self.grown:.0%} take turns"
        brush.text(number, at, theme.label_size, theme.text, theme.mono, anchor=0.0, bold=True)


def rhythms(exhibit: Exhibit, theme: Theme, *, region: Region) -> list[Rhythm]:
    """Return the three authors' rhythms beside each other."""
    authors = (("data", theme.correct), ("model", theme.predicted), ("before training", theme.untrained))
    texts, filled, changes = exhibit["excerpts"].tolist(), exhibit["filled"].tolist(), exhibit["changes"].tolist()
    return [
        Rhythm(name, texts[i], filled[i], changes[i], theme, colour=colour, region=third)
        for i, ((name, colour), third) in enumerate(zip(authors, region.split(1, 1, 1), strict=True))
    ]
