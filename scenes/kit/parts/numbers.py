"""Numbers in a row, one for each token of a strip."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme
from scenes.kit.words import numeral


class NumberRow(Part):
    """Numbers, one each ``pitch``. values: (T,). visible: (T,) 0..1. struck: (T,) 0..1, how far each is crossed out."""

    animated: ClassVar[tuple[str, ...]] = ("values", "visible", "struck")

    def __init__(
        self,
        values: Array,
        theme: Theme,
        *,
        pitch: float,
        form: str = "{:.1f}",
        size: float | None = None,
        colour: str | None = None,
    ) -> None:
        self.values = np.asarray(values, float)
        self.pitch, self.form, self.colour = pitch, form, colour or theme.text
        widest = max(outline(self._text(float(value)), theme.mono).width for value in self.values)
        self.size = max(theme.smallest_size, min(size or theme.label_size, 0.8 * pitch / widest))
        self.visible, self.struck = np.ones(len(self.values)), np.zeros(len(self.values))
        super().__init__(pitch * len(self.values), 0.5, theme)

    def go_to(self, values: Array) -> Self:
        """Show other numbers; (T,)."""
        self.values = np.asarray(values, float)
        return self

    def let_see(self, *indices: int) -> Self:
        """Make these numbers visible, and no others."""
        self.visible = self._are(indices)
        return self

    def strike(self, *indices: int) -> Self:
        """Cross these numbers out, and no others."""
        self.struck = self._are(indices)
        return self

    def paint(self, brush: Brush) -> None:
        """Write the numbers and cross out those that do not count."""
        for i, value in enumerate(self.values):
            at = (-self.local_width / 2 + (i + 0.5) * self.pitch, 0.0)
            alpha, struck = float(self.visible[i]), float(self.struck[i])
            ink = mix(self.colour, self.theme.grid, struck)
            text = self._text(float(value))
            brush.text(text, at, self.size, ink, self.theme.mono, alpha=alpha)
            half = 0.5 * outline(text, self.theme.mono).width * self.size + 0.05
            end = at[0] - half + 2 * half * struck
            brush.line([(at[0] - half, 0.0), (end, 0.0)], self.theme.blame, 0.04, alpha * min(1.0, 4 * struck))

    def _text(self, value: float) -> str:
        return numeral(self.form, value)

    def _are(self, indices: tuple[int, ...]) -> Array:
        return np.isin(np.arange(len(self.values)), indices).astype(float)
