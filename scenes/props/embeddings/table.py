"""Rows of a matrix with the names of the rows, one of which is looked up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import LEFT, VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme

HIGHEST = 2.0  # cells, for a width of one


class Table(VGroup):
    """A heatmap of (R, C) with a name left of each row."""

    def __init__(self, values: Array, names: Sequence[str], theme: Theme, *, region: Region) -> None:
        rows, count = values.shape
        widest = max(outline(name, theme.mono).width for name in names) * theme.label_size
        cell = min(0.5, region.height / rows, (region.width - widest - 0.3) / count)
        full = max(float(np.abs(values).max()), 1e-9)
        self.heat = Heatmap(values, theme, cell=cell, full=full, colour=theme.predicted)
        if region.wide is not None:  # its narrow cells would be lower than the names
            self.heat.stretch(min(HIGHEST, region.height / self.heat.height), 1)
        self.names = [Label(name, theme, size=theme.label_size, mono=True) for name in names]
        for row, name in enumerate(self.names):
            name.next_to(self.heat.cell_at(row, 0), LEFT, buff=0.3 + cell / 2)
        super().__init__(self.heat, *self.names)
        region.place(self)

    def look_at(self, row: int) -> list[Any]:
        """Return the animations that frame a row."""
        return [self.heat.animate.frame_rows(row)]

    def dim_all_but(self, row: int) -> list[Any]:
        """Return the animations that leave one row bright."""
        shown = np.where(np.arange(len(self.names)) == row, 1.0, 0.25)[:, None]
        pale = [name.animate.set_opacity(0.35) for i, name in enumerate(self.names) if i != row]
        return [self.heat.animate.reveal(shown).frame_rows(row), *pale]
