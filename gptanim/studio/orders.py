"""From what was asked on the command line to an order that the studio can carry out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gptanim.studio import aspect as aspects
from gptanim.studio import cluster as clusters
from gptanim.studio import farm
from gptanim.studio import lesson as lessons
from gptanim.studio.cache import Cache
from gptanim.studio.clip import QUALITIES, Quality
from gptanim.studio.lesson import Lesson
from gptanim.studio.places import OUT, PREVIEWS


@dataclass(frozen=True)
class Order:
    """What to make, of which lesson, and in which folder.

    workers: processes at once. explain: say of each clip why it is drawn, or not.
    pool: where to draw; None means in processes on this machine, or on the Dask cluster at an address.
    captioned: draw the captions into the pictures.
    """

    lesson: Lesson
    quality: Quality
    out: Path
    workers: int
    cache: Cache
    explain: bool = False
    pool: farm.Pool | None = None
    cluster: str | None = None
    captioned: bool = False


def lesson(
    path: Path,
    *,
    data: Path | None = None,
    theme: str | None = None,
    voice: str | None = None,
    recordings: Path | None = None,
    aspect: str | None = None,
    only: Collection[str] = (),
) -> Lesson:
    """Return the lesson in a file as asked: about other data, in another look or voice, or a part of it."""
    read = lessons.read(path)
    if data is not None:
        read = lessons.with_data(read, data)
    if theme is not None:
        read = lessons.with_theme(read, theme)
    if aspect is not None:
        read = lessons.with_aspect(read, aspect)
    read = lessons.with_voice(read, voice, recordings)
    return lessons.only(read, only) if only else read


def products(
    lesson: Lesson,
    *,
    quality: str = "draft",
    out: Path | None = None,
    workers: int | None = None,
    explain: bool = False,
    cluster: str | None = None,
    burn_captions: bool = False,
) -> Order:
    """Return the order for a lesson's products, in a folder of its own unless another is asked for."""
    workers = workers or (clusters.workers(cluster) if cluster else farm.cores())
    place = out or OUT / lesson.name
    sized = aspects.sized(QUALITIES[quality], lesson.aspect)
    return Order(lesson, sized, place, workers, Cache(), explain, cluster=cluster, captioned=burn_captions)


def preview(lesson: Lesson, segment: str, *, out: Path | None = None, **asked: Any) -> Order:
    """Return the order for a look at one segment; asked: as for products."""
    return products(lessons.alone(lesson, segment), out=out or PREVIEWS, **asked)
