"""The list of all tokens, each with its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

WIDE, HIGH = 0.88, 0.95  # of an entry


class Codebook(Part):
    """Tokens in rows, their numbers below them. lit: (N,) 0..1, how strongly each takes the colour.

    opened: 0..1, how many entries can be seen, from the first on.
    """

    animated: ClassVar[tuple[str, ...]] = ("lit", "opened")

    def __init__(self, labels: Sequence[str], ids: Sequence[int], theme: Theme, *, per_row: int) -> None:
        self.labels, self.ids = tuple(labels), tuple(ids)
        self.per_row = min(per_row, len(self.labels))
        self.rows = -(-len(self.labels) // self.per_row)
        self.lit, self.opened = np.zeros(len(self.labels)), 1.0
        super().__init__(self.per_row * WIDE, self.rows * HIGH, theme)

    def light(self, *ids: int) -> Self:
        """Colour the tokens with these numbers, and no others."""
        self.lit = np.isin(self.ids, ids).astype(float)
        return self

    def open(self, share: float = 1.0) -> Self:
        """Show this share of the entries."""
        self.opened = float(share)
        return self

    def number_at(self, token: int) -> Array:
        """Return the scene point where a token's number stands; (3,)."""
        x, y = self._middle(self.ids.index(token))
        return self.in_scene(x, y - 0.27)

    def paint(self, brush: Brush) -> None:
        """Draw the entries."""
        theme = self.theme
        for i, (label, number) in enumerate(zip(self.labels, self.ids, strict=True)):
            alpha = min(1.0, max(0.0, self.opened * (len(self.labels) + 4) - i) / 4)
            (x, y), lit = self._middle(i), float(self.lit[i])
            box = (x - 0.46 * WIDE, y - 0.46 * HIGH, 0.92 * WIDE, 0.92 * HIGH)
            brush.box(box, mix(theme.surface, theme.predicted, 0.85 * lit), alpha, 0.08)
            brush.frame(box, mix(theme.grid, theme.predicted, lit), 0.02, alpha, 0.08)
            dark = theme.background if lit > 0.5 else ""
            wide = outline(label, theme.mono, True).width
            size = max(theme.smallest_size, min(30.0, 0.8 * WIDE / wide if wide else 30.0))
            brush.text(label, (x, y + 0.14), size, dark or theme.text, theme.mono, alpha=alpha, bold=True)
            below = (x, y - 0.27)
            brush.text(str(number), below, theme.smallest_size, dark or theme.muted, theme.mono, alpha=alpha)

    def _middle(self, i: int) -> tuple[float, float]:
        across, down = i % self.per_row, i // self.per_row
        x = -self.local_width / 2 + (across + 0.5) * WIDE
        return x, self.local_height / 2 - (down + 0.5) * HIGH
