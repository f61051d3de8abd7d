"""Paths that are built once and drawn often."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import cairo

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # x, y of the lower left corner, width, height

if TYPE_CHECKING:
    Context = cairo.Context[Any]
else:
    Context = cairo.Context

FINENESS = 2**14  # Cairo keeps a path in whole 256ths of a pixel: one built large keeps its shape


def workbench() -> Context:
    """Return a context to build a path on, large; its ``copy_path`` comes back in the units it was built in."""
    ctx = cairo.Context(cairo.ImageSurface(cairo.FORMAT_A8, 1, 1))
    ctx.scale(FINENESS, FINENESS)
    return ctx


def round_box(ctx: Context, box: Box, radius: float) -> None:
    """Add a box to a context's path, its corners rounded."""
    x, y, w, h = box
    radius = min(radius, abs(w) / 2, abs(h) / 2)
    if radius <= 0:
        ctx.rectangle(x, y, w, h)
        return
    quarter = math.pi / 2
    ctx.new_sub_path()
    for cx, cy, turn in (
        (x + w - radius, y + radius, 3),
        (x + w - radius, y + h - radius, 0),
        (x + radius, y + h - radius, 1),
        (x + radius, y + radius, 2),
    ):
        ctx.arc(cx, cy, radius, turn * quarter, (turn + 1) * quarter)
    ctx.close_path()
