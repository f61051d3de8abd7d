from pathlib import Path

import pytest

from gptanim.studio import lesson as lessons
from gptanim.studio.clip import Clip
from gptanim.studio.places import DEFAULT_LESSON
from gptanim.studio.products import PRODUCTS


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("film", ["captions.srt", "captions.vtt", "chapters.vtt", "film.mp4", "poster.png"]),
        ("slides", ["slides.html"]),
        ("storyboard", ["storyboard.png"]),
    ],
)
def test_a_product_says_which_files_it_wrote(
    lesson_clips: list[Clip], tmp_path: Path, name: str, files: list[str]
) -> None:
    made = PRODUCTS[name](lesson_clips, lessons.read(DEFAULT_LESSON), tmp_path)
    assert sorted(path.name for path in made) == files
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == files


def test_a_deck_has_the_colours_of_the_lessons_theme(lesson_clips: list[Clip], tmp_path: Path) -> None:
    paper = lessons.with_theme(lessons.read(DEFAULT_LESSON), "paper")
    (page,) = PRODUCTS["slides"](lesson_clips, paper, tmp_path)
    assert "#fbfaf6" in page.read_text(encoding="utf-8")
