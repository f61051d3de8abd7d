"""From what was asked on the command line to an order that the studio can carry out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from gptanim.studio import farm
from gptanim.studio import lesson as lessons
from gptanim.studio.cache import Cache
from gptanim.studio.clip import QUALITIES, Quality
from gptanim.studio.lesson import Lesson
from gptanim.studio.places import OUT, PREVIEWS


@dataclass(frozen=True)
class Order:
    """What to make, of which lesson, and in which folder. workers: processes at once."""

    lesson: Lesson
    quality: Quality
    out: Path
    workers: int
    cache: Cache


def lesson(path: Path, *, data: Path | None = None, theme: str | None = None, only: Collection[str] = ()) -> Lesson:
    """Return the lesson in a file as asked: about other data, in another theme, only some of its segments."""
    read = lessons.read(path)
    if data is not None:
        read = lessons.with_data(read, data)
    if theme is not None:
        read = lessons.with_theme(read, theme)
    return lessons.only(read, only) if only else read


def products(lesson: Lesson, *, quality: str = "draft", out: Path | None = None, workers: int | None = None) -> Order:
    """Return the order for a lesson's products, in a folder of its own unless another is asked for."""
    return Order(lesson, QUALITIES[quality], out or OUT / lesson.name, workers or farm.cores(), Cache())


def preview(lesson: Lesson, segment: str, *, quality: str, out: Path | None, workers: int | None) -> Order:
    """Return the order for a look at one segment."""
    alone = lessons.alone(lesson, segment)
    return products(alone, quality=quality, out=out or PREVIEWS, workers=workers)
