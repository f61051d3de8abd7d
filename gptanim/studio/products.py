"""What can be made of a lesson's clips, by the name of the command that makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from gptanim.studio import captions, cast, chapters, deck, film, frames, gif, storyboard, webm
from gptanim.studio.cache import appearing
from gptanim.studio.clip import Clip
from gptanim.studio.lesson import Lesson

Product = Callable[[Sequence[Clip], Lesson, Path], list[Path]]  # clips, lesson, folder to write to; files written


def write_film(clips: Sequence[Clip], lesson: Lesson, folder: Path) -> list[Path]:
    """Write the film, its captions in both formats, its chapters, and the picture to show before it plays."""
    made = [folder / name for name in ("film.mp4", "captions.vtt", "captions.srt", "chapters.vtt", "poster.png")]
    film.write(clips, made[0], title=lesson.title)
    captions.write(clips, made[1], made[2])
    chapters.write(clips, made[3])
    with appearing(made[4]) as temporary:
        frames.last_frame(next(clip for clip in clips if not clip.interlude).path).save(temporary)
    return made


def write_webm(clips: Sequence[Clip], lesson: Lesson, folder: Path) -> list[Path]:
    """Write the film, which lies in the folder already, as WebM."""
    webm.write(folder / "film.mp4", folder / "film.webm")
    return [folder / "film.webm"]


def write_gif(clips: Sequence[Clip], lesson: Lesson, folder: Path) -> list[Path]:
    """Write the film, which lies in the folder already, as a GIF; LessonError when it has several segments."""
    gif.check(lesson)
    gif.write(folder / "film.mp4", folder / "film.gif")
    return [folder / "film.gif"]


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


PRODUCTS: dict[str, Product] = {
    "film": write_film,
    "webm": write_webm,
    "gif": write_gif,
    "slides": write_slides,
    "storyboard": write_storyboard,
}
