"""Who plays: each entry of a lesson with its segment's class and its runs, checked before any work is done."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gptanim.errors import GptanimError, LessonError
from gptanim.run import Run
from gptanim.stage import Exhibit
from gptanim.studio import cast
from gptanim.studio.cast import SegmentClass
from gptanim.studio.lesson import Entry, Lesson
from gptanim.studio.wording import nearest


@dataclass(frozen=True)
class Part:
    """One entry, ready to be measured. runs: role → name of a run that the lesson has."""

    chapter: str
    entry: Entry
    segment: SegmentClass
    runs: Mapping[str, str]

    def measure(self, runs: Mapping[str, Run]) -> Exhibit:
        """Return what the segment shows, from the lesson's runs by name."""
        bound = {role: runs[name] for role, name in self.runs.items()}
        try:
            return self.segment.measure(**bound, **self.entry.params)
        except GptanimError as error:
            raise type(error)(f"segment {self.entry.segment!r}: {error}") from error


def parts(lesson: Lesson) -> list[Part]:
    """Return all entries with their classes and runs, in order; imports manim.

    Raises LessonError when a role has no run, or a parameter is none of the segment's.
    """
    return [part(lesson, chapter.title, entry) for chapter in lesson.chapters for entry in chapter.entries]


def runs(parts: Iterable[Part]) -> list[str]:
    """Return the names of the runs that the parts show."""
    return list(dict.fromkeys(name for part in parts for name in part.runs.values()))


def check_beat(parts: Iterable[Part], name: str) -> None:
    """Raise LessonError when none of the parts has a beat of that name."""
    beats = [beat.name for part in parts for beat in part.segment.beats]
    if name not in beats:
        raise LessonError(f"there is no beat {name!r}{nearest(name, beats)}")


def part(lesson: Lesson, chapter: str, entry: Entry) -> Part:
    """Return one entry with its class and runs."""
    segment = cast.segment(entry.segment)
    where = f"{lesson.path}: segment {entry.segment!r}"
    for role in entry.runs:
        if role not in segment.roles:
            raise LessonError(f"{where}: there is no role {role!r}{nearest(role, segment.roles)}")
    runs = {role: entry.runs.get(role, role) for role in segment.roles}
    for role, run in runs.items():
        if run not in lesson.runs:
            raise LessonError(f"{where} needs a run for its role {role!r}: add [runs.{run}]{nearest(run, lesson.runs)}")
    known = parameters(segment)
    for name in entry.params:
        if name not in known:
            listed = f"; its parameters: {', '.join(known)}" if known else "; it takes none"
            raise LessonError(f"{where}: unknown parameter {name!r}{listed}")
    return Part(chapter, entry, segment, runs)


def parameters(segment: SegmentClass) -> list[str]:
    """Return the names of what a lesson may pass to a segment, beside its runs."""
    return [name for name in inspect.signature(segment.measure).parameters if name not in segment.roles]
