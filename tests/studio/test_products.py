import html
import json
import re
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from gptanim.errors import ConfigError
from gptanim.studio import lesson as lessons
from gptanim.studio.clip import Clip
from gptanim.studio.places import DEFAULT_LESSON
from gptanim.studio.products import FORMATS, PRODUCTS


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("film", ["captions.srt", "captions.vtt", "chapters.vtt", "film.mp4", "poster.png"]),
        ("slides", ["handout.pdf", "slides.html", "slides.pdf", "slides.pptx", "slides/presenter.json"]),
        ("storyboard", ["storyboard.png"]),
    ],
)
def test_a_product_says_which_files_it_wrote(
    lesson_clips: list[Clip], tmp_path: Path, name: str, files: list[str]
) -> None:
    made = PRODUCTS[name](lesson_clips, lessons.read(DEFAULT_LESSON), tmp_path)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in made) == files
    left = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert sorted(path.as_posix() for path in left if path.parent.name != "clips") == files


def test_a_deck_has_the_colours_of_the_lessons_theme(lesson_clips: list[Clip], tmp_path: Path) -> None:
    paper = lessons.with_theme(lessons.read(DEFAULT_LESSON), "paper")
    (page,) = PRODUCTS["slides"](lesson_clips, paper, tmp_path, ["html"])
    assert "#fbfaf6" in page.read_text(encoding="utf-8")


def test_files_of_the_deck_are_named_in_the_readme(lesson_clips: list[Clip], tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    made = PRODUCTS["slides"](lesson_clips, lessons.read(DEFAULT_LESSON), tmp_path)
    assert [path for path in made if f"`{path.relative_to(tmp_path).as_posix()}`" not in readme] == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_deck_is_made_in_the_formats_that_are_asked_for(
    lesson_clips: list[Clip], tmp_path: Path, format: str
) -> None:
    made = PRODUCTS["slides"](lesson_clips, lessons.read(DEFAULT_LESSON), tmp_path, [format])
    ends = {"html": [".html"], "pptx": [".pptx"], "pdf": [".pdf", ".pdf"], "presenter": [".json"]}
    assert [path.suffix for path in made] == ends[format]
    assert (tmp_path / "clips").exists() == (format in ("html", "presenter"))


def test_a_deck_in_another_format_is_refused(lesson_clips: list[Clip], tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="'docx'; choose of html, pptx, pdf, presenter"):
        PRODUCTS["slides"](lesson_clips, lessons.read(DEFAULT_LESSON), tmp_path, ["docx"])


def test_all_forms_of_the_deck_agree_on_number_order_and_words(lesson_clips: list[Clip], tmp_path: Path) -> None:
    page, document, pages, handout, told = PRODUCTS["slides"](lesson_clips, lessons.read(DEFAULT_LESSON), tmp_path)
    lines = [clip.line for clip in lesson_clips if not clip.interlude]
    notes = ["\n".join([clip.line, *clip.notes.splitlines()]) for clip in lesson_clips if not clip.interlude]
    labels = re.findall(r'<video [^>]*aria-label="([^"]*)"', page.read_text(encoding="utf-8"))
    assert [html.unescape(label) for label in labels] == lines
    slides = list(Presentation(str(document)).slides)
    assert [slide.notes_slide.notes_text_frame.text for slide in slides] == notes
    assert [slide["notes"].replace("\n\n", "\n") for slide in json.loads(told.read_text())["slides"]] == notes
    on_pages = [" ".join(page.extract_text().split()) for page in PdfReader(pages).pages]
    assert len(on_pages) == len(lines)
    assert all(line in words for line, words in zip(lines, on_pages, strict=True))
    printed = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(handout).pages)
    places = [printed.find(line) for line in lines]
    assert places == sorted(places)
    assert places[0] >= 0
