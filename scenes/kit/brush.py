"""A brush over a Cairo context: shapes and letters in a part's own units, colours as ``#rrggbb``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import cairo

from scenes.kit.lettering import outline, trace
from scenes.kit.mosaic import Colours, lay
from scenes.kit.paths import Box, Context, Point, round_box


@lru_cache(maxsize=65536)
def rgb(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue in 0..1 of ``#rrggbb``."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def mix(start: str, end: str, share: float) -> str:
    """Return the colour a share of the way from start to end, as ``#rrggbb``."""
    share = 255 * (0.0 if share < 0 else 1.0 if share > 1 else share)
    (r0, g0, b0), (r1, g1, b1), rest = rgb(start), rgb(end), 255 - share
    red, green, blue = r0 * rest + r1 * share, g0 * rest + g1 * share, b0 * rest + b1 * share
    return f"#{round(red):02x}{round(green):02x}{round(blue):02x}"


class Brush:
    """Draws on a Cairo context whose units are the part's own, y upwards."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    def box(self, box: Box, colour: str, alpha: float = 1.0, radius: float = 0.0) -> None:
        """Fill a box, its corners rounded by radius."""
        if box[2] > 0 and box[3] > 0 and alpha > 0:
            self._box_path(box, radius)
            self._source(colour, alpha)
            self.ctx.fill()

    def frame(self, box: Box, colour: str, width: float = 0.02, alpha: float = 1.0, radius: float = 0.0) -> None:
        """Stroke the border of a box."""
        if alpha > 0:
            self._box_path(box, radius)
            self._source(colour, alpha)
            self.ctx.set_line_width(width)
            self.ctx.stroke()

    def line(
        self, points: Sequence[Point], colour: str, width: float = 0.02, alpha: float = 1.0, dash: float = 0.0
    ) -> None:
        """Stroke a line through points, dashed when dash is a length."""
        if len(points) < 2 or alpha <= 0:
            return
        self.ctx.new_path()
        self.ctx.move_to(*points[0])
        for point in points[1:]:
            self.ctx.line_to(*point)
        self._source(colour, alpha)
        self.ctx.set_line_width(width)
        self.ctx.set_line_join(cairo.LINE_JOIN_ROUND)
        self.ctx.set_line_cap(cairo.LINE_CAP_BUTT if dash else cairo.LINE_CAP_ROUND)
        self.ctx.set_dash([dash, dash] if dash else [])
        self.ctx.stroke()
        self.ctx.set_dash([])

    def segments(
        self, pairs: Iterable[tuple[Point, Point]], colour: str, width: float = 0.02, alpha: float = 1.0
    ) -> None:
        """Stroke many straight lines at once: quicker than one by one, and where they cross no darker."""
        self.ctx.new_path()
        for start, end in pairs:
            self.ctx.move_to(*start)
            self.ctx.line_to(*end)
        self._source(colour, alpha)
        self.ctx.set_line_width(width)
        self.ctx.set_line_cap(cairo.LINE_CAP_ROUND)
        self.ctx.stroke()

    def area(self, points: Sequence[Point], colour: str, alpha: float = 1.0) -> None:
        """Fill the polygon with these corners."""
        if len(points) < 3 or alpha <= 0:
            return
        self.ctx.new_path()
        self.ctx.move_to(*points[0])
        for point in points[1:]:
            self.ctx.line_to(*point)
        self.ctx.close_path()
        self._source(colour, alpha)
        self.ctx.fill()

    def disc(self, centre: Point, radius: float, colour: str, alpha: float = 1.0) -> None:
        """Fill a circle."""
        if radius > 0 and alpha > 0:
            self.ctx.new_path()
            self.ctx.arc(*centre, radius, 0, 2 * math.pi)
            self._source(colour, alpha)
            self.ctx.fill()

    def arc(self, centre: Point, radius: float, start: float, end: float, colour: str, width: float) -> None:
        """Stroke an arc from start to end, in radians counted from the right, against the clock."""
        self.ctx.new_path()
        self.ctx.arc(*centre, radius, start, end)
        self._source(colour, 1.0)
        self.ctx.set_line_width(width)
        self.ctx.stroke()

    def text(
        self,
        text: str,
        at: Point,
        size: float,
        colour: str,
        font: str,
        *,
        alpha: float = 1.0,
        anchor: float = 0.5,
        bold: bool = False,
        shown: float = 1.0,
    ) -> None:
        """Write a text whose ink starts anchor × its width left of at; at's y is the middle of its capitals.

        anchor: 0 begins at the point, 0.5 is centred, 1 ends there. shown: share of its shapes, from the start.
        """
        shape = outline(text, font, bold)
        if not shape.strokes or alpha <= 0 or shown <= 0:
            return
        self.ctx.save()
        self.ctx.translate(at[0] - anchor * shape.width * size, at[1] - shape.cap * size / 2)
        self.ctx.scale(size, size)
        self.ctx.new_path()
        if shown >= 1:
            self.ctx.append_path(shape.path)
        else:
            trace(self.ctx, shape.strokes[: math.ceil(shown * len(shape.strokes))])
        self._source(colour, alpha)
        self.ctx.fill()
        self.ctx.restore()

    def mosaic(
        self, colours: Colours, corner: Point, pitch: tuple[float, float], box: tuple[float, float], radius: float
    ) -> None:
        """Fill a grid of equal boxes at once, as ``scenes.kit.mosaic`` says."""
        lay(self.ctx, colours, corner, pitch, box, radius)

    def _box_path(self, box: Box, radius: float) -> None:
        self.ctx.new_path()
        round_box(self.ctx, box, radius)

    def _source(self, colour: str, alpha: float) -> None:
        red, green, blue = rgb(colour)
        self.ctx.set_source_rgba(blue, green, red, alpha)  # manim's pixels are RGBA, Cairo's are BGRA


@dataclass(frozen=True)
class Writing:
    """A text as a viewer meets it: its words, its ink's box and its font size."""

    text: str
    box: Box
    size: float


class Reader(Brush):
    """A brush that draws nothing and remembers where text would stand."""

    def __init__(self) -> None:
        super().__init__(cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, 1, 1)))
        self.found: list[Writing] = []

    def text(
        self,
        text: str,
        at: Point,
        size: float,
        colour: str,
        font: str,
        *,
        alpha: float = 1.0,
        anchor: float = 0.5,
        bold: bool = False,
        shown: float = 1.0,
    ) -> None:
        """Remember the text's box instead of drawing it."""
        shape = outline(text, font, bold)
        if shape.strokes and alpha > 0.05 and shown > 0:
            x, y = at[0] - anchor * shape.width * size, at[1] - shape.cap * size / 2
            box = (x, y + shape.bottom * size, shape.width * size, (shape.top - shape.bottom) * size)
            self.found.append(Writing(text, box, size))
