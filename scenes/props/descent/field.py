"""All weights of a model as a field of cells, coloured by how far training has moved them."""

from __future__ import annotations

from typing import ClassVar, Self

import cairo
import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, rgb
from scenes.kit.layout import Region
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class Field(Part):
    """N cells in their order, row by row: 0 is the surface, 127 the whole colour, −127 the second one.

    moved: (S, N). moment: between two records, cells pass smoothly from one to the next.
    """

    animated: ClassVar[tuple[str, ...]] = ("moment",)

    def __init__(self, moved: Array, theme: Theme, *, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        self.moved, self.moment = _Still(moved), 0.0
        self.columns = int(np.ceil(np.sqrt(moved.shape[1] * region.width / region.height)))
        self.rows = -(-moved.shape[1] // self.columns)
        low, middle, high = (np.array(rgb(c)) for c in (theme.negative, theme.surface, theme.predicted))
        share = np.abs(np.linspace(-1, 1, 255))[:, None]
        side = np.where(np.arange(255)[:, None] < 127, low, high)
        self.palette = np.round(255 * (middle + (side - middle) * share)).astype(np.uint8)  # (255, 3)
        region.place(self)

    def run_to(self, moment: float) -> Self:
        """Show another moment."""
        self.moment = float(moment)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the cells, as one picture of a pixel each."""
        ctx, moved = brush.ctx, self.moved.cells
        before = min(int(self.moment), len(moved) - 2)
        rise = moved[before + 1].astype(np.float32) - moved[before]
        cells = np.round(moved[before] + rise * (self.moment - before)).astype(int) + 127
        pixels = np.zeros((self.rows * self.columns, 4), np.uint8)
        pixels[: len(cells), :3], pixels[: len(cells), 3] = self.palette[cells], 255
        picture = cairo.ImageSurface.create_for_data(
            pixels.data, cairo.FORMAT_ARGB32, self.columns, self.rows, 4 * self.columns
        )
        ctx.save()
        ctx.translate(-self.local_width / 2, self.local_height / 2)
        ctx.scale(self.local_width / self.columns, -self.local_height / self.rows)
        ctx.set_source_surface(picture)
        ctx.get_source().set_filter(cairo.FILTER_NEAREST)
        ctx.paint()
        ctx.restore()


class _Still:
    """Cells that copies of a part share."""

    def __init__(self, cells: Array) -> None:
        self.cells = cells

    def __deepcopy__(self, memo: object) -> _Still:
        return self
