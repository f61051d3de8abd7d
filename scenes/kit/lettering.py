"""Letters as outlines: text is shaped once by Pango, then painted as often as needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from manim import BOLD, NORMAL, Text

from scenes.kit.fonts import register_fonts

BUILD_SIZE = 48  # small sizes lose their spacing to hinting, so text is built large and scaled down
TYPEWRITTEN = frozenset(map(chr, range(32, 127))) | {"−", "×", "·"}  # a monospaced font sets these one by one

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

    In a monospaced font plain letters and numerals share their glyphs, for numbers change with every frame.
    """
    if len(text) > 1 and "Mono" in font and TYPEWRITTEN.issuperset(text):
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
    """Compose a text from single glyphs, each in the middle of a cell as wide as the font's advance."""
    advance = outline("0", font, bold).cap * 0.822  # JetBrains Mono: advance 600, capitals 730 of 1000
    cells = [(i * advance, outline(character, font, bold)) for i, character in enumerate(text)]
    strokes = tuple(s for x, glyph in cells for s in glyph.shifted(x + (advance - glyph.width) / 2))
    glyphs = [glyph for _, glyph in cells]
    bottom, top = min(g.bottom for g in glyphs), max(g.top for g in glyphs)
    return Outline(strokes, advance * len(text), bottom, top, glyphs[0].cap)


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
