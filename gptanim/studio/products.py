"""What can be made of a lesson's clips, by the name of the command that makes it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from gptanim.errors import ConfigError
from gptanim.studio import (
    captions,
    cast,
    chapters,
    deck,
    film,
    frames,
    gif,
    powerpoint,
    presenter,
    stills,
    storyboard,
    typeset,
    webm,
)
from gptanim.studio.cache import appearing
from gptanim.studio.clip import Clip
from gptanim.studio.lesson import Lesson

Product = Callable[..., list[Path]]  # of clips, lesson, folder to write to, and wishes; returns the files written
FORMATS = ("html", "pptx", "pdf", "presenter")  # of the deck


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


def write_slides(
    clips: Sequence[Clip],
    lesson: Lesson,
    folder: Path,
    formats: Collection[str] = FORMATS,
    one_file: bool = False,
) -> list[Path]:
    """Write the deck in some of FORMATS. one_file: the page holds its clips, instead of a folder beside it.

    Raises ConfigError for a format that there is not.
    """
    unknown = set(formats) - set(FORMATS)
    if unknown:
        raise ConfigError(f"there is no deck in the format {min(unknown)!r}; choose of {', '.join(FORMATS)}")
    look, title = cast.theme(lesson.theme), lesson.title
    page, document, pages, handout = (
        folder / name for name in ("slides.html", "slides.pptx", "slides.pdf", "handout.pdf")
    )
    made = []
    with stills.kept() as pictures:
        if "html" in formats:
            colours = {"background": look.background, "text": look.text, "accent": look.predicted}
            deck.write(clips, page, pictures, title=title, **colours, one_file=one_file)
            made.append(page)
        if "pptx" in formats:
            powerpoint.write(clips, document, pictures, title=title, background=look.background)
            made.append(document)
        if "pdf" in formats:
            typeset.write_slides(clips, pages, pictures, title=title, background=look.background, text=look.text)
            typeset.write_handout(clips, handout, pictures, title=title)
            made += [pages, handout]
        if "presenter" in formats:
            made.append(presenter.write(clips, folder, background=look.background))
    return made


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
