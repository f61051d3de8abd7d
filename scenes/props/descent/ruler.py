"""A line of numbers on which a weight moves by next to nothing."""

from __future__ import annotations

from typing import ClassVar, Self

from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class Ruler(Part):
    """A scale around a weight. taken: 0..1, how far it has moved by its step; missed: 0..1, by its whole gradient."""

    animated: ClassVar[tuple[str, ...]] = ("taken", "missed")

    def __init__(self, weight: float, gradient: float, rate: float, theme: Theme, *, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        self.weight, self.gradient, self.rate = weight, gradient, rate
        self.taken = self.missed = 0.0
        region.place(self)

    def move(self, taken: float, missed: float) -> Self:
        """Move the weight by that share of its step, and of its gradient."""
        self.taken, self.missed = float(taken), float(missed)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the scale, the step and what it is not."""
        theme, half = self.theme, 0.5 * self.local_width
        brush.line([(-0.94 * half, 0), (0.94 * half, 0)], theme.grid, 0.04)
        for tick in range(1, 12):
            value = self.weight - self.gradient * (1 - (tick - 1) / 10)
            x, long = self._x(value), 0.2 if tick in (1, 11) else 0.1
            brush.line([(x, -long), (x, long)], theme.muted, 0.03)
            if tick in (1, 11):
                brush.text(f"{value:.1f}", (x, -0.5), theme.body_size, theme.muted, theme.mono)
        start, goal, step = self._x(self.weight), self._x(self.weight - self.gradient), self.rate * self.gradient
        missed = start + (goal - start) * self.missed
        brush.line([(start, 0.32), (missed, 0.32)], theme.blame, 0.07, float(self.missed > 0), dash=0.12)
        words, middle = "the gradient itself would be a leap", (start + goal) / 2
        brush.text(words, (middle, 0.68), theme.label_size, theme.blame, theme.font, alpha=self.missed)
        brush.line([(start, 0), (self._x(self.weight - step), 0)], theme.correct, 0.16, float(self.taken > 0))
        brush.disc((self._x(self.weight - step * self.taken), 0), 0.13, theme.correct)
        words = f"the step: {step:.3f}"
        start = min(start, half - 0.5 * outline(words, theme.font).width * theme.label_size)
        brush.text(words, (start, -0.95), theme.label_size, theme.correct, theme.font, alpha=self.taken)

    def _x(self, value: float) -> float:
        share = (value - self.weight) / self.gradient
        return (0.42 + 0.84 * share) * self.local_width
