"""Where the nodes of a drawn network stand, and the edges between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.paths import Point

SLOTS = (1.0, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0)  # where the seven columns stand, in slots from the left edge
BANDS = len(SLOTS) - 1
MARGIN = 2.5  # right of the last column, for what it may answer


class Net:
    """Seven columns of nodes in a region, around its middle, and all edges between neighbours.

    sizes: (7,) nodes. The picture is divided into five slots of equal width, one for each of the stages and the words
    before them; right of them is a margin. columns: points, column by column. band: (E,), of each edge. ends: (E, 2),
    of each edge the indices of both its nodes among all nodes.
    """

    def __init__(self, sizes: Sequence[int], region: Region) -> None:
        self.slot, pitch = (region.width - MARGIN) / (len(SLOTS) - 2), region.height / max(8, *sizes)
        self.columns: list[list[Point]] = [
            [(at * self.slot - region.width / 2, ((count - 1) / 2 - i) * pitch) for i in range(count)]
            for at, count in zip(SLOTS, sizes, strict=True)
        ]
        first = np.cumsum([0, *sizes])
        grids = [np.indices((a, b)).reshape(2, -1).T + first[i : i + 2] for i, (a, b) in enumerate(pairwise(sizes))]
        self.ends = np.concatenate(grids)
        self.band = np.repeat(np.arange(BANDS), [a * b for a, b in pairwise(sizes)])

    def strength(self, weights: Array) -> Array:
        """Return how large each weight is beside the greatest of its band, 0..1, (E,)."""
        sizes = np.abs(weights)
        greatest = [sizes[self.band == band].max(initial=1e-9) for band in range(BANDS)]
        return np.asarray(sizes / np.take(greatest, self.band))

    def stretched(self, by: float, top: float) -> list[list[Point]]:
        """Return the nodes column by column, all heights below ``top`` stretched by a factor."""
        return [[(x, top - (top - y) * by) for x, y in column] for column in self.columns]

    def __deepcopy__(self, memo: object) -> Net:
        return self
