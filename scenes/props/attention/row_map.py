"""A map of attention that fills row by row, and one of its rows on the way there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.theme import Theme

FAINT = 0.12  # how visible cells are that are not spoken of


class RowMap(Heatmap):
    """A square heatmap as large as a region, a row for each token that looks; at first no cell can be seen.

    values: (T, T).
    """

    def __init__(self, values: Array, tokens: Sequence[str], theme: Theme, *, region: Region) -> None:
        cell = min(1.1, min(region.width, region.height) / (len(tokens) + 1.2))
        super().__init__(values, theme, cell=cell, rows=tokens, columns=tokens)
        region.place(self).reveal(0)

    def fill(self, *rows: int, upto: int = -1) -> Self:
        """Show these rows and the first up to a number, together with what is seen already."""
        count = np.arange(len(self.values))
        filled = (count <= upto) | np.isin(count, rows)
        return self.reveal(np.maximum(self.shown, filled[:, None]))

    def recede(self) -> Self:
        """Make every cell faint, and frame none."""
        return self.reveal(FAINT).frame_rows()

    def pick_near(self, upto: int) -> Self:
        """Show the start marker and the token itself in rows 1 to ``upto``, everything else faintly; frame the last."""
        count = np.arange(len(self.values))
        near = np.maximum(np.eye(len(count)), count == 0)  # (T, T)
        seen = np.isin(count, range(1, upto + 1))
        return self.reveal(np.where(seen[:, None], np.maximum(FAINT, near), FAINT)).frame_rows(upto)


class LooseRow(Heatmap):
    """A copy of one row of a map, so wide, lying anywhere until it is sent home."""

    def __init__(self, whole: Heatmap, row: int, *, width: float, at: tuple[float, float, float]) -> None:
        super().__init__(whole.values[row : row + 1], whole.theme, cell=whole.cell)
        first, last = (whole.cell_at(row, column) for column in (0, whole.values.shape[1] - 1))
        self.home, self.larger = (first + last) / 2, width / self.width
        self.scale(self.larger).move_to(at)

    def fly_home(self) -> Any:
        """Return the animation that lays the row into its map."""
        return self.animate.scale(1 / self.larger).move_to(self.home)
