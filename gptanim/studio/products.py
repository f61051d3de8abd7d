"""What can be made of a lesson's clips, by the name of the command that makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from gptanim.studio import captions, cast, deck, film, storyboard
from gptanim.studio.clip import Clip
from gptanim.studio.lesson import Lesson

Product = Callable[[Sequence[Clip], Lesson, Path], list[Path]]  # clips, lesson, folder to write to; files written


def write_film(clips: Sequence[Clip], lesson: Lesson, folder: Path) -> list[Path]:
    """Write the film, and its captions in both formats."""
    made = [folder / "film.mp4", folder / "captions.vtt", folder / "captions.srt"]
    film.write(clips, made[0], title=lesson.title)
    captions.write(clips, made[1], made[2])
    return made


def write_slides(clips: Sequence[Clip], lesson: Lesson, folder: Path) -> list[Path]:
    """Write the deck, which keeps its clips in a folder beside it."""
    look, page = cast.theme(lesson.theme), folder / "slides.html"
    deck.write(clips, page, title=lesson.title, background=look.background, text=look.text, accent=look.predicted)
    return [page]


def write_storyboard(clips: Sequence[Clip], lesson: Lesson, folder: Path) -> list[Path]:
    """Write one picture of all beats."""
    sheet = folder / "storyboard.png"
    storyboard.write(clips, sheet)
    return [sheet]


PRODUCTS: dict[str, Product] = {"film": write_film, "slides": write_slides, "storyboard": write_storyboard}
