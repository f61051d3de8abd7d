"""A ruler on which every tick is ten times the one before, with known counts on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme
from scenes.props.scaling.phrases import rounded
from scenes.props.scaling.pull_back import Amount

NAMED = {3: "1 thousand", 6: "1 million", 9: "1 billion", 12: "1 trillion"}
FIRST, LAST = 1.0, 13.0  # powers of ten


class Ruler(Part):
    """Counts from ten to ten trillion. at: log10 of the count up to which it is filled."""

    animated: ClassVar[tuple[str, ...]] = ("at",)

    def __init__(self, amounts: Sequence[Amount], ours: str, theme: Theme, *, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        self.amounts, self.ours = tuple(amounts), ours
        self.at = FIRST
        region.place(self)

    def reach(self, count: float) -> Self:
        """Fill it up to a count."""
        self.at = math.log10(count)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the scale, its ticks and the counts that are reached."""
        theme, half, size = self.theme, self.local_width / 2, self.theme.smallest_size
        brush.line([(-half, 0), (half, 0)], theme.grid, 0.05)
        brush.line([(-half, 0), (max(-half, self._x(self.at)), 0)], theme.predicted, 0.07)
        for power in range(int(FIRST), int(LAST) + 1):
            x, long = self._x(power), 0.16 if power in NAMED else 0.09
            brush.line([(x, -long), (x, 0)], theme.muted, 0.03)
            brush.text(NAMED.get(power, ""), (x, -0.36), size, theme.muted, theme.font)
        ours = [amount for amount in self.amounts if amount.colour == theme.predicted]
        for amount in self.amounts:
            x, seen = self._x(math.log10(amount.count)), self._seen(amount)
            if amount.dashed:
                brush.disc((x, 0), 0.13, amount.colour, seen)
                brush.disc((x, 0), 0.085, theme.background, seen)
            else:
                brush.disc((x, 0), 0.13, amount.colour, seen)
            if amount not in ours:
                brush.text(amount.name, (x, 0.36), size, theme.text, theme.font, alpha=seen, bold=True)
        middle = float(np.mean([self._x(math.log10(amount.count)) for amount in ours]))
        brush.text(self.ours, (middle, 0.36), size, theme.predicted, theme.font, alpha=self._seen(ours[0]), bold=True)

    def _seen(self, amount: Amount) -> float:
        """Return how visible a count is: it appears as the filling comes to it."""
        return min(1.0, max(0.0, 1 + 8 * (self.at - math.log10(amount.count))))

    def _x(self, power: float) -> float:
        return -self.local_width / 2 + (power - FIRST) / (LAST - FIRST) * self.local_width


class Counter(Part):
    """A running count in words, with what is counted after it. at: log10 of the count."""

    animated: ClassVar[tuple[str, ...]] = ("at",)

    def __init__(self, count: float, noun: str, theme: Theme) -> None:
        self.noun, self.at, self.size = noun, math.log10(count), theme.title_size
        self.reserved = outline("1.75 billion", theme.mono, True).width * self.size
        super().__init__(self.reserved + 0.3 + outline(noun, theme.font).width * theme.body_size, 0.7, theme)

    def reach(self, count: float) -> Self:
        """Go to another count."""
        self.at = math.log10(count)
        return self

    def paint(self, brush: Brush) -> None:
        """Write the count and the noun."""
        theme, left = self.theme, -self.local_width / 2
        words = rounded(float(f"{10**self.at:.3g}") if self.at >= 6 else round(10**self.at))
        brush.text(words, (left, 0), self.size, theme.predicted, theme.mono, anchor=0.0, bold=True)
        wide = outline(words, theme.mono, True).width * self.size
        brush.text(self.noun, (left + wide + 0.3, 0), theme.body_size, theme.muted, theme.font, anchor=0.0)
