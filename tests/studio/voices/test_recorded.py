"""The lecturer's own voice, from WAV files of any kind."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from gptanim.errors import LessonError, RenderError
from gptanim.studio import narrator
from gptanim.studio.progress import Reporter
from gptanim.studio.speech import Line
from gptanim.studio.voices.recorded import Recorded

LINES = [Line("guess.question", "It begins with “m”."), Line("guess.answer", "It is <b>“a”</b>.")]


def record(path: Path, seconds: float = 1.0, rate: int = 44_100, channels: int = 2, volume: float = 0.3) -> None:
    time = np.arange(round(seconds * rate)) / rate
    tone = np.round(32767 * volume * np.sin(2 * np.pi * 440 * time)).astype("<i2")
    with wave.open(str(path), "wb") as wav:
        wav.setnchannels(channels)
        wav.setsampwidth(2)
        wav.setframerate(rate)
        wav.writeframes(np.repeat(tone, channels).tobytes())


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 2), (48_000, 1), (16_000, 1), (96_000, 2)])
def test_recordings_of_any_rate_keep_their_length(tmp_path: Path, rate: int, channels: int) -> None:
    for line in LINES:
        record(tmp_path / f"{line.address}.wav", 1.25, rate, channels)
    found = narrator.speak(LINES, Recorded.of(tmp_path), tmp_path / "cache", Reporter())
    assert [round(speech.seconds, 3) for speech in found if speech] == [1.25, 1.25]


def test_a_new_take_is_heard(tmp_path: Path) -> None:
    for seconds in (1.0, 2.0):
        record(tmp_path / "guess.question.wav", seconds)
        (speech,) = narrator.speak(LINES[:1], Recorded.of(tmp_path), tmp_path / "cache", Reporter())
        assert speech is not None
        assert speech.seconds == pytest.approx(seconds, abs=0.001)


def test_missing_files_are_named_with_what_is_said_in_them(tmp_path: Path) -> None:
    record(tmp_path / "guess.question.wav")
    with pytest.raises(LessonError) as refusal:
        narrator.speak(LINES, Recorded.of(tmp_path), tmp_path / "cache", Reporter())
    said = str(refusal.value)
    assert "lacks 1 of 2 recordings: guess.answer.wav: “It is <b>“a”</b>.”. `render.py script` prints all" in said
    many = [Line(f"guess.beat{number}", "Words.") for number in range(9)]
    with pytest.raises(LessonError, match=r"lacks 9 of 9 recordings: .*; and 4 more\."):
        Recorded.of(tmp_path).check(many)


def test_a_file_that_is_no_sound_is_named(tmp_path: Path) -> None:
    for content in (b"", b"RIFF", b"not a sound at all" * 100):
        (tmp_path / "guess.question.wav").write_bytes(content)
        with pytest.raises(RenderError, match=r"guess\.question\.wav"):
            narrator.speak(LINES[:1], Recorded.of(tmp_path), tmp_path / "cache", Reporter())
    record(tmp_path / "guess.question.wav", seconds=0)
    with pytest.raises(RenderError, match=r"guess\.question\.wav holds no sound"):
        narrator.speak(LINES[:1], Recorded.of(tmp_path), tmp_path / "cache", Reporter())


def test_a_folder_must_be_named_and_there(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="recordings = "):
        narrator.voice("recorded")
    with pytest.raises(LessonError, match=r"no folder .*nowhere.*render\.py script"):
        narrator.voice("recorded", tmp_path / "nowhere")
