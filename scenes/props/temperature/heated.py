"""A prediction that follows the temperature: as bars, and in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import numpy as np
from manim.typing import PathFuncType

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.lettering import outline
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.part import STRAIGHT, Part
from scenes.kit.theme import Theme
from scenes.kit.words import numeral

PLACES = (0.14, 0.36, 0.62, 0.88)  # of the columns, as shares of the width
LEAST = 0.1  # below this temperature, a logit divided by it is not written any more


class HeatedBars(Bars):
    """Bars of what is expected at ``temperature``. table: (K, V), a row for each of ``temperatures``, which rise."""

    animated: ClassVar[tuple[str, ...]] = (*Bars.animated, "temperature")

    def __init__(self, temperatures: Array, table: Array, labels: Sequence[str], theme: Theme, **style: Any) -> None:
        super().__init__(table[-1], labels, theme, **style)
        self.temperatures, self.table = temperatures, table
        self.heat(1.0)

    def heat(self, temperature: float) -> Self:
        """Show what is expected at another temperature."""
        self.temperature = float(temperature)
        row = float(np.interp(self.temperature, self.temperatures, np.arange(len(self.table))))
        below = min(int(row), len(self.table) - 2)
        return self.go_to(self.table[below] + (self.table[below + 1] - self.table[below]) * (row - below))

    def interpolate(self, mobject1: Any, mobject2: Any, alpha: float, path_func: PathFuncType = STRAIGHT) -> Any:
        """Set the bars between two temperatures."""
        super().interpolate(mobject1, mobject2, alpha, path_func)
        return self.heat(self.temperature)


class Worked(Part):
    """A few tokens in rows: logit z, z / T, and the share that softmax makes of it, all at ``temperature``.

    logits: (R,), of the first bars. shown: 0..1, how much is written, from the top.
    """

    animated: ClassVar[tuple[str, ...]] = ("temperature", "shown")

    def __init__(self, logits: Array, bars: HeatedBars, theme: Theme, *, width: float, height: float) -> None:
        super().__init__(width, height, theme)
        self.logits, self.bars = np.asarray(logits, float), bars.copy()
        self.temperature, self.shown = 1.0, 1.0
        self.pitch = height / (len(self.logits) + 1)
        fitting = 0.9 * (PLACES[2] - PLACES[1]) * width / outline("88.88", theme.mono).width
        self.size = max(theme.smallest_size, min(theme.body_size, self.pitch / 0.0165, fitting))

    def heat(self, temperature: float) -> Self:
        """Show the numbers at another temperature."""
        self.temperature = float(temperature)
        return self

    def write(self, shown: float = 1.0) -> Self:
        """Write this share of the rows."""
        self.shown = shown
        return self

    def paint(self, brush: Brush) -> None:
        """Write the heading and the rows."""
        theme, rows = self.theme, len(self.logits) + 1
        shares = self.bars.heat(self.temperature).values
        for row in range(rows):
            alpha = min(1.0, max(0.0, self.shown * rows - row))
            y = self.local_height / 2 - (row + 0.5) * self.pitch
            if row == 0:
                for column, text in enumerate(("", "logit z", f"z / {self.temperature:.1f}", "softmax")):
                    size = min(self.size, theme.label_size)
                    brush.text(text, (self._x(column), y), size, theme.muted, theme.font, alpha=alpha)
                continue
            z = float(self.logits[row - 1])
            divided = numeral("{:.2f}", z / self.temperature) if self.temperature >= LEAST else "…"
            texts = (self.bars.labels[row - 1], numeral("{:.2f}", z), divided, f"{shares[row - 1]:.1%}")
            for column, text in enumerate(texts):
                colour = (theme.text, theme.muted, theme.text, theme.predicted)[column]
                bold = column in (0, 3)
                brush.text(text, (self._x(column), y), self.size, colour, theme.mono, alpha=alpha, bold=bold)

    def _x(self, column: int) -> float:
        return self.local_width * (PLACES[column] - 0.5)
