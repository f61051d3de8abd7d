"""The deck on paper: pages, words, bookmarks and fonts, read back by pypdf."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ImageStat
from pypdf import PageObject, PdfReader

from gptanim.errors import RenderError
from gptanim.studio import stills, typeset
from gptanim.studio.clip import Clip
from tests.studio.hostile import HOSTILE, UNPRINTABLE

MakeClip = Callable[..., Clip]
TITLE = "How a GPT learns"


def write(clips: list[Clip], folder: Path, title: str = TITLE) -> tuple[PdfReader, PdfReader]:
    pages, handout = folder / "slides.pdf", folder / "handout.pdf"
    with stills.kept() as pictures:
        typeset.write_slides(clips, pages, pictures, title=title, background="#11141b", text="#eef1f7")
        typeset.write_handout(clips, handout, pictures, title=title)
    return PdfReader(pages), PdfReader(handout)


def words(page: PageObject) -> str:
    return " ".join(page.extract_text().split())


def letters(text: str) -> str:
    """Return what is left of a text when it is broken into rows, ligatures taken apart and directions forgotten."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) not in ("Cf", "Mn", "Cc"))


def bookmarks(reader: PdfReader) -> Iterator[tuple[int, str, int]]:
    """Yield level, words and page of every bookmark."""

    def walk(entries: list, level: int) -> Iterator[tuple[int, str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, level + 1)
            else:
                yield level, entry.title, reader.get_destination_page_number(entry)

    yield from walk(reader.outline, 1)


def test_each_slide_is_a_page_with_its_title_line_and_last_frame(lesson_clips: list[Clip], tmp_path: Path) -> None:
    pages, _ = write(lesson_clips, tmp_path)
    shown = [clip for clip in lesson_clips if not clip.interlude]
    for page, clip in zip(pages.pages, shown, strict=True):
        assert clip.line in words(page)
        assert clip.title in words(page)
        (picture,) = page.images
        assert ImageStat.Stat(picture.image.convert("L")).median == [pytest.approx(220, abs=4)]


def test_a_handout_has_three_slides_a_page_with_their_lines(lesson_clips: list[Clip], tmp_path: Path) -> None:
    _, handout = write(lesson_clips, tmp_path)
    shown = [clip for clip in lesson_clips if not clip.interlude]
    assert [len(page.images) for page in handout.pages] == [3, 1]
    for number, clip in enumerate(shown):
        assert clip.line in words(handout.pages[number // 3])
    assert [float(side) for side in handout.pages[0].mediabox[2:]] == pytest.approx([595, 842], abs=1)


def test_bookmarks_are_chapters_and_segments(lesson_clips: list[Clip], tmp_path: Path) -> None:
    clips = [replace(clip, chapter="Learn") if clip.segment == "loss" else clip for clip in lesson_clips]
    pages, handout = write(clips, tmp_path)
    expected = [(1, "Predict the next letter", 0), (2, "Guess", 0), (1, "Learn", 2), (2, "Loss", 2)]
    assert list(bookmarks(pages)) == expected
    assert list(bookmarks(handout)) == [(level, name, page // 3) for level, name, page in expected]


def test_fonts_are_ours_and_in_the_file(lesson_clips: list[Clip], make_clip: MakeClip, tmp_path: Path) -> None:
    for reader in write([*lesson_clips, make_clip("x", line="日本語 हिन्दी Ωμέγα")], tmp_path):
        fonts = {
            str(font.get_object()["/BaseFont"]).partition("+")[2]
            for page in reader.pages
            for font in page["/Resources"].get("/Font", {}).values()
        }
        assert {name.partition("-")[0] for name in fonts} == {"Inter", "NotoSansCJKjp", "NotoSansDevanagari"}


def test_hostile_words_read_as_written(make_clip: MakeClip, tmp_path: Path) -> None:
    tame = {"\u202e": "", "\u202c": ""}  # the text of a page has no order from right to left
    said = HOSTILE.translate(str.maketrans(tame))
    for reader in write([make_clip(line=said, title=said, chapter=said)], tmp_path, title=said):
        assert letters(said) in letters(reader.pages[0].extract_text())
        assert [name for _, name, _ in bookmarks(reader)] == [said, said]
        assert reader.metadata is not None
        assert reader.metadata.title == said
    write([make_clip(line=HOSTILE, title=UNPRINTABLE.replace("\ud800", ""))], tmp_path)


def test_a_line_too_long_for_its_place_becomes_smaller(make_clip: MakeClip, tmp_path: Path) -> None:
    line = "a line of many words " * 60
    for reader in write([make_clip(line=line)] * 4, tmp_path):
        assert letters(line) in letters(reader.pages[0].extract_text())
    pages, handout = write([make_clip(line=line)] * 4, tmp_path)
    assert (len(pages.pages), len(handout.pages)) == (4, 2)


@pytest.mark.parametrize("size", [(90, 160), (100, 100)])
def test_slides_have_the_shape_of_their_clips(make_clip: MakeClip, tmp_path: Path, size: tuple[int, int]) -> None:
    pages, handout = write([make_clip(size=size)] * 3, tmp_path)
    assert (len(pages.pages), len(handout.pages)) == (3, 1)
    box = pages.pages[0].mediabox
    assert box.height / box.width > size[1] / size[0]


def test_the_same_clips_make_the_same_bytes(lesson_clips: list[Clip], tmp_path: Path) -> None:
    write(lesson_clips, tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write(lesson_clips, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_what_cannot_be_set_is_explained_and_leaves_no_file(make_clip: MakeClip, tmp_path: Path) -> None:
    with stills.kept() as pictures, pytest.raises(RenderError, match=r"slides\.pdf cannot be set"):
        typeset.write_slides([make_clip()], tmp_path / "slides.pdf", pictures, title="x", background="?", text="?")
    with stills.kept() as pictures, pytest.raises(RenderError, match="no clips"):
        typeset.write_handout([make_clip(interlude=True)], tmp_path / "handout.pdf", pictures, title="x")
    assert list(tmp_path.iterdir()) == []
