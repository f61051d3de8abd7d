"""A text that comes apart into tokens: letters side by side, or cells wherever it is cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

SPACE = " "


class Pieces(Part):
    """Units, mostly letters, in one line. joined: (N − 1,) 0..1, 1 draws two neighbours together, 0 cuts them apart.

    boxed: 0..1, how visible the cells are around what is joined. ink: (N,) 0..1, how visible the units are;
    lit: (N,) 0..1, how strongly their cells take the colour. standing: (N,) 0..1, cells that are there at all.
    """

    animated: ClassVar[tuple[str, ...]] = ("joined", "boxed", "ink", "lit", "standing")

    def __init__(
        self, units: Sequence[str], theme: Theme, *, width: float, cell: float = 1.0, size: float | None = None
    ) -> None:
        self.units, count = tuple(units), len(units)
        widest = max(outline(unit, theme.mono, True).width for unit in units)
        fitting = min(size or theme.title_size, 0.8 * width / count / widest)
        self.size = max(theme.smallest_size, fitting)
        self.near = self.size * max(outline("00", theme.mono, True).width / 2, widest + 0.0015)
        self.far = min(width / count, max(cell, 1.3 * self.near))
        self.joined: Array = np.ones(count - 1)
        self.boxed = 0.0
        self.lit: Array = np.zeros(count)
        self.ink, self.standing = np.ones(count), np.ones(count)
        super().__init__(self.far * count, max(min(self.far, 1.0), 0.0165 * self.size), theme)

    def cut(self, cuts: Sequence[int]) -> Self:
        """Cut before these units, and nowhere else."""
        self.joined, self.boxed = 1.0 - np.isin(np.arange(1, len(self.units)), cuts), 1.0
        return self

    def light(self, *indices: int) -> Self:
        """Colour the cells of these units, and no others."""
        self.lit = np.isin(np.arange(len(self.units)), indices).astype(float)
        return self

    def write(self, ink: npt.ArrayLike) -> Self:
        """Set how visible the units are; (N,) or one number for all."""
        self.ink = np.broadcast_to(np.asarray(ink, float), self.lit.shape).copy()
        return self

    def stand(self, standing: npt.ArrayLike) -> Self:
        """Set how visible units and cells are; (N,) or one number for all."""
        self.standing = np.broadcast_to(np.asarray(standing, float), self.lit.shape).copy()
        return self

    def centre_of(self, first: int, last: int | None = None, *, side: int = 0) -> Array:
        """Return the scene point in the middle of some units, or of their lower (−1) or upper (1) edge; (3,)."""
        centres = self._centres()
        x, y = (centres[first] + centres[first if last is None else last]) / 2, side * self.local_height / 2
        return self.in_scene(x, y)

    def paint(self, brush: Brush) -> None:
        """Draw the cells and their units."""
        theme, centres, gap = self.theme, self._centres(), max(0.07, 0.09 * min(self.far, 1.0))
        half, radius = self.far / 2 - gap / 2, 0.1
        reach = np.append(self.near + (self.far - self.near) * (1 - self.joined), self.far)
        for i, unit in enumerate(self.units):
            lit, stands = float(self.lit[i]), float(self.standing[i])
            left, right = (float(self.joined[j]) if 0 <= j < len(self.joined) else 0.0 for j in (i - 1, i))
            a = centres[i] - min(half, half + (reach[i - 1] / 2 - half) * left if i else half)
            b = centres[i] + min(half, half + (reach[i] / 2 - half) * right)
            fill, edge = mix(theme.surface, self.theme.predicted, 0.85 * lit), mix(theme.grid, theme.predicted, lit)
            y, h = -self.local_height / 2, self.local_height
            if self.boxed * stands > 0.01:
                self._cell(brush, (a, y, b - a, h), (left, right), (fill, edge), self.boxed * stands, radius)
            text = mix(theme.text, theme.background, lit if lit > 0.5 else 0.0)
            alpha = float(self.ink[i]) * stands
            brush.text(unit, (centres[i], 0.0), self.size, text, theme.mono, alpha=alpha, bold=True)

    def _cell(
        self,
        brush: Brush,
        box: tuple[float, float, float, float],
        joined: tuple[float, float],
        colours: tuple[str, str],
        alpha: float,
        radius: float,
    ) -> None:
        """Draw a cell that is open to the sides where it is joined."""
        x, y, w, h = box
        brush.box(box, colours[0], alpha, radius * (1 - max(joined)))
        for edge in (y, y + h):
            brush.line([(x, edge), (x + w, edge)], colours[1], 0.03, alpha)
        for edge, share in ((x, joined[0]), (x + w, joined[1])):
            brush.line([(edge, y), (edge, y + h)], colours[1], 0.03, alpha * (1 - share))

    def _centres(self) -> Array:
        steps = self.near + (self.far - self.near) * (1 - self.joined)
        places = np.concatenate([[0.0], np.cumsum(steps)])
        return np.asarray(places - places[-1] / 2)
