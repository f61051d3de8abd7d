"""What the colours of a picture stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from scenes.kit.brush import Brush
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

SWATCH = 0.26


class Legend(Part):
    """Swatches with their names in one line. An entry is a name, a colour, and whether the swatch is filled.

    visible: (N,) 0..1, so that entries can come one by one.
    """

    animated: ClassVar[tuple[str, ...]] = ("visible",)

    def __init__(self, entries: Sequence[tuple[str, str, bool]], theme: Theme, *, gap: float = 0.7) -> None:
        self.entries, self.gap, self.size = tuple(entries), gap, 0.9 * theme.label_size
        self.widths = [1.5 * SWATCH + outline(name, theme.font).width * self.size for name, _, _ in self.entries]
        self.visible = np.ones(len(self.entries))
        super().__init__(sum(self.widths) + gap * (len(self.widths) - 1), 0.45, theme)

    def let_see(self, count: int) -> Self:
        """Show the first entries, and no others."""
        self.visible = (np.arange(len(self.entries)) < count).astype(float)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw swatches and names."""
        x = -self.local_width / 2
        for (name, colour, filled), width, alpha in zip(self.entries, self.widths, self.visible, strict=True):
            box = (x, -SWATCH / 2, SWATCH, SWATCH)
            if filled:
                brush.box(box, colour, float(alpha), 0.05)
            else:
                brush.frame(box, colour, 0.035, float(alpha), 0.05)
            at = (x + 1.5 * SWATCH, 0.0)
            brush.text(name, at, self.size, self.theme.muted, self.theme.font, anchor=0.0, alpha=float(alpha))
            x += width + self.gap
