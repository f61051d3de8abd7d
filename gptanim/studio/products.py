"""What can be made of a lesson's clips, by the name of the command that makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from gptanim.studio import captions, cast, deck, film, storyboard
from gptanim.studio.clip import Clip
from gptanim.studio.lesson import Lesson

Product = Callable[[Sequence[Clip], Lesson, Path], None]  # clips, lesson, folder to write to


def write_film(clips: Sequence[Clip], lesson: Lesson, folder: Path) -> None:
    """Write film.mp4, and its captions in both formats."""
    film.write(clips, folder / "film.mp4", title=lesson.title)
    captions.write(clips, folder / "captions.vtt", folder / "captions.srt")


def write_slides(clips: Sequence[Clip], lesson: Lesson, folder: Path) -> None:
    """Write slides.html."""
    look = cast.theme(lesson.theme)
    deck.write(
        clips,
        folder / "slides.html",
        title=lesson.title,
        theme_background=look.background,
        theme_text=look.text,
    )


def write_storyboard(clips: Sequence[Clip], lesson: Lesson, folder: Path) -> None:
    """Write storyboard.png."""
    storyboard.write(clips, folder / "storyboard.png")


PRODUCTS: dict[str, Product] = {"film": write_film, "slides": write_slides, "storyboard": write_storyboard}
