"""What is missed on the texts or points that were learned from, and on those kept back."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class Errors(Part):
    """Two lying bars with their numbers: values (2,), in training and on what was kept back.

    grown: (2,) 0..1. full: the value of a bar as long as there is room.
    """

    animated: ClassVar[tuple[str, ...]] = ("grown",)

    def __init__(
        self, names: tuple[str, str], values: Array, theme: Theme, *, full: float, width: float, height: float
    ) -> None:
        super().__init__(width, height, theme)
        self.names, self.values, self.full = names, tuple(values.tolist()), full
        self.grown = np.zeros(2)
        self.size = theme.label_size
        self.start = max(outline(name, theme.font).width for name in names) * self.size + 0.2 - width / 2
        number = outline("0.00", theme.mono, True).width * self.size
        self.room = width / 2 - number - 0.15 - self.start

    def grow(self, count: int) -> Self:
        """Let the first bars grow, and no others."""
        self.grown = (np.arange(2) < count).astype(float)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw names, bars and numbers."""
        theme, pitch = self.theme, self.local_height / 2
        for row, (name, value, colour) in enumerate(
            zip(self.names, self.values, (theme.loss, theme.text), strict=True)
        ):
            y, grown = (0.5 - row) * pitch, float(self.grown[row])
            length = grown * self.room * min(1.0, value / max(self.full, 1e-9))
            alpha = min(1.0, 3 * grown)
            brush.text(name, (self.start - 0.2, y), self.size, theme.muted, theme.font, anchor=1.0, alpha=alpha)
            brush.box((self.start, y - 0.28 * pitch, max(0.03, length), 0.56 * pitch), colour, alpha, 0.05)
            at, text = (self.start + length + 0.15, y), f"{grown * value:.2f}"
            brush.text(text, at, self.size, theme.text, theme.mono, anchor=0.0, alpha=alpha, bold=True)
