"""What there is to show: every segment with its beats and words, without rendering or training anything."""

from __future__ import annotations

from collections.abc import Iterator

from gptanim.errors import GptanimError
from gptanim.stage import Beat, Exhibit
from gptanim.studio import cast, casting, training
from gptanim.studio.cache import Cache
from gptanim.studio.lesson import Entry, Lesson


def lines(lesson: Lesson, cache: Cache) -> Iterator[str]:
    """Yield a table of contents; words are filled in from the lesson's runs where those are recorded."""
    for name in cast.segment_names():
        segment, exhibit = cast.segment(name), _exhibit(lesson, name, cache)
        yield f"{name}: {segment.title}"
        for beat in segment.beats:
            yield f"  {beat.name}{_marks(beat)}: {beat.line(exhibit.facts) if exhibit else beat.say}"


def _exhibit(lesson: Lesson, segment: str, cache: Cache) -> Exhibit | None:
    """Return what the segment shows in the lesson, or None when that needs a run that is not recorded."""
    entry = next((entry for entry in lesson.entries if entry.segment == segment), Entry(segment))
    try:
        part = casting.part(lesson, "", entry)
        runs = {name: training.recorded(lesson.runs[name], cache) for name in part.runs.values()}
        return part.measure({name: run for name, run in runs.items() if run}) if all(runs.values()) else None
    except GptanimError:
        return None


def _marks(beat: Beat) -> str:
    marks = [mark for mark, there in (("asks", beat.ask), ("loops", beat.loop)) if there]
    return f" ({', '.join(marks)})" if marks else ""
