"""Many equal boxes of many colours in one stroke of Cairo: their path is kept, their colours are a small picture."""

from __future__ import annotations

from functools import lru_cache

import cairo
import numpy as np
import numpy.typing as npt

from scenes.kit.paths import Context, Point, round_box, workbench

Colours = npt.NDArray[np.float64]
Size = tuple[float, float]


def lay(
    ctx: Context,
    colours: Colours,
    corner: Point,
    pitch: Size,
    box: Size,
    radius: float,
) -> None:
    """Fill a grid of boxes.

    colours: (R, C, 4), red, green, blue and alpha in 0..1, the first row on top. corner: the grid's upper left one.
    pitch: width and height of a cell; box: those of the box in its middle.
    """
    rows, columns = colours.shape[:2]
    ctx.save()
    ctx.translate(*corner)
    ctx.set_source(_pattern(colours, pitch))
    ctx.new_path()
    ctx.append_path(_boxes(rows, columns, pitch, box, radius))
    ctx.fill()
    ctx.restore()


@lru_cache(maxsize=256)
def _boxes(rows: int, columns: int, pitch: Size, box: Size, radius: float) -> cairo.Path:
    """Return the path of all boxes, the grid's upper left corner at the origin."""
    ctx = workbench()
    for row in range(rows):
        for column in range(columns):
            x = column * pitch[0] + (pitch[0] - box[0]) / 2
            y = -(row + 1) * pitch[1] + (pitch[1] - box[1]) / 2
            round_box(ctx, (x, y, *box), radius)
    return ctx.copy_path()


def _pattern(colours: Colours, pitch: Size) -> cairo.SurfacePattern:
    """Return a source in which every cell has its colour."""
    rows, columns = colours.shape[:2]
    alpha = np.clip(colours[..., 3:], 0, 1)
    pixels = np.zeros(
        (rows, cairo.ImageSurface.format_stride_for_width(cairo.FORMAT_ARGB32, columns) // 4, 4), np.uint8
    )
    pixels[:, :columns, :3] = np.rint(255 * np.clip(colours[..., :3], 0, 1) * alpha)  # RGBA, as manim's pixels are
    pixels[..., 3:] = np.rint(255 * alpha)
    picture = cairo.ImageSurface.create_for_data(pixels, cairo.FORMAT_ARGB32, columns, rows)  # type: ignore[arg-type]
    pattern = cairo.SurfacePattern(picture)
    pattern.set_filter(cairo.FILTER_NEAREST)
    pattern.set_extend(cairo.EXTEND_PAD)
    pattern.set_matrix(cairo.Matrix(xx=1 / pitch[0], yy=-1 / pitch[1]))
    return pattern
