"""Letters as outlines: text is shaped once by Pango, then painted as often as needed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

from manim import BOLD, NORMAL, Text

from scenes.kit.fonts import register_fonts

BUILD_SIZE = 48  # small sizes lose their spacing to hinting, so text is built large and scaled down
SCRIPTS = (range(0x20, 0x7F), range(0xA1, 0x250), range(0x391, 0x3CA), range(0x400, 0x460))  # Latin, Greek, Cyrillic
NARROW = frozenset(chr(c) for script in SCRIPTS for c in script if c != 0xAD) | {"−", "…"}
CELL, WIDE_CELL = 0.6 / 0.73, 1.0 / 0.73  # widths in JetBrains Mono, whose capitals are 0.73 em high

Curve = tuple[float, float, float, float, float, float]  # two handles and an end, x and y each
Stroke = tuple[tuple[float, float], tuple[Curve, ...]]  # a start and its curves


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

    def shifted(self, x: float) -> tuple[Stroke, ...]:
        """Return the strokes moved right by x."""
        return tuple(
            ((a + x, b), tuple((c + x, d, e + x, f, g + x, h) for c, d, e, f, g, h in curves))
            for (a, b), curves in self.strokes
        )


@lru_cache(maxsize=8192)
def outline(text: str, font: str, bold: bool = False) -> Outline:
    """Return the outline of a text in a registered font.

    In a monospaced font letters and numerals share their glyphs, since numbers change with every frame.
    """
    if len(text) > 1 and "Mono" in font and all(character in NARROW or _is_wide(character) for character in text):
        return _typewritten(text, font, bold)
    _register_once()
    shaped = Text("H" + text, font=font, font_size=BUILD_SIZE, weight=BOLD if bold else NORMAL)
    mark, *glyphs = shaped.submobjects  # the H gives the baseline and is then dropped
    baseline, cap = float(mark.get_bottom()[1]), float(mark.height)
    inked = [glyph for glyph in glyphs if len(glyph.points)]
    if not inked:
        return Outline((), 0.3 * len(text) * cap / BUILD_SIZE, 0.0, 0.0, cap / BUILD_SIZE)
    left = min(float(glyph.get_left()[0]) for glyph in inked)
    right = max(float(glyph.get_right()[0]) for glyph in inked)
    strokes = tuple(stroke for glyph in inked for stroke in _strokes(glyph, left, baseline))
    bottom = min(float(glyph.get_bottom()[1]) for glyph in inked) - baseline
    top = max(float(glyph.get_top()[1]) for glyph in inked) - baseline
    return Outline(strokes, (right - left) / BUILD_SIZE, bottom / BUILD_SIZE, top / BUILD_SIZE, cap / BUILD_SIZE)


def _typewritten(text: str, font: str, bold: bool) -> Outline:
    """Compose a text from single glyphs, each in the middle of a cell; Chinese, Japanese and Korean cells are wide."""
    glyphs = [outline(character, font, bold) for character in text]
    cap = glyphs[0].cap
    cells = [cap * (WIDE_CELL if _is_wide(character) else CELL) for character in text]
    ends = list(accumulate(cells))
    middles = [end - cell / 2 for end, cell in zip(ends, cells, strict=True)]
    strokes = tuple(
        stroke for x, glyph in zip(middles, glyphs, strict=True) for stroke in glyph.shifted(x - glyph.width / 2)
    )
    return Outline(strokes, ends[-1], min(g.bottom for g in glyphs), max(g.top for g in glyphs), cap)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" and unicodedata.category(character) == "Lo"


def _strokes(glyph: Any, left: float, baseline: float) -> list[Stroke]:
    strokes: list[Stroke] = []
    for path in glyph.get_subpaths():
        xy = ((path[:, :2] - (left, baseline)) / BUILD_SIZE).tolist()  # (4 n, 2): start, two handles, end
        curves = tuple((*xy[i + 1], *xy[i + 2], *xy[i + 3]) for i in range(0, len(xy) - 3, 4))
        strokes.append((tuple(xy[0]), curves))
    return strokes


@lru_cache(maxsize=1)
def _register_once() -> None:
    register_fonts()
