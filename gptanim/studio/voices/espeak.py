"""eSpeak NG: a small voice that speaks by rules; robotic, quick, and it tells when each word begins."""

from __future__ import annotations

from ctypes.util import find_library
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from gptanim.errors import LessonError
from gptanim.studio.voices.process import ProcessVoice

PACKAGE = "espeakng-loader"
SPEAKER = "en-us"
WORDS_A_MINUTE = 165


def voice() -> ProcessVoice:
    """Return the voice; LessonError when neither the package nor the system's library is there."""
    library, data, version = _library()
    settings = (SPEAKER, str(WORDS_A_MINUTE), library, data)
    who = (version, SPEAKER, str(WORDS_A_MINUTE))
    # One process a line: the library's noise goes on from line to line, and a line shall always sound the same.
    return ProcessVoice("espeak", "espeak_process.py", settings, who, all_at_once=False)


def _library() -> tuple[str, str, str]:
    """Return the library's file, the folder of its data (empty: its own), and its version."""
    spec = find_spec("espeakng_loader")
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent
        found = next(iter(sorted(folder.glob("*espeak-ng*.[ds]*"))), None)
        if found is not None:
            return str(found), str(folder / "espeak-ng-data"), f"{PACKAGE} {metadata.version(PACKAGE)}"
    system = find_library("espeak-ng")
    if system is None:
        raise LessonError(
            "the voice 'espeak' is not installed; run `.venv/bin/pip install -c constraints.txt -e '.[espeak]'`, "
            "or install your system's package libespeak-ng1"
        )
    return system, "", system
