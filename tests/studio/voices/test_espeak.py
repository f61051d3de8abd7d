"""The real eSpeak NG speaks, and tells when."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from gptanim.errors import LessonError, RenderError
from gptanim.studio import sound
from gptanim.studio.speech import Line
from gptanim.studio.voices import espeak
from gptanim.studio.voices.process import ProcessVoice

HOSTILE = "<speak>1 < 2 & 3</speak> [[h@loU]] \x00 \ud800 $(touch x) 模型 é 🦆 “quoted” \n--> " + "long " * 200


@pytest.fixture(scope="module")
def voice() -> ProcessVoice:
    return espeak.voice()


def test_it_speaks_at_the_pace_of_a_lecturer_and_tells_when_each_word_begins(
    voice: ProcessVoice, tmp_path: Path
) -> None:
    words = "Before training, every letter of a name is about equally likely."
    (spoken,) = voice.speak([Line("guess.a", words)], tmp_path)
    samples = sound.decode(spoken.path)
    seconds = len(samples) / sound.RATE
    assert 3 < seconds < 6
    assert np.abs(samples).max() > 5000
    assert [place for place, _ in spoken.words][:3] == [0, 7, 17]
    assert len(spoken.words) >= 10  # it says “of a” in one
    assert all(one <= other for (_, one), (_, other) in pairwise(spoken.words))
    assert spoken.words[-1][1] < seconds


def test_the_same_line_sounds_the_same(voice: ProcessVoice, tmp_path: Path) -> None:
    first, second = voice.speak([Line("a.a", "So the loss falls."), Line("a.b", "So the loss falls.")], tmp_path)
    assert first.words == second.words
    assert np.array_equal(sound.decode(first.path), sound.decode(second.path))
    assert voice.identity(Line("a.a", "x")) == voice.identity(Line("b.b", "y"))


def test_any_line_is_only_spoken(voice: ProcessVoice, tmp_path: Path) -> None:
    (spoken,) = voice.speak([Line("a.a", HOSTILE)], tmp_path)
    assert len(sound.decode(spoken.path)) > 40 * sound.RATE
    assert all(0 <= place < len(HOSTILE) for place, _ in spoken.words)
    assert list(tmp_path.iterdir()) == [spoken.path]


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "find_spec", lambda name: None)
    monkeypatch.setattr(espeak, "find_library", lambda name: None)
    with pytest.raises(LessonError, match=r"pip install -c constraints.txt -e '\.\[espeak\]'.*libespeak-ng1"):
        espeak.voice()


def test_the_systems_library_serves_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "find_spec", lambda name: None)
    monkeypatch.setattr(espeak, "find_library", lambda name: "libespeak-ng.so.1")
    assert espeak.voice().settings[2:] == ("libespeak-ng.so.1", "")


def test_a_voice_that_fails_says_why(tmp_path: Path) -> None:
    settings = ("en-us", "165", "no-such-library.so", "")
    broken = ProcessVoice("espeak", "espeak_process.py", settings, (), all_at_once=False)
    with pytest.raises(RenderError, match=r"'espeak' failed on a line from guess\.a on: .*no-such-library"):
        broken.speak([Line("guess.a", "hello")], tmp_path)
