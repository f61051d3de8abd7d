"""What the colours of a picture stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from scenes.kit.brush import Brush
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme
from scenes.kit.wrapping import divided, fitting

SWATCH = 0.26
HEIGHT, LEADING = 0.45, 0.4  # of one line; from one line to the next


class Legend(Part):
    """Swatches with their names in one line, until they are wrapped. An entry: name, colour, is the swatch filled?

    visible: (N,) 0..1, so that entries can come one by one.
    """

    animated: ClassVar[tuple[str, ...]] = ("visible",)

    def __init__(self, entries: Sequence[tuple[str, str, bool]], theme: Theme, *, gap: float = 0.7) -> None:
        self.entries, self.gap, self.size = tuple(entries), gap, 0.9 * theme.label_size
        self.widths = [1.5 * SWATCH + outline(name, theme.font).width * self.size for name, _, _ in self.entries]
        self.visible = np.ones(len(self.entries))
        self.lines = [slice(0, len(self.widths))]
        super().__init__(*self._size(self.lines), theme)

    def wrap(self, width: float, height: float, side: int = 0) -> None:
        """Break the entries into lines, if that lets them be larger in such a box."""
        if self.width <= width and self.height <= height:
            return
        scale = self.width / self.local_width
        count = fitting(lambda lines: self._size(self._divided(lines)), (width / scale, height / scale))
        if count != len(self.lines):
            self.lines = self._divided(count)
            self._resize(*self._size(self.lines))
            self.scale(scale)

    def let_see(self, count: int) -> Self:
        """Show the first entries, and no others."""
        self.visible = (np.arange(len(self.entries)) < count).astype(float)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw swatches and names."""
        entries = list(zip(self.entries, self.widths, self.visible, strict=True))
        for i, line in enumerate(self.lines):
            x, y = -self.local_width / 2, ((len(self.lines) - 1) / 2 - i) * LEADING
            for (name, colour, filled), width, alpha in entries[line]:
                box = (x, y - SWATCH / 2, SWATCH, SWATCH)
                if filled:
                    brush.box(box, colour, float(alpha), 0.05)
                else:
                    brush.frame(box, colour, 0.035, float(alpha), 0.05)
                at = (x + 1.5 * SWATCH, y)
                brush.text(name, at, self.size, self.theme.muted, self.theme.font, anchor=0.0, alpha=float(alpha))
                x += width + self.gap

    def _divided(self, count: int) -> list[slice]:
        return divided(self.widths, self.gap, count)

    def _size(self, lines: Sequence[slice]) -> tuple[float, float]:
        widths = [sum(self.widths[line]) + self.gap * (len(self.widths[line]) - 1) for line in lines]
        return max(widths), HEIGHT + LEADING * (len(lines) - 1)
