"""Data in any script that the fonts have is drawn; any other is refused with its letters named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import ImageFont

from gptanim.corpus import Corpus
from gptanim.errors import DataError
from gptanim.run import Run, TrainConfig
from gptanim.studio import cast, glyphs, lesson
from gptanim.studio.places import DEFAULT_LESSON
from gptanim.trainer import train

LESSON = lesson.read(DEFAULT_LESSON)


def run_on(texts: Sequence[str]) -> Run:
    small = {"n_embd": 4, "n_head": 1}
    return train(Corpus.of(list(texts) * 5, name="x"), model=small, train_config=TrainConfig(steps=1, snapshots=2))


@pytest.mark.parametrize("texts", [["anna", "zoë"], ["Анна"], ["مريم"], ["अनु"], ["李娜", "김민지", "さくら"], ["a😀"]])
def test_letters_that_a_font_has_pass(texts: list[str]) -> None:
    glyphs.check(LESSON, {"names": run_on(texts)})


def test_letters_that_no_font_has_are_named() -> None:
    with pytest.raises(DataError, match=r"no font .* can draw 𓀀 \(U\+13000\).*run 'names'.*Take the texts"):
        glyphs.check(LESSON, {"names": run_on(["anna", "𓀀𓀀"])})


def test_characters_are_those_that_freetype_finds() -> None:
    inter = next(path for path in cast.font_files() if path.name.startswith("Inter["))
    known, font = glyphs.characters([inter]), ImageFont.truetype(str(inter), 40)
    box = bytes(font.getmask("\U0010ffff"))
    for character in "aß€яअ李":
        assert (character in known) == (bytes(font.getmask(character)) != box), character


def test_fonts_are_those_of_the_packages() -> None:
    assert all("site-packages" in Path(path).parts or "dist-packages" in Path(path).parts for path in cast.font_files())
