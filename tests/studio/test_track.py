"""The film's sound: level, unclipped, and in step with its pictures to the end."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from gptanim.errors import RenderError
from gptanim.studio import film, narrator, sound, track
from gptanim.studio.clip import Clip
from gptanim.studio.progress import Reporter
from gptanim.studio.speech import Line, Speech
from tests.studio import hearing

MakeClip = Callable[..., Clip]
LINES = ("Before training, every letter is about equally likely.", "Which letter comes next?", "So the loss falls.")


@pytest.fixture(scope="module")
def speeches(tmp_path_factory: pytest.TempPathFactory) -> list[Speech]:
    lines = [Line(f"guess.beat{number}", words) for number, words in enumerate(LINES)]
    found = narrator.speak(lines, narrator.voice("espeak"), tmp_path_factory.mktemp("speech"), Reporter())
    return [speech for speech in found if speech]


@pytest.fixture(scope="module")
def spoken(make_clip: MakeClip, speeches: list[Speech]) -> list[Clip]:
    """Three beats that hold for their speech, with a countdown before the last one."""
    clips = [
        make_clip(name=f"beat{number}", frames=int(speech.seconds * 15) + 9, line=line, speech=speech)
        for number, (line, speech) in enumerate(zip(LINES, speeches, strict=True))
    ]
    return [*clips[:2], make_clip(name="countdown", frames=45, interlude=True), clips[2]]


@pytest.fixture(scope="module")
def film_path(spoken: list[Clip], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    film.write(spoken, path, title="Spoken")
    return path


def tone(path: Path, seconds: float, volume: float = 0.3) -> Speech:
    time = np.arange(round(seconds * sound.RATE)) / sound.RATE
    sound.write_wav(path, np.round(32767 * volume * np.sin(2 * np.pi * 997 * time)).astype(np.int16))
    return Speech(path, seconds)


def test_sound_is_one_track_of_stereo_aac_at_48_khz_that_lasts_as_long_as_the_pictures(film_path: Path) -> None:
    with av.open(film_path) as container:
        (stream,) = container.streams.audio
        assert (stream.codec_context.name, stream.rate, stream.layout.name) == ("aac", 48_000, "stereo")
        assert stream.metadata["language"] == "eng"
        video = container.streams.video[0]
        lengths = [stream.duration * stream.time_base, video.duration * video.time_base]
        assert float(lengths[0]) == pytest.approx(float(lengths[1]), abs=1 / 60)
    assert len(hearing.samples(film_path)) / 48_000 == pytest.approx(float(lengths[1]), abs=1 / 15)


def test_a_spoken_film_is_as_loud_as_others_and_nothing_is_cut_off(film_path: Path) -> None:
    loudness, peak = hearing.loudness(film_path)
    assert loudness == pytest.approx(-16, abs=0.5)
    assert peak < -0.5


@pytest.mark.parametrize("volume", [0.01, 1.0])
def test_faint_and_loud_recordings_become_equally_loud(
    make_clip: MakeClip, speeches: list[Speech], tmp_path: Path, volume: float
) -> None:
    said = sound.read_wav(speeches[0].path)
    sound.write_wav(tmp_path / "a.wav", np.round(32767 * volume * said / np.abs(said).max()).astype(np.int16))
    clip = make_clip(frames=75, speech=Speech(tmp_path / "a.wav", speeches[0].seconds))
    film.write([clip], tmp_path / "film.mp4", title="")
    loudness, peak = hearing.loudness(tmp_path / "film.mp4")
    assert loudness == pytest.approx(-16, abs=1)
    assert peak < 0


def test_a_film_without_words_has_no_sound(make_clip: MakeClip, tmp_path: Path) -> None:
    film.write([make_clip()], tmp_path / "film.mp4", title="")
    with av.open(tmp_path / "film.mp4") as container:
        assert not container.streams.audio


def test_recorded_silence_stays_silent(make_clip: MakeClip, tmp_path: Path) -> None:
    clip = make_clip(frames=30, speech=tone(tmp_path / "nothing.wav", 1.0, volume=0))
    film.write([clip], tmp_path / "film.mp4", title="")
    assert np.abs(hearing.samples(tmp_path / "film.mp4")).max() < 1e-4


@pytest.mark.parametrize("rate", [15, 60])
def test_every_line_begins_with_its_clip_to_the_end(make_clip: MakeClip, tmp_path: Path, rate: int) -> None:
    speech = tone(tmp_path / "tone.wav", 0.25)
    counts = [(89 + number % 7) * rate // 15 + number % 2 for number in range(8)]
    clips = [make_clip(name=f"b{n}", frames=count, rate=rate, speech=speech) for n, count in enumerate(counts)]
    film.write(clips, tmp_path / "film.mp4", title="")
    heard = hearing.samples(tmp_path / "film.mp4")
    starts = [0, *(int(count) * 48_000 // rate for count in np.cumsum(counts))]
    off = []
    for start in starts[:-1]:
        around = np.abs(np.pad(heard, (4800, 4800))[start : start + 9600])
        off.append(int(np.argmax(around > 0.5 * around.max())) - 4800)
    assert max(map(abs, off)) < 48_000 / rate / 2, off
    assert max(off) - min(off) < 48  # a millisecond: nothing drifts
    assert len(heard) == pytest.approx(starts[-1], abs=48_000 / rate * 2)
    with av.open(tmp_path / "film.mp4") as container:
        sound_stream, pictures = container.streams.audio[0], container.streams.video[0]
        seconds = [float(one.duration * one.time_base) for one in (sound_stream, pictures)]
    assert seconds[0] == pytest.approx(seconds[1], abs=1 / rate)
    assert seconds[1] > 47


def test_blocks_are_as_long_as_their_clips_to_the_sample(spoken: list[Clip]) -> None:
    for rate in (Fraction(15), Fraction(30_000, 1001)):
        clips = [clip for clip in spoken if rate == 15 or clip.interlude]
        total = sum(round(clip.seconds * rate) for clip in clips) * sound.RATE / rate
        assert sum(map(len, track.blocks(clips, rate))) == round(total)


def test_a_line_longer_than_its_clip_is_refused(make_clip: MakeClip, tmp_path: Path) -> None:
    clip = make_clip(frames=15, speech=tone(tmp_path / "long.wav", 1.5))
    with pytest.raises(RenderError, match=r"clip guess\.untrained is too short for its line"):
        film.write([clip], tmp_path / "film.mp4", title="")
    assert not (tmp_path / "film.mp4").exists()


def test_captions_that_are_drawn_in_are_not_shown_twice(make_clip: MakeClip, tmp_path: Path) -> None:
    film.write([make_clip(captioned=True)], tmp_path / "film.mp4", title="")
    with av.open(tmp_path / "film.mp4") as container:
        assert not container.streams.subtitles
