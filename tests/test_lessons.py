"""The lessons that come with the project: each can be played, and the short one keeps what its title promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from gptanim.studio import casting, lesson, takes
from gptanim.studio.clip import QUALITIES
from gptanim.trainer import train

LESSONS = Path(__file__).parents[1] / "data" / "lessons"
SHORT = LESSONS / "names-in-three-minutes.toml"


@pytest.mark.parametrize("path", sorted(LESSONS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_segment_of_a_lesson_has_its_runs(path: Path) -> None:
    read = lesson.read(path)
    shown = casting.runs(casting.parts(read))
    assert set(shown) <= set(read.runs)


def test_the_short_lesson_trains_one_gpt_as_the_long_one_does() -> None:
    short, long = lesson.read(SHORT), lesson.read(LESSONS / "how-a-gpt-learns.toml")
    assert short.title == "Names in three minutes"
    assert dict(short.runs) == {"names": long.runs["names"]}
    assert {entry.segment for entry in short.entries} <= {entry.segment for entry in long.entries}


def test_the_short_lesson_lasts_three_minutes_at_most() -> None:
    short = lesson.read(SHORT)
    spec = short.runs["names"]
    run = train(spec.read_corpus(), model=spec.model, train_config=spec.config)
    scripts = takes.scripts(short, casting.parts(short), {"names": run}, QUALITIES["draft"])
    assert 150 < sum(take.seconds for script in scripts for take in script.takes) <= 180
