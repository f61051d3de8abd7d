"""Piper speaks where it is installed; where not, it is said how to install it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from gptanim.errors import LessonError
from gptanim.studio import sound
from gptanim.studio.speech import Line
from gptanim.studio.voices import piper


def test_without_piper_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piper, "find_spec", lambda name: None)
    with pytest.raises(LessonError, match=r"pip install -c constraints.txt -e '\.\[piper\]'"):
        piper.voice()


@pytest.mark.skipif(find_spec("piper") is None, reason="a hundred megabytes; not installed")
def test_it_speaks_any_line_in_a_process_of_its_own(tmp_path: Path) -> None:
    lines = [Line("a.a", "Before training, every letter is about equally likely."), Line("a.b", "<b>\n--> 模 🦆")]
    first, second = piper.voice().speak(lines, tmp_path)
    assert 2 < len(sound.decode(first.path)) / sound.RATE < 6
    assert second.path.exists()
    assert first.words == ()
