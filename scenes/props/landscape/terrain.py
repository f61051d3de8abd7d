"""A loss landscape as a block of land, turned, tilted and lifted before the eye."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Self

import cairo
import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix, rgb
from scenes.kit.layout import Region
from scenes.kit.parts.part import Part
from scenes.kit.paths import Point
from scenes.kit.theme import Theme
from scenes.props.landscape.eye import Eye, pixels
from scenes.props.landscape.land import Land


class Terrain(Part):
    """Land of an array of heights, its trails with a ball at the head of each.

    turn, tilt: where the eye stands, in radians: to the side of the front, above the horizon (π/2 looks straight
    down). lift: 0..1, how high the heights rise. room: (4,), middle and size of the box that the land just fits,
    however it is turned. mesh, contour: 0..1, how visible these lines are. walked: (K,) 0..1, how much of each trail
    is drawn; seen: (K,) 0..1.
    """

    animated: ClassVar[tuple[str, ...]] = (*("turn", "tilt", "lift", "room", "mesh", "contour", "walked", "seen"),)

    def __init__(self, land: Land, theme: Theme, *, colours: tuple[str, ...], region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        self.land, self.colours = land, colours
        self.turn, self.tilt, self.lift, self.mesh, self.contour = 0.0, np.pi / 2, 0.0, 1.0, 0.0
        self.room, self.origin = np.array((0.0, 0.0, region.width, region.height)), region
        self.walked, self.seen = np.zeros(len(land.trails)), np.zeros(len(land.trails))
        region.place(self)

    def move_into(self, region: Region) -> Self:
        """Fit the land into another region."""
        home = self.origin
        self.room = np.array((region.x - home.x, region.y - home.y, region.width, region.height))
        return self

    def begin(self, trail: int) -> Self:
        """Set a ball at the beginning of a trail."""
        self.seen = np.where(np.arange(len(self.seen)) == trail, 1.0, self.seen)
        return self

    def walk(self, trail: int, walked: float) -> Self:
        """Let a ball have gone so much of its trail."""
        self.walked = np.where(np.arange(len(self.walked)) == trail, walked, self.walked)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the land, from a picture of it while the eye rests, then the trails."""
        eye, ctx = Eye(self.turn, self.tilt, self.lift), brush.ctx
        fitted = eye.fit(self.land.border, self.room)
        (x, y, width, height), view = pixels(ctx, self.local_width, self.local_height)
        look = (self.turn, self.tilt, self.lift, self.mesh, self.contour, *self.room.tolist(), *view)
        if self.land.picture is None or self.land.look != look:
            self.land.look, self.land.picture = look, cairo.ImageSurface(cairo.FORMAT_ARGB32, width, height)
            inner = cairo.Context(self.land.picture)
            inner.translate(-x, -y)
            inner.transform(ctx.get_matrix())
            self._paint_land(inner, fitted)
        ctx.save()
        ctx.identity_matrix()
        ctx.set_source_surface(self.land.picture, x, y)
        ctx.paint()
        ctx.restore()
        heads = [self._paint_trail(brush, trail, fitted(points)) for trail, points in enumerate(self.land.trails)]
        for (head_x, head_y), colour, seen in zip(heads, self.colours, self.seen.tolist(), strict=True):
            brush.disc((head_x, head_y + 0.1), 0.28, colour, 0.25 * seen)
            brush.disc((head_x, head_y + 0.1), 0.17, self.theme.background, seen)
            brush.disc((head_x, head_y + 0.1), 0.14, colour, seen)

    def _paint_land(self, ctx: cairo.Context[cairo.ImageSurface], fitted: Callable[[Array], Array]) -> None:
        """Draw the land from the back to the front, then its walls."""
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

    def _paint_strip(self, ctx: cairo.Context[cairo.ImageSurface], mesh: Array, row: int) -> None:
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

    def _paint_mesh(self, ctx: cairo.Context[cairo.ImageSurface], mesh: Array, row: int) -> None:
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

    def _paint_contours(self, ctx: cairo.Context[cairo.ImageSurface], ends: Array, row: int) -> None:
        for (x0, y0), (x1, y1) in ends[self.land.within[row]].tolist():
            ctx.move_to(x0, y0)
            ctx.line_to(x1, y1)
        self._stroke(ctx, self.land.line, 0.018, 0.4 * self.contour)

    def _stroke(self, ctx: cairo.Context[cairo.ImageSurface], colour: str, width: float, alpha: float) -> None:
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

    def _paint_trail(self, brush: Brush, trail: int, way: Array) -> Point:
        """Draw a trail so far, with dots at snapshots where there is room, and return where it ends."""
        colour, seen = self.colours[trail], float(self.seen[trail])
        at = float(self.walked[trail]) * (len(way) - 1)
        head = tuple(float(np.interp(at, np.arange(len(way)), way[:, axis])) for axis in (0, 1))
        points: list[Point] = [*map(tuple, way[: int(at) + 1].tolist()), head]  # type: ignore[list-item]
        brush.line(points, self.theme.background, 0.17, 0.6 * seen)
        brush.line(points, colour, 0.07 + 0.05 * (trail == 0), seen)  # the later trail lies on the first
        last = points[0]
        for point in points[:: self.land.between]:
            if point == last or np.hypot(point[0] - last[0], point[1] - last[1]) > 0.2:
                brush.disc(point, 0.065, self.theme.background, seen)
                brush.disc(point, 0.045, colour, seen)
                last = point
        return points[-1]
