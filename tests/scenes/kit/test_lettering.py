"""Text becomes outlines with the fonts of the packages, in any script."""

from __future__ import annotations

import pytest

from scenes.kit.fonts import font_files
from scenes.kit.lettering import outline

INTER, MONO = "Inter", "JetBrains Mono"


def test_every_font_package_is_there() -> None:
    names = {path.name.split("[")[0] for path in font_files()}
    assert {"Inter", "JetBrainsMono", "NotoSans", "NotoSansArabic", "NotoSansDevanagari"} <= names


def test_the_baseline_is_at_zero() -> None:
    assert outline("x", INTER).bottom == pytest.approx(0, abs=0.0005)
    assert outline("p", INTER).bottom < -0.001
    assert outline("H", INTER).top == pytest.approx(outline("x", INTER).cap, abs=1e-4)


def test_numerals_are_all_equally_wide() -> None:
    assert outline("11.1%", MONO).width == pytest.approx(outline("88.8%", MONO).width)


def test_typewritten_text_is_as_wide_as_pango_sets_it() -> None:
    composed, shaped = outline("H000H", MONO), outline("H000Hж", MONO)  # the last letter goes by way of Pango
    glyphs = outline("ж", MONO).width
    assert composed.width * 5.6 / 5 == pytest.approx(shaped.width - glyphs / 2 + composed.width / 10, rel=0.1)


@pytest.mark.parametrize("text", ["Анна", "مريم", "अनु", "გია", "<b>&\"'", "{0}", "אבג"])
def test_other_scripts_and_markup_are_drawn_as_they_stand(text: str) -> None:
    assert outline(text, INTER).strokes


@pytest.mark.parametrize("text", ["", " ", "\u200d"])
def test_text_without_ink_is_an_empty_outline(text: str) -> None:
    assert outline(text, INTER).strokes == ()
