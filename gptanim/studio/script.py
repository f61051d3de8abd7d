"""The lines of a lesson as a lecturer reads them: each with the name of the file to record it in."""

from __future__ import annotations

from collections.abc import Iterator

from gptanim.stage import reading_seconds
from gptanim.studio import casting, takes, training
from gptanim.studio.cache import Cache
from gptanim.studio.lesson import Lesson
from gptanim.studio.progress import Reporter
from gptanim.studio.speech import speakable


def lines(lesson: Lesson, cache: Cache, reporter: Reporter) -> Iterator[str]:
    """Yield for each beat its WAV file's name and how long it takes to read, then its line; trains what is missing."""
    parts = casting.parts(lesson)
    runs = training.runs(lesson, casting.runs(parts), cache, reporter)
    for line in takes.lines(parts, [part.measure(runs) for part in parts]):
        yield f"{line.address}.wav  ({reading_seconds(line.words):.0f} s)"
        yield f"    {' '.join(speakable(line.words).split())}"
