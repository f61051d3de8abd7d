"""The base of all parts: one mobject that paints itself, whose state is its attributes."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import cairo
import numpy as np
import numpy.typing as npt
from manim import VMobject
from manim.typing import PathFuncType
from manim.utils.paths import straight_path

from gptanim.stage import Array
from scenes.kit.brush import Brush, Reader, Writing
from scenes.kit.theme import Theme

STRAIGHT = straight_path()
REACH = 2.0  # how far a part may paint outside of its rectangle, in local units


class Part(VMobject):
    """A rectangle that manim moves, scales and fades like any mobject, and that paints itself inside or near it.

    animated: names of the attributes that are arrays or floats of fixed shape. ``part.animate.go_to(new)`` moves
    them from their present to their new values; everything else is taken from the start.
    Local units are those of the scene when the part was made, the origin in its middle, y upwards.
    """

    animated: ClassVar[tuple[str, ...]] = ()

    def __init__(self, width: float, height: float, theme: Theme) -> None:
        super().__init__(fill_opacity=1.0, stroke_width=0.0)
        self.theme = theme
        self._resize(width, height)

    def _resize(self, width: float, height: float) -> None:
        """Become a rectangle of this size in the middle of the scene, not scaled."""
        self.local_width, self.local_height = width, height
        x, y = width / 2, height / 2
        self.set_points_as_corners(np.array([(-x, -y, 0), (x, -y, 0), (x, y, 0), (-x, y, 0), (-x, -y, 0)]))

    def paint(self, brush: Brush) -> None:
        """Draw the part in its local units."""
        raise NotImplementedError

    def paint_on(self, ctx: cairo.Context[cairo.ImageSurface]) -> None:
        """Draw the part where its points are, as opaque as its fill."""
        opacity = float(self.get_fill_opacity())
        if opacity <= 0.002:
            return
        ctx.save()
        ctx.transform(cairo.Matrix(*self.placement()))
        if opacity >= 0.998:
            self.paint(Brush(ctx))
        else:
            width, height = self.local_width + 2 * REACH, self.local_height + 2 * REACH
            ctx.rectangle(-width / 2, -height / 2, width, height)
            ctx.clip()  # or the group would be as large as the frame
            ctx.push_group()
            self.paint(Brush(ctx))
            ctx.pop_group_to_source()
            ctx.paint_with_alpha(opacity)
        ctx.restore()

    def placement(self) -> tuple[float, float, float, float, float, float]:
        """Return the affine map xx, yx, xy, yy, x0, y0 from local units to the scene."""
        corner, right, up = self.points[0, :2], self.points[3, :2], self.points[7, :2]
        along, across = (right - corner) / self.local_width, (up - right) / self.local_height
        middle = (corner + up) / 2
        return tuple(float(v) for v in (*along, *across, *middle))  # type: ignore[return-value]

    def put(self, **state: npt.ArrayLike) -> Self:
        """Set attributes named in ``animated``."""
        for name, value in state.items():
            setattr(self, name, float(value) if isinstance(value, int | float) else np.array(value, float))
        return self

    def in_scene(self, x: float, y: float) -> Array:
        """Return where a point in local units lies in the scene; (3,)."""
        xx, yx, xy, yy, x0, y0 = self.placement()
        return np.array([xx * x + xy * y + x0, yx * x + yy * y + y0, 0.0])

    def writings(self) -> list[Writing]:
        """Return every text the part shows now, boxes and sizes as they stand in the scene."""
        reader = Reader()
        if self.get_fill_opacity() > 0.05:
            self.paint(reader)
        matrix = cairo.Matrix(*self.placement())
        return [_placed(writing, matrix) for writing in reader.found]

    def interpolate(self, mobject1: Any, mobject2: Any, alpha: float, path_func: PathFuncType = STRAIGHT) -> Any:
        """Set this part between two states of it."""
        super().interpolate(mobject1, mobject2, alpha, path_func)
        if isinstance(mobject1, Part) and isinstance(mobject2, Part):
            for name in self.animated:
                start, end = getattr(mobject1, name), getattr(mobject2, name)
                setattr(self, name, start + (end - start) * alpha)
        return self


def _placed(writing: Writing, matrix: cairo.Matrix) -> Writing:
    x, y, w, h = writing.box
    (x0, y0), (x1, y1) = matrix.transform_point(x, y), matrix.transform_point(x + w, y + h)
    scale = float(np.hypot(*matrix.transform_distance(0, 1)))
    return Writing(writing.text, (min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)), writing.size * scale)
