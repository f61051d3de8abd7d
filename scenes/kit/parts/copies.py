"""How many of many texts are copies, counted cell by cell."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.gauge import Gauge
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.theme import Theme

ACROSS = 20  # cells in a row


class CopyCounter(VGroup):
    """A cell for each text, not coloured yet, under the count of the copies; copied: (N,), N in whole rows."""

    def __init__(self, copied: Array, theme: Theme, *, region: Region) -> None:
        above, below = region.rows(0.6, 4.4, gap=0.15)
        self.signs = np.where(copied, 1.0, -0.4).reshape(-1, ACROSS)
        self.rows = len(self.signs)
        cell = min(below.width / ACROSS, below.height / self.rows)
        self.cells = Heatmap(0 * self.signs, theme, cell=cell, colour=theme.correct, below=theme.predicted)
        counts, words = [0, *copied.cumsum().tolist()], f"of all {len(copied)}, copied"
        self.gauge = Gauge(words, range(len(counts)), counts, theme, form="{:.0f}", colour=theme.correct)
        super().__init__(below.place(self.cells), above.place(self.gauge))

    def count(self, rows: int) -> Self:
        """Colour the cells of the first rows, and count the copies in them."""
        self.cells.go_to(self.signs * (np.arange(self.rows) < rows)[:, None])
        self.gauge.run_to(rows * ACROSS)
        return self
