"""Letters as outlines: text is shaped once by Pango, then painted as often as needed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any

import cairo

from scenes.kit.fonts import register_fonts
from scenes.kit.paths import Context, workbench
from scenes.kit.shaping import Stroke, glyphs

SCRIPTS = (range(0x20, 0x7F), range(0xA1, 0x250), range(0x391, 0x3CA), range(0x400, 0x460))  # Latin, Greek, Cyrillic
NARROW = frozenset(chr(c) for script in SCRIPTS for c in script if c != 0xAD) | {"−", "…"}
CELL, WIDE_CELL = 0.6 / 0.73, 1.0 / 0.73  # widths in JetBrains Mono, whose capitals are 0.73 em high


@dataclass(frozen=True)
class Outline:
    """The shape of a text at font size 1, baseline at y = 0, ink from x = 0 to x = width.

    bottom and top bound the ink; cap is the height of a capital H.
    """

    strokes: tuple[Stroke, ...]
    width: float
    bottom: float
    top: float
    cap: float

    def __deepcopy__(self, memo: dict[int, Any]) -> Outline:
        return self

    @cached_property
    def path(self) -> cairo.Path:
        """The whole outline as Cairo keeps it, which it can append to a path far faster than stroke by stroke."""
        ctx = workbench()
        trace(ctx, self.strokes)
        return ctx.copy_path()


@lru_cache(maxsize=8192)
def outline(text: str, font: str, bold: bool = False) -> Outline:
    """Return the outline of a text in a registered font.

    In a monospaced font letters and numerals share their glyphs, since numbers change with every frame.
    """
    if len(text) > 1 and "Mono" in font and all(character in NARROW or _is_wide(character) for character in text):
        return _typewritten(text, font, bold)
    _register_once()
    (mark, *shaped) = glyphs("H" + text, font, bold=bold)  # the H gives the baseline and is then dropped
    _, baseline, _, cap_line = bounds(mark)
    cap = cap_line - baseline
    strokes = tuple(stroke for glyph in shaped for stroke in glyph)
    if not strokes:
        return Outline((), 0.3 * len(text) * cap, 0.0, 0.0, cap)
    left, bottom, right, top = bounds(strokes)
    return Outline(moved(strokes, -left, -baseline), right - left, bottom - baseline, top - baseline, cap)


def _typewritten(text: str, font: str, bold: bool) -> Outline:
    """Compose a text from single glyphs, each in the middle of a cell; Chinese, Japanese and Korean cells are wide."""
    letters = [outline(character, font, bold) for character in text]
    cap = letters[0].cap
    cells = [cap * (WIDE_CELL if _is_wide(character) else CELL) for character in text]
    ends = list(accumulate(cells))
    middles = [end - cell / 2 for end, cell in zip(ends, cells, strict=True)]
    strokes = tuple(
        stroke
        for x, glyph in zip(middles, letters, strict=True)
        for stroke in moved(glyph.strokes, x - glyph.width / 2, 0)
    )
    return Outline(strokes, ends[-1], min(x.bottom for x in letters), max(x.top for x in letters), cap)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" and unicodedata.category(character) == "Lo"


def trace(ctx: Context, strokes: Iterable[Stroke]) -> None:
    """Add strokes to a context's path."""
    for start, curves in strokes:
        ctx.move_to(*start)
        for curve in curves:
            ctx.curve_to(*curve)
        ctx.close_path()


def bounds(strokes: Sequence[Stroke]) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of strokes; an outline's curves have ends where they turn, handles aside."""
    points = [point for start, curves in strokes for point in (start, *(curve[4:] for curve in curves))]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def moved(strokes: Iterable[Stroke], right: float, up: float) -> tuple[Stroke, ...]:
    """Return strokes moved by a distance."""
    return tuple(
        (
            (a + right, b + up),
            tuple((c + right, d + up, e + right, f + up, g + right, h + up) for c, d, e, f, g, h in curves),
        )
        for (a, b), curves in strokes
    )


@lru_cache(maxsize=1)
def _register_once() -> None:
    register_fonts()
