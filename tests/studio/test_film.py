"""The film, as PyAV reads it back."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from gptanim.errors import RenderError
from gptanim.studio import film
from gptanim.studio.captions import cues
from gptanim.studio.clip import Clip

MakeClip = Callable[..., Clip]


@pytest.fixture(scope="module")
def film_path(lesson_clips: list[Clip], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    film.write(lesson_clips, path, title="How a GPT learns — “names” & <letters>")
    return path


def pictures(path: Path) -> list[np.ndarray]:
    with av.open(path) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


def test_film_shows_every_frame_of_every_clip_once_and_unchanged(lesson_clips: list[Clip], film_path: Path) -> None:
    expected = [picture for clip in lesson_clips for picture in pictures(clip.path)]
    found = pictures(film_path)
    assert len(found) == len(expected) == 15 + 23 + 45 + 31 + 16
    assert all(np.array_equal(one, other) for one, other in zip(found, expected, strict=True))


def test_frames_follow_each_other_evenly(film_path: Path) -> None:
    with av.open(film_path) as container:
        stream = container.streams.video[0]
        times = [frame.pts * stream.time_base for frame in container.decode(stream)]
        assert times == [Fraction(number, 15) for number in range(130)]
        assert stream.duration * stream.time_base == Fraction(130, 15)
        assert stream.average_rate == 15
    with av.open(film_path) as container:
        decoded_at = [packet.dts for packet in container.demux(video=0) if packet.size]
        assert all(later > earlier for earlier, later in pairwise(decoded_at))


def test_each_segment_is_a_chapter(film_path: Path) -> None:
    with av.open(film_path) as container:
        found = [
            (
                chapter["metadata"]["title"],
                chapter["start"] * chapter["time_base"],
                chapter["end"] * chapter["time_base"],
            )
            for chapter in container.chapters()
        ]
        assert container.duration == pytest.approx(130 / 15 * 1e6, abs=1000)
    (first, begin, middle), (second, middle_again, end) = found
    assert (first, second) == ("Guess", "Loss")
    assert begin == 0
    assert middle == middle_again == pytest.approx(83 / 15, abs=0.001)
    assert end == pytest.approx(130 / 15, abs=0.001)


def test_captions_track_holds_the_cues_in_english(lesson_clips: list[Clip], film_path: Path) -> None:
    with av.open(film_path) as container:
        (stream,) = container.streams.subtitles
        assert stream.codec_context.name == "mov_text"
        assert stream.metadata["language"] == "eng"
        assert stream.disposition & av.stream.Disposition.default
        shown = [
            (packet.pts * stream.time_base, packet.duration * stream.time_base, bytes(packet)[2:].decode())
            for packet in container.demux(stream)
            if packet.size > 2
        ]
    for (start, seconds, text), cue in zip(shown, cues(lesson_clips), strict=True):
        assert text == cue.text
        assert float(start) == pytest.approx(cue.start, abs=0.001)
        assert float(start + seconds) == pytest.approx(cue.end, abs=0.001)


def test_film_tells_its_title_and_starts_fast(film_path: Path) -> None:
    with av.open(film_path) as container:
        assert container.metadata["title"] == "How a GPT learns — “names” & <letters>"
    content = film_path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    assert list(film_path.parent.iterdir()) == [film_path]


@pytest.mark.parametrize("counts", [[1], [1, 1, 1], [20, 1, 2, 20, 3], [130, 61, 60]])
def test_clips_of_any_length_join_without_a_gap(make_clip: MakeClip, tmp_path: Path, counts: list[int]) -> None:
    clips = [make_clip(name=f"beat{number}", frames=count) for number, count in enumerate(counts)]
    film.write(clips, tmp_path / "film.mp4", title="")
    with av.open(tmp_path / "film.mp4") as container:
        stream = container.streams.video[0]
        times = [frame.pts * stream.time_base for frame in container.decode(stream)]
    assert times == [Fraction(number, 15) for number in range(sum(counts))]


@pytest.mark.parametrize("rate", [24, 30, 60])
def test_other_frame_rates_stay_exact(make_clip: MakeClip, tmp_path: Path, rate: int) -> None:
    clips = [make_clip(name=f"beat{number}", frames=37 + number, rate=rate) for number in range(3)]
    film.write(clips, tmp_path / "film.mp4", title="")
    with av.open(tmp_path / "film.mp4") as container:
        stream = container.streams.video[0]
        times = [frame.pts * stream.time_base for frame in container.decode(stream)]
    assert times == [Fraction(number, rate) for number in range(37 + 38 + 39)]


def test_a_long_film_does_not_drift_nor_fill_memory(make_clip: MakeClip, tmp_path: Path) -> None:
    clips = [make_clip(name=f"beat{number}", frames=23) for number in range(400)]
    tracemalloc.start()
    film.write(clips, tmp_path / "film.mp4", title="")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    with av.open(tmp_path / "film.mp4") as container:
        stream = container.streams.video[0]
        assert stream.frames == 400 * 23
        assert stream.duration * stream.time_base == Fraction(400 * 23, 15)
    assert peak < 4e6


def test_every_caption_of_a_film_of_short_clips_is_kept(make_clip: MakeClip, tmp_path: Path) -> None:
    clips = [make_clip(name=f"beat{number}", frames=1, line="a b") for number in range(30)]
    film.write(clips, tmp_path / "film.mp4", title="")
    with av.open(tmp_path / "film.mp4") as container:
        assert sum(packet.size > 2 for packet in container.demux(subtitles=0)) == 30


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"size": (320, 180)}, "another size"),
        ({"rate": 30}, "another frame rate"),
        ({"seconds": 3.0}, r"has 15 frames, not 3\.0 s"),
    ],
)
def test_a_clip_that_does_not_fit_is_refused(
    make_clip: MakeClip, tmp_path: Path, fields: dict[str, object], reason: str
) -> None:
    path = tmp_path / "film.mp4"
    path.write_text("the film before")
    with pytest.raises(RenderError, match=reason) as refusal:
        film.write([make_clip(), make_clip(name="odd", **fields)], path, title="")
    assert "guess.odd" in str(refusal.value)
    assert path.read_text() == "the film before"
    assert list(tmp_path.iterdir()) == [path]


def test_no_clips_make_no_film(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="no clips"):
        film.write([], tmp_path / "film.mp4", title="")


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("content", [None, b"not a film"])
def test_an_unreadable_clip_is_named_and_leaves_the_film_before(
    make_clip: MakeClip, tmp_path: Path, place: int, content: bytes | None
) -> None:
    path, broken = tmp_path / "film.mp4", tmp_path / "broken.mp4"
    path.write_text("the film before")
    if content:
        broken.write_bytes(content)
    clips = [make_clip(), make_clip()]
    clips[place] = replace(make_clip(name="broken"), path=broken)
    with pytest.raises(RenderError, match=r"clip guess\.broken cannot be read"):
        film.write(clips, path, title="")
    assert path.read_text() == "the film before"
