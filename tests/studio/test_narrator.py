"""Lines are spoken once, kept whole, and decide how long a beat holds."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from gptanim.errors import LessonError
from gptanim.stage import PAUSE_SECONDS, reading_seconds
from gptanim.studio import narrator, sound
from gptanim.studio.progress import Reporter
from gptanim.studio.speech import Line, Sound, speakable


class Hum:
    """A voice that hums for a tenth of a second for each letter, and counts the lines that it was given."""

    def __init__(self, who: str = "hum") -> None:
        self.who, self.asked = who, list[str]()

    def check(self, lines: Sequence[Line]) -> None:
        if any("unspeakable" in line.words for line in lines):
            raise LessonError("cannot say that")

    def identity(self, line: Line) -> object:
        return self.who

    def speak(self, lines: Sequence[Line], folder: Path) -> list[Sound]:
        self.asked += [line.words for line in lines]
        for number, line in enumerate(lines):
            sound.write_wav(folder / f"{number}.wav", np.full(len(line.words) * 4800, 1000, np.int16))
        return [Sound(folder / f"{number}.wav", ((0, 0.0),)) for number, _ in enumerate(lines)]


LINES = [Line("guess.a", "abc"), Line("guess.b", "—"), Line("loss.a", "abcd"), Line("guess.a-2", "abc")]


def test_a_line_is_spoken_once_and_one_without_words_not_at_all(tmp_path: Path) -> None:
    voice = Hum()
    first = narrator.speak(LINES, voice, tmp_path, Reporter())
    assert [speech and round(speech.seconds, 3) for speech in first] == [0.3, None, 0.4, 0.3]
    assert narrator.speak(LINES, voice, tmp_path, Reporter()) == first
    assert voice.asked == ["abc", "abcd"]


def test_another_voice_speaks_anew(tmp_path: Path) -> None:
    narrator.speak(LINES, Hum(), tmp_path, Reporter())
    other = Hum("another")
    narrator.speak(LINES, other, tmp_path, Reporter())
    assert other.asked == ["abc", "abcd"]


def test_a_spoilt_or_half_written_speech_is_made_again(tmp_path: Path) -> None:
    voice = Hum()
    (speech,) = narrator.speak(LINES[:1], voice, tmp_path, Reporter())
    assert speech is not None
    whole = speech.path.read_bytes()
    receipt = speech.path.with_suffix(".json")
    for spoil in (
        lambda: speech.path.write_bytes(whole[:100]),
        speech.path.unlink,
        receipt.unlink,
        lambda: receipt.write_text("{"),
        lambda: receipt.write_text(json.dumps({"bytes": len(whole), "words": [1]})),
    ):
        spoil()
        assert narrator.speak(LINES[:1], voice, tmp_path, Reporter()) == [speech]
        assert speech.path.read_bytes() == whole
    assert len(voice.asked) == 6
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".wav"]


def test_what_was_said_before_a_failure_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrator, "AT_ONCE", 1)

    class Hoarse(Hum):
        def speak(self, lines: Sequence[Line], folder: Path) -> list[Sound]:
            if lines[0].words == "abcd":
                raise OSError("no breath")
            return super().speak(lines, folder)

    with pytest.raises(OSError, match="no breath"):
        narrator.speak(LINES, Hoarse(), tmp_path, Reporter())
    well = Hum()
    narrator.speak(LINES, well, tmp_path, Reporter())
    assert well.asked == ["abcd"]


def test_a_line_that_the_voice_cannot_say_is_refused_before_any_is_spoken(tmp_path: Path) -> None:
    voice = Hum()
    with pytest.raises(LessonError):
        narrator.speak([*LINES, Line("x.y", "unspeakable")], voice, tmp_path, Reporter())
    assert not voice.asked


def test_a_beat_holds_for_its_speech_or_for_reading_it(tmp_path: Path) -> None:
    (speech,) = narrator.speak(LINES[:1], Hum(), tmp_path, Reporter())
    assert narrator.seconds("abc", speech) == pytest.approx(0.3 + PAUSE_SECONDS)
    assert narrator.seconds("one two three", None) == reading_seconds("one two three")


def test_the_silent_voice_says_nothing(tmp_path: Path) -> None:
    assert narrator.speak(LINES, narrator.voice("silent"), tmp_path, Reporter()) == [None] * 4
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_voice_is_refused() -> None:
    with pytest.raises(LessonError, match="silent, espeak, piper, recorded"):
        narrator.voice("opera")


def test_a_beat_shown_again_has_an_address_of_its_own() -> None:
    found = narrator.addressed([("guess", "a", "x"), ("guess", "b", "y"), ("guess", "a", "z")])
    assert [line.address for line in found] == ["guess.a", "guess.b", "guess.a-2"]


def test_what_cannot_be_said_becomes_a_space_and_all_else_keeps_its_place() -> None:
    words = "a\x00b\nc\ud800d\u2028“e”"
    assert speakable(words) == "a b c d “e”"
    assert re.sub(r"\s", "", speakable("模 é\t𝛼")) == "模é𝛼"
