"""A text as a row of tokens, each in its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class TokenStrip(Part):
    """Cells in a row. covered: (T,) 1 hides a token behind a question mark. lit: (T,) 0..1, how strongly
    each cell takes the colour. visible: (T,) 0..1.
    """

    animated: ClassVar[tuple[str, ...]] = ("covered", "lit", "visible")

    def __init__(
        self,
        tokens: Sequence[str],
        theme: Theme,
        *,
        width: float = 12.0,
        cell: float = 0.95,
        colour: str | None = None,
    ) -> None:
        self.tokens = tuple(tokens)
        count = len(self.tokens)
        self.cell = min(cell, width / count)
        self.colour = colour or theme.predicted
        widest = max(outline(token, theme.mono, True).width for token in self.tokens)
        self.size = max(theme.smallest_size, min(theme.title_size, self.cell * 42, 0.8 * self.cell / widest))
        self.covered, self.lit, self.visible = np.zeros(count), np.zeros(count), np.ones(count)
        super().__init__(self.cell * count, min(1.15, max(self.cell, 0.6)), theme)

    def cover(self, *indices: int) -> Self:
        """Hide these tokens, and no others."""
        self.covered = self._are(indices)
        return self

    def light(self, *indices: int) -> Self:
        """Colour these cells, and no others."""
        self.lit = self._are(indices)
        return self

    def let_see(self, *indices: int) -> Self:
        """Make these cells visible, and no others."""
        self.visible = self._are(indices)
        return self

    def centre_of(self, index: int, *, side: int = 0) -> Array:
        """Return the scene point in the middle of a cell, or of its lower (−1) or upper (1) edge; (3,)."""
        x, y = self._left(index) + self.cell / 2, side * self.local_height / 2
        return self.in_scene(x, y)

    def paint(self, brush: Brush) -> None:
        """Draw the cells and their tokens."""
        theme, gap = self.theme, self.cell * 0.08
        for i, token in enumerate(self.tokens):
            x, alpha = self._left(i), float(self.visible[i])
            box = (x + gap / 2, -self.local_height / 2, self.cell - gap, self.local_height)
            lit, covered = float(self.lit[i]), float(self.covered[i])
            brush.box(box, mix(theme.surface, self.colour, lit * 0.85), alpha, 0.1)
            brush.frame(box, mix(theme.grid, self.colour, lit), 0.025, alpha, 0.1)
            at = (x + self.cell / 2, 0.0)
            ink = mix(theme.text, theme.background, lit if lit > 0.5 else 0.0)
            brush.text(token, at, self.size, ink, theme.mono, alpha=alpha * max(0.0, 1 - 2 * covered), bold=True)
            ink = mix(theme.muted, theme.background, lit)
            brush.text("?", at, self.size, ink, theme.mono, alpha=alpha * max(0.0, 2 * covered - 1))

    def _left(self, index: int) -> float:
        return -self.local_width / 2 + index * self.cell

    def _are(self, indices: Sequence[int]) -> Array:
        return np.isin(np.arange(len(self.tokens)), indices).astype(float)
