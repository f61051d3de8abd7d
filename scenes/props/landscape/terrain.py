"""A loss landscape as a block of land, turned, tilted and lifted before the eye."""

from __future__ import annotations

from typing import ClassVar, Self

import cairo
import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.parts.part import Part
from scenes.kit.paths import Point
from scenes.kit.theme import Theme
from scenes.props.landscape.eye import Eye, pixels
from scenes.props.landscape.land import Land
from scenes.props.landscape.surface import Surface


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
            seen_as = {"mesh": self.mesh, "contour": self.contour, "turn": self.turn, "lift": self.lift}
            Surface(self.land, self.theme, **seen_as).paint(inner, fitted)
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
