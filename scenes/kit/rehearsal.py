"""Play a segment without drawing it, and report the text that stands in the frame after every beat."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import cairo
import numpy as np
from manim import Mobject, Text, Typst
from manim.utils.family import extract_mobject_family_members

from scenes.kit.brush import Brush, Writing
from scenes.kit.parts.part import REACH, Part
from scenes.kit.paths import Box
from scenes.kit.segment import Segment

ROUNDING = 0.01  # of text sizes
FINE = 100  # pixels for a unit, where ink is measured
TOUCHING = 0.02  # scene units by which two boxes may meet before they overlap


def rehearse(segment: Segment) -> Iterator[tuple[str, list[Writing]]]:
    """Yield each beat's name with every text then visible, in units of a frame 8 high, as the camera sees it.

    The segment should have been made with ``wanted=()``, so that nothing is drawn.
    """
    segment.setup()
    for beat in segment.beats:
        segment.perform(beat)
        yield beat.name, [seen_by(segment, writing) for writing in writings(segment.mobjects)]


def writings(mobjects: list[Mobject]) -> list[Writing]:
    """Return every text in these mobjects and what they are made of."""
    found: list[Writing] = []
    for mobject in extract_mobject_family_members(mobjects, only_those_with_points=False):
        if isinstance(mobject, Part):
            found += mobject.writings()
        elif isinstance(mobject, Text | Typst) and _visible(mobject):
            (x, y), width, height = mobject.get_corner((-1, -1, 0))[:2], mobject.width, mobject.height
            words = mobject.text if isinstance(mobject, Text) else str(mobject)
            found.append(Writing(words, (float(x), float(y), width, height), float(mobject.font_size)))
    return found


def strays(mobjects: list[Mobject]) -> list[str]:
    """Return the kinds of those parts that paint further out than REACH, where fading would cut it off."""
    parts = [part for part in extract_mobject_family_members(mobjects) if isinstance(part, Part)]
    return [type(part).__name__ for part in parts if part.get_fill_opacity() > 0 and _strays(part)]


def _strays(part: Part) -> bool:
    record = cairo.RecordingSurface(cairo.CONTENT_COLOR_ALPHA, None)
    ctx = cairo.Context(record)
    ctx.scale(FINE, FINE)
    part.paint(Brush(ctx))
    x, y, w, h = (length / FINE for length in record.ink_extents())
    width, height = part.local_width / 2 + REACH, part.local_height / 2 + REACH
    return w > 0 and (min(x, -x - w) < -width or min(y, -y - h) < -height)


def seen_by(segment: Segment, writing: Writing) -> Writing:
    """Return a text as the segment's camera sees it now: zoomed, and measured from the middle of the picture."""
    frame = segment.camera.frame  # type: ignore[union-attr]
    zoom = segment.layout.height / frame.height
    (cx, cy), (x, y, w, h) = frame.get_center()[:2], writing.box
    return Writing(
        writing.text, ((x - float(cx)) * zoom, (y - float(cy)) * zoom, w * zoom, h * zoom), writing.size * zoom
    )


def faults(beat: str, seen: list[Writing], segment: Segment) -> list[str]:
    """Return what is wrong after a beat, in words: text cut off, too small or over other text, ink out of reach."""
    width, height, smallest = segment.layout.width, segment.layout.height, segment.theme.smallest_size
    cut = [f"{beat}: {w.text!r} is cut off" for w in seen if outside(w, width, height)]
    small = [f"{beat}: {w.text!r} has size {w.size:.1f}" for w in seen if w.size < smallest - ROUNDING]
    far = [f"{beat}: {kind} paints where its fading is cut" for kind in strays(segment.mobjects)]
    pairs = combinations(seen, 2)
    return cut + small + far + [f"{beat}: {a.text!r} overlaps {b.text!r}" for a, b in pairs if overlap(a.box, b.box)]


def outside(writing: Writing, width: float, height: float) -> bool:
    """Tell whether a text reaches out of a frame of this size."""
    x, y, w, h = writing.box
    return bool(np.any(np.abs([x, x + w]) > width / 2) or np.any(np.abs([y, y + h]) > height / 2))


def overlap(one: Box, other: Box) -> bool:
    """Tell whether two boxes share more than a touch."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return wide > TOUCHING and high > TOUCHING


def _visible(mobject: Mobject) -> bool:
    shapes = [part for part in mobject.get_family() if len(part.points)]
    return any(part.get_fill_opacity() > 0.05 or part.get_stroke_opacity() > 0.05 for part in shapes)
