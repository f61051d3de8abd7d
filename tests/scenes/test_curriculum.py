"""The default lesson covers its curriculum: every row is shown by the beats that curriculum.toml names for it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from manim import tempconfig

from gptanim.run import Run
from gptanim.stage import Exhibit
from gptanim.studio import cast, orders, worker
from gptanim.studio.cache import Cache
from gptanim.studio.clip import Quality
from gptanim.studio.lesson import Lesson
from gptanim.studio.places import DEFAULT_LESSON
from gptanim.studio.progress import Reporter
from gptanim.studio.training import runs
from scenes.kit.rehearsal import rehearse
from scenes.kit.segment import Segment

TINY = Quality("tiny", 320, 180, 4, crf=20, preset="ultrafast")
COUNTS = {"S0": 15, "S1": 38, "S2": 18, "S3": 24, "S4": 13}  # rows of each source
ROWS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("curriculum.toml").read_text("utf-8"))
STEPS = 40  # enough for the words that stand in the table, which no training changes


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    """The default lesson, its runs far shorter."""
    whole = orders.lesson(DEFAULT_LESSON)
    short = {
        name: replace(spec, train={**spec.train, "steps": STEPS, "snapshots": 5}) for name, spec in whole.runs.items()
    }
    return replace(whole, runs=short)


@pytest.fixture(scope="module")
def told(lesson: Lesson, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return each beat's line, notes and the texts in its last frame, by segment.beat."""
    cache, place = Cache(tmp_path_factory.mktemp("cache")), tmp_path_factory.mktemp("media")
    recorded = runs(lesson, lesson.runs, cache, Reporter())
    return dict(beat for entry in lesson.entries for beat in _told(entry.segment, recorded, place))


def _told(name: str, recorded: dict[str, Run], place: Path) -> Iterator[tuple[str, str]]:
    segment: Any = cast.segment(name)
    exhibit: Exhibit = segment.measure(**{role: recorded[role] for role in segment.roles})
    words = {beat.name: f"{beat.line(exhibit.facts)}\n{beat.speaker_notes(exhibit.facts)}" for beat in segment.beats}
    with tempconfig(worker.settings(TINY, str(place))):
        scene: Segment = segment(exhibit=exhibit, wanted=())
        for beat, seen in rehearse(scene):
            yield f"{name}.{beat}", "\n".join([words[beat], *(writing.text for writing in seen)])


def test_every_row_of_every_source_is_in_the_table() -> None:
    assert list(ROWS) == [f"{source}.{number + 1}" for source, count in COUNTS.items() for number in range(count)]


def test_every_beat_that_is_named_is_in_the_lesson_and_every_segment_shows_something(lesson: Lesson) -> None:
    there = {f"{entry.segment}.{beat.name}" for entry in lesson.entries for beat in cast.segment(entry.segment).beats}
    named = {beat for row in ROWS.values() for beat in row["beats"]}
    assert not named - there
    assert {beat.partition(".")[0] for beat in named} == {entry.segment for entry in lesson.entries}


@pytest.mark.parametrize("row", ROWS)
def test_its_beats_say_what_a_row_is_about(row: str, told: dict[str, str]) -> None:
    beats, pattern = ROWS[row]["beats"], ROWS[row]["says"]
    assert any(re.search(pattern, told[beat], re.IGNORECASE) for beat in beats), "\n".join(told[beat] for beat in beats)
