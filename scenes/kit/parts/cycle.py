"""Steps that follow each other in a ring, again and again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar, Self

from scenes.kit.brush import Brush, mix
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class Cycle(Part):
    """A ring of named steps, the first at the top, in the sense of the clock. at: how many steps have been taken."""

    animated: ClassVar[tuple[str, ...]] = ("at",)

    def __init__(
        self, names: Sequence[str], colours: Sequence[str], theme: Theme, *, width: float, height: float
    ) -> None:
        super().__init__(width, height, theme)
        self.names, self.colours, self.at = tuple(names), tuple(colours), 0.0
        widest = max(outline(name, theme.font, True).width for name in names)
        self.size = max(theme.smallest_size, min(theme.body_size, 0.3 * width / widest))
        self.box = (widest * self.size + 0.5, 0.055 * self.size * 0.4)
        self.reach = ((width - self.box[0]) / 2, (height - self.box[1]) / 2)

    def step_to(self, at: float) -> Self:
        """Go on to this step; a whole round is as many steps as there are names."""
        self.at = float(at)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the ring, the steps, and the pulse between them."""
        theme, count = self.theme, len(self.names)
        ring = [self._place(count * i / 60) for i in range(61)]
        brush.line(ring, theme.grid, 0.04)
        brush.disc(self._place(self.at), 0.12, theme.text)
        for i, (name, colour) in enumerate(zip(self.names, self.colours, strict=True)):
            x, y = self._place(i)
            distance = min((self.at - i) % count, (i - self.at) % count)
            lit = max(0.0, 1 - 1.6 * distance)
            box = (x - self.box[0] / 2, y - self.box[1] / 2, *self.box)
            brush.box(box, mix(theme.surface, colour, lit), radius=0.15)
            brush.frame(box, mix(theme.grid, colour, 0.4 + 0.6 * lit), 0.035, radius=0.15)
            ink = theme.background if lit > 0.5 else theme.text
            brush.text(name, (x, y), self.size, ink, theme.font, bold=True)

    def _place(self, step: float) -> tuple[float, float]:
        angle = math.pi / 2 - 2 * math.pi * step / len(self.names)
        return self.reach[0] * math.cos(angle), self.reach[1] * math.sin(angle)
