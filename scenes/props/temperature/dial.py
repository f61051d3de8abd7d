"""The knob that sets the temperature."""

from __future__ import annotations

import math
from typing import ClassVar, Self

from scenes.kit.brush import Brush, mix
from scenes.kit.parts.part import Part
from scenes.kit.paths import Point
from scenes.kit.theme import Theme

TURN = 1.5 * math.pi  # from one end of the scale to the other
TICKS = 20


class Dial(Part):
    """A knob with its scale from 0 to ``full`` and its number, which stands below it or, in a flat box, beside it.

    temperature: where it stands.
    """

    animated: ClassVar[tuple[str, ...]] = ("temperature",)

    def __init__(self, temperature: float, theme: Theme, *, full: float, width: float, height: float) -> None:
        super().__init__(width, height, theme)
        self.temperature, self.full = float(temperature), full
        below = 0.04 * theme.body_size
        if width > 2 * height:
            self.radius = height / 2.4
            self.middle = (1.2 * self.radius - width / 2, 0.0)
            self.label_at = (self.middle[0] + 1.6 * self.radius, 0.0)
        else:
            self.radius = min(width, height - below) / 2.4
            self.middle, self.label_at = (0.0, below / 2), (0.0, below / 2 - 1.2 * self.radius)
        self.beside = self.label_at[1] == 0
        self.size = theme.body_size if self.beside else theme.title_size

    def turn(self, temperature: float) -> Self:
        """Turn the knob to a temperature."""
        self.temperature = float(temperature)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw scale, knob, pointer and number."""
        theme, radius = self.theme, self.radius
        start, end = self._angle(0.0), self._angle(self.temperature)
        for tick in range(TICKS + 1):
            value, long = self.full * tick / TICKS, tick % (TICKS // 2) == 0
            passed = value <= self.temperature + 1e-6
            line = [self._at(value, 1.06), self._at(value, 1.2 if long else 1.14)]
            brush.line(line, theme.predicted if passed else theme.grid, 0.045 if long else 0.03)
        brush.disc(self.middle, 0.86 * radius, theme.surface)
        brush.arc(self.middle, 0.96 * radius, self._angle(self.full), start, theme.grid, 0.07 * radius)
        if start - end > 1e-3:
            brush.arc(self.middle, 0.96 * radius, end, start, theme.predicted, 0.1 * radius)
        brush.arc(self.middle, 0.86 * radius, 0, 2 * math.pi, mix(theme.surface, theme.grid, 0.6), 0.03)
        brush.line([self._at(self.temperature, 0.3), self._at(self.temperature, 0.78)], theme.text, 0.09 * radius)
        text, anchor = f"T = {self.temperature:.1f}", 0.0 if self.beside else 0.5
        brush.text(text, self.label_at, self.size, theme.text, theme.mono, bold=True, anchor=anchor)

    def _angle(self, value: float) -> float:
        return math.pi / 2 + TURN / 2 - TURN * value / self.full

    def _at(self, value: float, share: float) -> Point:
        angle, (x, y) = self._angle(value), self.middle
        return x + share * self.radius * math.cos(angle), y + share * self.radius * math.sin(angle)
