"""A lesson: which GPTs to train, and which segments to show in what order; read from TOML."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gptanim.errors import LessonError
from gptanim.studio import cast, narrator, runspec, table
from gptanim.studio.aspect import ASPECTS
from gptanim.studio.runspec import RunSpec
from gptanim.studio.table import Table
from gptanim.studio.wording import nearest


@dataclass(frozen=True)
class Entry:
    """One segment's place in a lesson.

    params: passed to its ``measure``. runs: role → name of a run; a role left out takes the run of its own name.
    """

    segment: str
    params: Mapping[str, Any] = field(default_factory=dict)  # Any: whatever TOML holds and measure() takes
    runs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Chapter:
    """A titled stretch of a lesson."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Lesson:
    """What is taught, in order. name: of its folder under out/; path: the file it was read from."""

    title: str
    name: str
    theme: str
    voice: str
    runs: Mapping[str, RunSpec]
    chapters: tuple[Chapter, ...]
    path: Path
    recordings: Path | None = None  # the folder of the recorded voice
    aspect: str = "16:9"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All segments in order, whatever their chapter."""
        return tuple(entry for chapter in self.chapters for entry in chapter.entries)


def read(path: Path) -> Lesson:
    """Return the lesson in a TOML file; LessonError names the file, the key, and what was probably meant."""
    top = table.read(path)
    top.known("title", "theme", "aspect", "voice", "recordings", "corpus", "runs", "chapters")
    runs = _runs(top.table("runs"), top.text("corpus") if "corpus" in top.values else None)
    if not runs:
        raise top.error("runs", 'a lesson needs at least one run, say [runs.names] with corpus = "../names.txt"')
    chapters = tuple(_chapter(row, runs) for row in _rows(top, "chapters"))
    if not chapters:
        raise top.error("chapters", "a lesson needs at least one [[chapters]] with a title and segments")
    return Lesson(
        title=top.text("title"),
        name=path.stem,
        theme=top.choice("theme", "theme", cast.theme_names(), "ink"),
        voice=top.choice("voice", "voice", narrator.VOICES, "silent"),
        aspect=top.choice("aspect", "aspect", ASPECTS, "16:9"),
        recordings=path.parent / top.text("recordings") if "recordings" in top.values else None,
        runs=runs,
        chapters=chapters,
        path=path,
    )


def _runs(values: Table, corpus: str | None) -> dict[str, RunSpec]:
    runs: dict[str, RunSpec] = {}
    for name in values.values:
        for spec in runspec.read(values.table(name), name, corpus):
            if spec.name in runs:
                raise values.error(name, f"two runs would be called {spec.name!r}; rename one")
            runs[spec.name] = spec
    return runs


def _chapter(values: Table, runs: Collection[str]) -> Chapter:
    values.known("title", "segments")
    rows = list(_rows(values, "segments", shorthand="segment"))
    if not rows:
        raise values.error("segments", 'a chapter needs at least one segment, say segments = ["guess"]')
    return Chapter(values.text("title"), tuple(_entry(row, runs) for row in rows))


def _entry(values: Table, runs: Collection[str]) -> Entry:
    segment = values.choice("segment", "segment", cast.segment_names())
    roles = values.table("runs")
    bound = {role: roles.choice(role, "run", runs) for role in roles.values}
    params = {key: value for key, value in values.values.items() if key not in ("segment", "runs")}
    return Entry(segment, params, bound)


def _rows(values: Table, key: str, shorthand: str | None = None) -> Iterator[Table]:
    """Yield the tables in a list; a bare text stands for a table with that text under the shorthand's key."""
    for number, row in enumerate(values.rows(key), start=1):
        place = f"{values.place(key)}[{number}]"
        if shorthand and isinstance(row, str):
            row = {shorthand: row}
        if not isinstance(row, dict):
            raise LessonError(f"{values.path}: {place}: must be a table, not {row!r}")
        yield Table(values.path, place, row)


def with_data(lesson: Lesson, data: Path) -> Lesson:
    """Return the lesson about another file: it replaces the first file of texts wherever that is read.

    The lesson's name takes the file's, so that what was made before from other data stays.
    """
    files = {name: spec.corpus.resolve() for name, spec in lesson.runs.items() if spec.corpus}
    if not files:
        raise LessonError(f"{lesson.path}: no run reads a file of texts, so that {data} has none to replace")
    replaced = next(iter(files.values()))
    runs = {
        name: replace(spec, corpus=data) if files.get(name) == replaced else spec for name, spec in lesson.runs.items()
    }
    stem = re.sub(r"[^\w-]+", "-", data.stem).strip("-") or "data"
    return replace(lesson, name=f"{lesson.name}-{stem}", runs=runs)


def with_theme(lesson: Lesson, theme: str) -> Lesson:
    """Return the lesson in another theme."""
    if theme not in cast.theme_names():
        raise LessonError(f"there is no theme {theme!r}{nearest(theme, cast.theme_names())}")
    return replace(lesson, theme=theme)


def with_aspect(lesson: Lesson, aspect: str) -> Lesson:
    """Return the lesson in pictures of another shape.

    The lesson's name takes it up, so that what was made before in the first shape stays.
    """
    if aspect not in ASPECTS:
        raise LessonError(f"there is no aspect {aspect!r}; choose one of {', '.join(ASPECTS)}")
    if aspect == lesson.aspect:
        return lesson
    return replace(lesson, name=f"{lesson.name}-{aspect.replace(':', 'x')}", aspect=aspect)


def with_voice(lesson: Lesson, voice: str | None, recordings: Path | None = None) -> Lesson:
    """Return the lesson spoken by another voice; a folder of recordings is one, unless another is named."""
    voice = voice or ("recorded" if recordings else lesson.voice)
    if voice not in narrator.VOICES:
        raise LessonError(f"there is no voice {voice!r}{nearest(voice, narrator.VOICES)}")
    return replace(lesson, voice=voice, recordings=recordings or lesson.recordings)


def only(lesson: Lesson, segments: Collection[str]) -> Lesson:
    """Return the lesson with these segments alone, in the lesson's order; chapters left empty are dropped."""
    there = [entry.segment for entry in lesson.entries]
    for name in segments:
        if name not in there:
            raise LessonError(f"{lesson.path}: the lesson has no segment {name!r}{nearest(name, there)}")
    kept = (
        Chapter(chapter.title, tuple(entry for entry in chapter.entries if entry.segment in segments))
        for chapter in lesson.chapters
    )
    return replace(lesson, chapters=tuple(chapter for chapter in kept if chapter.entries))


def alone(lesson: Lesson, segment: str) -> Lesson:
    """Return the lesson with one segment alone, even if it has no place there yet."""
    if segment in {entry.segment for entry in lesson.entries}:
        return only(lesson, [segment])
    if segment not in cast.segment_names():
        raise LessonError(f"there is no segment {segment!r}{nearest(segment, cast.segment_names())}")
    return replace(lesson, chapters=(Chapter(lesson.title, (Entry(segment),)),))
