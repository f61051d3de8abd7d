"""All weights of a model, woven into one picture."""

from __future__ import annotations

from typing import ClassVar, Self

import cairo
import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, rgb
from scenes.kit.layout import Region
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

WHOLE = 0.97  # share of the weights that is paler than the whole colour


class Tapestry(Part):
    """A stitch for each weight, coloured by its value: 0 is the surface, the greatest have the whole.

    values: (R, C). shown: 0..1, which share of the stitches can be seen; they come from the left, a few early.
    Thousands of stitches are one image, for a box each would take too long.
    """

    animated: ClassVar[tuple[str, ...]] = ("values", "shown")

    def __init__(self, values: Array, theme: Theme, *, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        self.move_to(region.centre)
        self.values, self.shown = np.asarray(values, float), 1.0
        self.full = float(np.quantile(np.abs(self.values), WHOLE)) or 1.0
        rows, columns = self.values.shape
        chance = np.random.default_rng(0).random((rows, columns))
        self.turn = 0.65 * np.arange(columns) / columns + 0.3 * chance  # (R, C), when each stitch comes
        inks = (theme.surface, theme.predicted, theme.negative)
        self.ground, self.above, self.below = (np.array(rgb(ink)) for ink in inks)

    def go_to(self, values: Array) -> Self:
        """Show other values; (R, C)."""
        self.values = np.asarray(values, float)
        return self

    def reveal(self, shown: float) -> Self:
        """Show this share of the stitches."""
        self.shown = float(shown)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the image, a pixel for each stitch, in the part's rectangle."""
        rows, columns = self.values.shape
        strength = np.minimum(1.0, np.abs(self.values) / self.full)[..., None]  # (R, C, 1)
        ends = np.where(self.values[..., None] >= 0, self.above, self.below)  # (R, C, 3)
        seen = np.clip((self.shown - self.turn) / 0.05, 0, 1)[..., None]  # (R, C, 1)
        inks = (self.ground + (ends - self.ground) * strength) * seen
        pixels = np.ascontiguousarray(np.rint(255 * np.concatenate([inks, seen], axis=2)).astype(np.uint8))
        image = cairo.ImageSurface.create_for_data(pixels.data, cairo.FORMAT_ARGB32, columns, rows, 4 * columns)
        brush.ctx.save()
        brush.ctx.translate(-self.local_width / 2, self.local_height / 2)
        brush.ctx.scale(self.local_width / columns, -self.local_height / rows)
        brush.ctx.set_source_surface(image)
        brush.ctx.get_source().set_filter(cairo.FILTER_NEAREST)
        brush.ctx.paint()
        brush.ctx.restore()
