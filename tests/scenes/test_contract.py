"""What every segment owes the studio and the audience, whatever the data."""

from __future__ import annotations

import io
import itertools
from typing import Any

import av
import numpy as np
import pytest

from gptanim.run import Run
from gptanim.stage import CURTAIN, Exhibit, reading_seconds
from gptanim.studio import cast, worker
from gptanim.studio.clip import Quality, Shard
from tests.scenes.conftest import Measure
from tests.scenes.walkthrough import found_faults

TINY = Quality("tiny", 320, 180, 4, crf=20, preset="ultrafast")
SEGMENTS = cast.segment_names()
CORPORA = (
    "names",
    "five names",
    "one repeated name",
    "Cyrillic",
    "forty letters",
    "markup",
    "one letter",
    "large vocabulary",
)


@pytest.fixture(scope="session", params=CORPORA)
def corpus(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def run(corpus: str, names: Run, odd_runs: dict[str, Run]) -> Run:
    return names if corpus == "names" else odd_runs[corpus]


@pytest.mark.parametrize("name", SEGMENTS)
def test_every_fact_in_the_words_was_measured(name: str, run: Run, exhibit_of: Measure) -> None:
    segment, exhibit = cast.segment(name), exhibit_of(name, run)
    for beat in segment.beats:
        assert beat.line(exhibit.facts).strip()
        assert "nan" not in beat.line(exhibit.facts).split()
        beat.speaker_notes(exhibit.facts)


@pytest.mark.parametrize("name", SEGMENTS)
def test_measuring_twice_gives_the_same(name: str, names: Run, exhibit_of: Measure) -> None:
    segment: Any = cast.segment(name)
    one, other = exhibit_of(name, names), segment.measure(**dict.fromkeys(segment.roles, names))
    assert one.facts == other.facts
    assert all(np.array_equal(one[key], other[key]) for key in one.arrays)


@pytest.mark.parametrize("name", SEGMENTS)
def test_text_is_inside_large_enough_and_apart(name: str, run: Run, exhibit_of: Measure) -> None:
    found = found_faults(cast.segment(name), exhibit_of(name, run), TINY)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", SEGMENTS)
def test_a_beat_alone_equals_the_same_beat_in_the_whole(name: str, names: Run, exhibit_of: Measure) -> None:
    segment, exhibit = cast.segment(name), exhibit_of(name, names)
    seconds = {beat.name: reading_seconds(beat.line(exhibit.facts)) for beat in segment.beats}
    whole = {footage.name: footage for footage in worker.render(_shard(name, exhibit, seconds, _clips(segment)))}
    assert list(whole) == list(_clips(segment))
    for clip in _clips(segment):
        (alone,) = worker.render(_shard(name, exhibit, seconds, (clip,)))
        assert alone.frames == whole[clip].frames
        assert np.array_equal(_frames(alone.mp4), _frames(whole[clip].mp4)), f"{name}.{clip} differs when drawn alone"


@pytest.mark.parametrize("name", SEGMENTS)
def test_each_beat_lasts_as_long_as_its_words(name: str, names: Run, exhibit_of: Measure) -> None:
    segment, exhibit = cast.segment(name), exhibit_of(name, names)
    seconds = {beat.name: 2.5 for beat in segment.beats}
    for footage in worker.render(_shard(name, exhibit, seconds, tuple(seconds))):
        assert footage.frames >= 2.5 * TINY.frame_rate


def _clips(segment: Any) -> tuple[str, ...]:
    asked = ((beat.name, beat.countdown) if beat.ask else (beat.name,) for beat in segment.beats)
    return (*itertools.chain.from_iterable(asked), CURTAIN)


def _shard(name: str, exhibit: Exhibit, seconds: dict[str, float], wanted: tuple[str, ...]) -> Shard:
    return Shard(name, exhibit, "ink", TINY, seconds, wanted)


def _frames(mp4: bytes) -> np.ndarray[Any, Any]:
    with av.open(io.BytesIO(mp4)) as container:
        return np.stack([frame.to_ndarray(format="gray8") for frame in container.decode(video=0)])
