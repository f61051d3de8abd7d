"""Rows of text that fit, each letter from a font that has it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from gptanim.studio.pen import Pen

PEN = Pen(23, 400)


def drawn(text: str) -> np.ndarray:
    picture = Image.new("L", (400, 60))
    PEN.write(ImageDraw.Draw(picture), (5, 5), text, "white")
    return np.asarray(picture)


def test_rows_break_at_spaces_and_only_a_too_wide_word_is_torn() -> None:
    rows = PEN.rows("one two three " + "w" * 90, 300)
    assert rows[0] == "one two three"
    assert "".join(rows[1:]) == "w" * 90
    assert all(PEN.width(row) <= 300 for row in rows)
    assert PEN.rows("", 300) == [""]


@pytest.mark.parametrize("text", ["Ж", "ω", "अ", "ع", "ש", "ก", "→", "🎉", "李", "김", "さ"])
def test_letters_that_inter_lacks_are_drawn_and_not_boxed(text: str) -> None:
    box = drawn("\U0010ffff")
    assert drawn(text).any()
    assert not np.array_equal(drawn(text), box)


def test_a_letter_without_any_font_is_a_box_and_no_error() -> None:
    assert np.array_equal(drawn("\ue123"), drawn("\U0010ffff"))
