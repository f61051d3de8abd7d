"""Horizontal lines of reference across bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from scenes.kit.brush import Brush
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.part import Part


class Levels(Part):
    """Lines across bars at some of their values, each with its name outside: left (side −1) or right (1).

    drawn: 0..1, how far the lines have come. They follow the bars' ceiling; margin is the room for the names.
    """

    animated: ClassVar[tuple[str, ...]] = ("drawn",)

    def __init__(
        self,
        bars: Bars,
        values: Sequence[float],
        names: Sequence[str],
        *,
        margin: float,
        side: int = -1,
        colour: str | None = None,
        dash: float = 0.0,
    ) -> None:
        super().__init__(bars.local_width + 2 * margin, bars.local_height, bars.theme)
        self.bars, self.values, self.names = bars, tuple(values), tuple(names)
        self.side, self.dash, self.drawn = side, dash, 1.0
        self.colour = colour or bars.theme.grid
        self.move_to(bars)

    def draw(self, until: float = 1.0) -> Self:
        """Draw the lines up to this share of their length."""
        self.drawn = until
        return self

    def paint(self, brush: Brush) -> None:
        """Draw lines and names."""
        theme, half = self.bars.theme, self.bars.local_width / 2
        ink, width = (self.colour, 0.035) if self.dash else (theme.muted, 0.015)
        for value, name in zip(self.values, self.names, strict=True):
            y = self.bars.floor + self.bars.height_of(value)
            brush.line([(-half, y), (-half + 2 * half * self.drawn, y)], self.colour, width, dash=self.dash)
            at, anchor = (self.side * (half + 0.2), y), (1 - self.side) / 2
            size = theme.smallest_size * (1.2 if self.dash else 1.0)
            brush.text(name, at, size, ink, theme.font, anchor=anchor, alpha=self.drawn)


def percent_levels(bars: Bars, *, margin: float) -> Levels:
    """Return lines behind bars at every fifth of 100%, as far as their ceiling reaches.

    Manim redraws what changes together with what was added later, on top of all that was added before. The lines stay
    behind bars that were added after whatever changes.
    """
    fifths = [fifth for fifth in (0.2, 0.4, 0.6, 0.8, 1.0) if fifth < 1.02 * bars.ceiling]
    return Levels(bars, fifths, [f"{fifth:.0%}" for fifth in fifths], margin=margin).set_z_index(-1)
