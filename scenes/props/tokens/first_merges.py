"""The merges that come first, with how often the two halves were neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.ranking import Ranking
from scenes.kit.theme import Theme

WIDE, HIGH, ROOMY = 12.0, 0.62, 0.9  # of a row; its height in a frame that is not wide


class FirstMerges(Ranking):
    """Rows that come one after the other, none of them there at first; counts: (N,)."""

    def __init__(self, names: Sequence[str], counts: Array, theme: Theme, *, region: Region) -> None:
        pitch, full = min(HIGH if region.wide is None else ROOMY, region.height / len(names)), float(counts.max())
        width = min(WIDE, region.width)
        super().__init__(names, 0 * counts, theme, width=width, full=full, form="{:,.0f}", size=28, pitch=pitch)
        self.counts = counts
        region.place(self.let_see(0))

    def come(self, count: int) -> Self:
        """Show the first rows with their counts."""
        return self.let_see(count).go_to(self.counts * (np.arange(len(self.counts)) < count))
