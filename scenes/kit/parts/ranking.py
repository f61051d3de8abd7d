"""Names with lying bars and their numbers, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from scenes.kit.brush import Brush, mix
from scenes.kit.lettering import outline
from scenes.kit.parts.lines import cropped
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme
from scenes.kit.words import numeral


class Ranking(Part):
    """Rows of a name, a bar and a number. values: (N,) what they show; those below zero have no bar.

    visible: (N,) 0..1. muted, marked: (N,) 0..1, how far each bar is muted, or has the colour of what is correct.
    full: the value whose bar is as long as there is room.
    """

    animated: ClassVar[tuple[str, ...]] = ("values", "visible", "muted", "marked")

    def __init__(
        self,
        names: Sequence[str],
        values: npt.ArrayLike,
        theme: Theme,
        *,
        width: float,
        pitch: float = 0.58,
        full: float = 1.0,
        form: str = "{:.2f}",
        size: float | None = None,
    ) -> None:
        self.pitch, self.full, self.form, self.size = pitch, full, form, size or theme.label_size
        self.names = tuple(cropped(name, 0.64 * width / self.size, theme.mono) for name in names)
        self.values = np.asarray(values, float)
        self.visible, self.muted = np.ones(len(self.names)), np.zeros(len(self.names))
        self.marked = np.zeros(len(self.names))
        self.name_width = max(outline(name, theme.mono, True).width for name in self.names) * self.size
        self.number_width = outline(form.format(-abs(full)), theme.mono).width * self.size
        super().__init__(width, pitch * len(self.names), theme)

    def go_to(self, values: npt.ArrayLike) -> Self:
        """Show other values; (N,)."""
        self.values = np.asarray(values, float)
        return self

    def let_see(self, count: int) -> Self:
        """Show the first rows, and no others."""
        self.visible = (np.arange(len(self.names)) < count).astype(float)
        return self

    def mute(self, *indices: int) -> Self:
        """Mute these bars, and no others."""
        self.muted = np.isin(np.arange(len(self.names)), indices).astype(float)
        return self

    def mark(self, *indices: int) -> Self:
        """Colour these bars as correct, and no others."""
        self.marked = np.isin(np.arange(len(self.names)), indices).astype(float)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the rows."""
        theme = self.theme
        start = -self.local_width / 2 + self.name_width + 0.25
        room = self.local_width / 2 - start - self.number_width - 0.15
        for i, (name, value) in enumerate(zip(self.names, self.values.tolist(), strict=True)):
            y, alpha = self.local_height / 2 - (i + 0.5) * self.pitch, float(self.visible[i])
            colour = mix(mix(theme.predicted, theme.muted, float(self.muted[i])), theme.correct, float(self.marked[i]))
            length = room * min(1.0, max(0.0, value / self.full)) * alpha
            brush.text(name, (start - 0.25, y), self.size, theme.text, theme.mono, anchor=1.0, alpha=alpha, bold=True)
            brush.box((start, y - 0.3 * self.pitch, max(0.03, length), 0.6 * self.pitch), colour, alpha, 0.05)
            text, at = numeral(self.form, value), (start + length + 0.15, y)
            brush.text(text, at, self.size, theme.muted, theme.mono, anchor=0.0, alpha=alpha)
