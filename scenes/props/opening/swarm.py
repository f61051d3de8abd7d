"""Names that float around a title and later stand in rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.parts.lines import cropped
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

LINES = ((5, 0.45), (4, 0.29), (4, -0.31), (5, -0.46))  # names in a line, and its height: the middle is the title's
COUNT = sum(names for names, _ in LINES)
LINED_UP = 24.0  # the size of the texts in rows
NEAREST = 1.5  # how much larger the nearest are than the farthest


class Swarm(Part):
    """Pages of COUNT texts, scattered over a region at first, the near ones larger and brighter.

    where: (COUNT, 2), sizes: (COUNT,). arrived: 0..1, how many are there, from the first on. page: which texts are
    shown; between two pages they turn one after the other.
    """

    animated: ClassVar[tuple[str, ...]] = ("where", "sizes", "arrived", "page")

    def __init__(self, pages: Sequence[Sequence[str]], colours: Sequence[str], theme: Theme, *, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        self.move_to(region.centre)
        self.colours, self.page, self.arrived, self.centre = tuple(colours), 0.0, 0.0, np.array(region.centre[:2])
        near, self.order = (np.arange(COUNT) * share % 1 for share in (0.618, 0.382))
        self.sizes = theme.smallest_size * (1 + (NEAREST - 1) * near)
        self.where = _scattered(region) + np.stack([0.4 * near - 0.2, 0.2 * self.order - 0.1], axis=1)
        room = np.minimum((region.width / LINES[0][0] - 0.3) / self.sizes, (region.width / 6 - 0.2) / LINED_UP)
        self.pages = [[cropped(text, r, theme.mono) for text, r in zip(page, room, strict=True)] for page in pages]

    def arrive(self) -> Self:
        """Let all be there."""
        self.arrived = 1.0
        return self

    def turn(self, page: float) -> Self:
        """Show another page, or the turn from one to the next."""
        self.page = float(page)
        return self

    def line_up(self, region: Region, *, columns: int) -> Self:
        """Stand in rows that fill a region, all of one size."""
        rows = [row.columns(*[1] * columns) for row in region.rows(*[1] * -(-COUNT // columns), gap=0)]
        cells = [cell for row in rows for cell in row][:COUNT]
        self.where = np.array([cell.centre[:2] for cell in cells]) - self.centre
        self.sizes = np.full(COUNT, LINED_UP)
        return self

    def paint(self, brush: Brush) -> None:
        """Write the texts."""
        theme, before = self.theme, min(int(self.page), len(self.pages) - 2)
        for i, (x, y) in enumerate(self.where.tolist()):
            come = min(1.0, max(0.0, 4 * (1.25 * self.arrived - self.order[i])))
            turned = min(1.0, max(0.0, 2 * (self.page - before) - self.order[i]))
            page, size = before + (turned > 0.5), float(self.sizes[i])
            colour = mix(theme.background, self.colours[page], 0.5 + 0.5 * (size / theme.smallest_size - 1) / 0.2)
            near = 0.9 + 0.1 * come
            alpha = come * abs(2 * turned - 1)
            brush.text(self.pages[page][i], (near * x, near * y), size, colour, theme.mono, alpha=alpha)


def _scattered(region: Region) -> Array:
    """Return places in the lines of a region, (COUNT, 2)."""
    places = [((i + 0.5) / names - 0.5, y) for names, y in LINES for i in range(names)]
    return np.array(places) * (region.width, region.height)
