"""How a land is drawn: strip by strip from the back to the front, with its lines, then the sides of the block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cairo

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix, rgb
from scenes.kit.paths import Context, Point
from scenes.kit.theme import Theme
from scenes.props.landscape.land import Land


@dataclass(frozen=True)
class Surface:
    """A land as an eye sees it that stands ``turn`` to the side.

    mesh, contour: 0..1, how visible these lines are. lift: 0..1, how high the heights rise.
    """

    land: Land
    theme: Theme
    mesh: float
    contour: float
    turn: float
    lift: float

    def paint(self, ctx: Context, fitted: Callable[[Array], Array]) -> None:
        """Draw the land from the back to the front, then its walls; fitted: where points of the land appear."""
        mesh = fitted(self.land.mesh)  # (M, M, 2), row 0 at the back
        ends = fitted(self.land.contours) if self.contour > 0.01 else None
        ctx.set_antialias(cairo.ANTIALIAS_FAST)
        ctx.set_line_join(cairo.LINE_JOIN_BEVEL)
        for x, y in mesh[0].tolist():
            ctx.line_to(x, y)
        self._stroke(ctx, self.theme.loss, 0.03, 1.0)
        for row in range(len(mesh) - 1):
            self._paint_strip(ctx, mesh, row)
            if ends is not None:
                self._paint_contours(ctx, ends, row)
        self._paint_walls(Brush(ctx), mesh, [fitted(edge) for edge in self.land.base])

    def _paint_strip(self, ctx: Context, mesh: Array, row: int) -> None:
        """Fill the land from one row of the mesh to the next, and a little beyond, over which the next is painted."""
        back, beyond = mesh[row], mesh[min(row + 2, len(mesh) - 1)]
        front = (2 * mesh[row + 1] + beyond) / 3
        middle = mesh[row + 1, :, 0]
        pixels_per_unit = (len(middle) - 1) / float(middle[-1] - middle[0])
        pattern = cairo.SurfacePattern(self.land.shades[row])  # many times quicker than a gradient
        pattern.set_extend(cairo.EXTEND_PAD)
        pattern.set_matrix(cairo.Matrix(pixels_per_unit, 0, 0, 1, 0.5 - float(middle[0]) * pixels_per_unit, 0.5))
        ctx.set_antialias(cairo.ANTIALIAS_NONE)
        ctx.new_path()
        for x, y in back.tolist():
            ctx.line_to(x, y)
        for x, y in front[::-1].tolist():
            ctx.line_to(x, y)
        ctx.close_path()
        ctx.set_source(pattern)
        ctx.fill()
        ctx.set_antialias(cairo.ANTIALIAS_FAST)
        for side in (0, -1):  # over the jagged ends
            ctx.move_to(*back[side].tolist())
            ctx.line_to(*mesh[row + 1, side].tolist())
        self._stroke(ctx, self.theme.loss, 0.02, 0.6)
        if self.mesh > 0.01:
            self._paint_mesh(ctx, mesh, row)

    def _paint_mesh(self, ctx: Context, mesh: Array, row: int) -> None:
        """Draw the measured lines of a strip."""
        every = self.land.every
        if row % every == 0:
            for x, y in mesh[row].tolist():
                ctx.line_to(x, y)
            ctx.new_sub_path()
        for (x0, y0), (x1, y1) in zip(mesh[row, ::every].tolist(), mesh[row + 1, ::every].tolist(), strict=True):
            ctx.move_to(x0, y0)
            ctx.line_to(x1, y1)
        self._stroke(ctx, self.land.line, 0.012, 0.22 * self.mesh)

    def _paint_contours(self, ctx: Context, ends: Array, row: int) -> None:
        for (x0, y0), (x1, y1) in ends[self.land.within[row]].tolist():
            ctx.move_to(x0, y0)
            ctx.line_to(x1, y1)
        self._stroke(ctx, self.land.line, 0.018, 0.4 * self.contour)

    def _stroke(self, ctx: Context, colour: str, width: float, alpha: float) -> None:
        red, green, blue = rgb(colour)
        ctx.set_source_rgba(blue, green, red, alpha)
        ctx.set_line_width(width)
        ctx.stroke()

    def _paint_walls(self, brush: Brush, mesh: Array, base: list[Array]) -> None:
        """Draw the sides of the block that the eye can see."""
        theme = self.theme
        sides = [(mesh[:, 0], base[0], 0.6)] if self.turn < 0 else [(mesh[:, -1], base[1], 0.6)]
        for top, bottom, dark in (*sides, (mesh[-1], base[2], 0.35)):
            points: list[Point] = [tuple(p) for p in [*top.tolist(), *bottom[::-1].tolist()]]
            brush.area(points, mix(theme.surface, theme.loss, dark * 0.35), float(min(1.0, 4 * self.lift)))
            brush.line([tuple(p) for p in top.tolist()], theme.loss, 0.02, 0.6)
