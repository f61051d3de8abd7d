"""Text into shapes: Pango chooses the glyphs and places them, and their outlines are read from the SVG it writes.

manim's ``Text`` does the same through a general reader of SVG files and a mobject for each glyph; this one knows only
what Cairo writes, and is many times faster.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import manimpango

Point = tuple[float, float]
Curve = tuple[float, float, float, float, float, float]  # two handles and an end, x and y each
Stroke = tuple[Point, tuple[Curve, ...]]  # a start and its curves
Glyph = tuple[Stroke, ...]

SIZE = 100  # Pango places glyphs on whole units: text is shaped large and drawn smaller
UNITS = 96 * SIZE  # what manim makes one unit of the scene at font size 1
SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"


def glyphs(text: str, font: str, *, bold: bool = False) -> list[Glyph]:
    """Return the glyphs of one line of text in a registered font, y upwards, at font size 1.

    The origin is somewhere left on the baseline or above it; spaces are glyphs without strokes.
    """
    weight = "BOLD" if bold else "NORMAL"
    setting = manimpango.TextSetting(0, len(text), font, "NORMAL", weight, line_num=0)
    room = (3 * len(text) + 10) * SIZE  # or Pango begins a new line
    with tempfile.NamedTemporaryFile(suffix=".svg") as file:
        manimpango.text2svg([setting], SIZE, -1, False, file.name, 0, 2 * SIZE, room, 4 * SIZE, text)
        return read(file.name)


def read(path: str | Path) -> list[Glyph]:
    """Return the glyphs in an SVG file that Cairo wrote."""
    root = ElementTree.parse(path).getroot()  # noqa: S314  the text itself is not in it
    symbols = {
        symbol.attrib["id"]: tuple(strokes(path.attrib["d"]) for path in symbol.iter(f"{SVG}path"))
        for symbol in root.iter(f"{SVG}symbol")
    }
    return [
        tuple(
            stroke
            for part in symbols[use.attrib[LINK].removeprefix("#")]
            for stroke in _moved(part, float(use.attrib.get("x", 0)), float(use.attrib.get("y", 0)))
        )
        for use in root.iter(f"{SVG}use")
    ]


def strokes(path: str) -> Glyph:
    """Return the closed strokes of an SVG path of absolute moves, lines and curves; ValueError for anything else."""
    found: list[Stroke] = []
    here, start, curves = (0.0, 0.0), (0.0, 0.0), list[Curve]()
    for letter, numbers in _commands(path):
        if letter == "M":
            if curves:
                found.append((start, tuple(curves)))
            start, curves = (numbers[0], numbers[1]), []
        elif letter == "L":
            curves.append(_straight(here, (numbers[0], numbers[1])))
        elif letter == "C":
            curves.append((numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]))
        elif letter != "Z":
            raise ValueError(f"Cairo wrote the path command {letter!r}, which lettering cannot read")
        here = start if letter == "Z" else (numbers[-2], numbers[-1])
    return (*found, (start, tuple(curves))) if curves else tuple(found)


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command of a path and its numbers."""
    letter, numbers = "", list[float]()
    for word in path.split():
        if word.isalpha():
            if letter:
                yield letter, numbers
            letter, numbers = word, []
        else:
            numbers.append(float(word))
    if letter:
        yield letter, numbers


def _straight(start: Point, end: Point) -> Curve:
    (x0, y0), (x1, y1) = start, end
    return (2 * x0 + x1) / 3, (2 * y0 + y1) / 3, (x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3, x1, y1


def _moved(glyph: Glyph, x: float, y: float) -> Iterator[Stroke]:
    """Yield the strokes of a glyph at its place, at font size 1, y upwards."""
    for (a, b), curves in glyph:
        moved = ((c + x, -d - y, e + x, -f - y, g + x, -h - y) for c, d, e, f, g, h in curves)
        yield ((a + x) / UNITS, -(b + y) / UNITS), tuple(_scaled(*curve) for curve in moved)


def _scaled(a: float, b: float, c: float, d: float, e: float, f: float) -> Curve:
    return a / UNITS, b / UNITS, c / UNITS, d / UNITS, e / UNITS, f / UNITS
