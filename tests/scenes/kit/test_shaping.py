"""Glyphs are those that manim's own reader of SVG files finds, at any size."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Text

from scenes.kit.fonts import register_fonts
from scenes.kit.shaping import glyphs, strokes

BIG = 1000  # a font size at which manim's rounding does not show


@pytest.mark.parametrize("text", ["H", "Hang", "Hé", "Ключ", "Hfi", "H<&>", "Hनमस्ते", "H東京"])
def test_glyphs_are_as_wide_and_as_high_as_manim_makes_them(text: str) -> None:
    register_fonts()
    ours = np.array(
        [end for glyph in glyphs(text, "Inter") for start, curves in glyph for end in (start, *ends(curves))]
    )
    theirs = Text(text, font="Inter", font_size=BIG)
    assert np.ptp(ours, axis=0) * BIG == pytest.approx([theirs.width, theirs.height], rel=0.02)


def ends(curves: tuple[tuple[float, ...], ...]) -> list[tuple[float, float]]:
    return [(curve[4], curve[5]) for curve in curves]


def test_a_path_is_read_command_by_command() -> None:
    square, bow = strokes("M 0 0 L 3 0 L 3 3 Z M 5 5 C 6 5 7 6 7 7 Z ")
    assert square == ((0, 0), ((1, 0, 2, 0, 3, 0), (3, 1, 3, 2, 3, 3)))
    assert bow == ((5, 5), ((6, 5, 7, 6, 7, 7),))
    assert strokes("") == ()


def test_a_path_that_cairo_does_not_write_is_refused() -> None:
    with pytest.raises(ValueError, match="'A'"):
        strokes("M 0 0 A 1 1 0 0 0 2 2")


def test_long_text_stays_on_one_line() -> None:
    register_fonts()
    lows = [start[1] for glyph in glyphs("H" * 300, "Inter") for start, _ in glyph]
    assert np.ptp(lows) == pytest.approx(0)
