"""A voice that speaks in a process of its own: a fault there stops no lesson, and no library is linked to ours."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gptanim.errors import RenderError
from gptanim.studio.speech import Line, Sound, speakable


@dataclass(frozen=True)
class ProcessVoice:
    """Speaks through a script beside this file, which reads a list of texts and files to write, as JSON.

    It answers with a list of words for each text: where each begins, in letters, and when, in seconds.
    settings: what the script is told, in words; who: all that the sound depends on.
    all_at_once: whether one process speaks all lines, which pays where it is slow to start.
    """

    name: str
    script: str
    settings: tuple[str, ...]
    who: tuple[str, ...]
    all_at_once: bool

    def check(self, lines: Sequence[Line]) -> None:
        """Refuse no line."""

    def identity(self, line: Line) -> object:
        """Return who speaks; it is the same for all lines."""
        return [self.name, *self.who]

    def speak(self, lines: Sequence[Line], folder: Path) -> list[Sound]:
        """Return each line's sound; RenderError with what the process complained of, when it fails."""
        files = [folder / f"{number}.wav" for number in range(len(lines))]
        step = len(lines) if self.all_at_once else 1
        pieces = [slice(first, first + step) for first in range(0, len(lines), step)]
        return [made for piece in pieces for made in self._spoken(lines[piece], files[piece])]

    def _spoken(self, lines: Sequence[Line], files: Sequence[Path]) -> list[Sound]:
        asked = [[speakable(line.words), str(file)] for line, file in zip(lines, files, strict=True)]
        command = [sys.executable, "-P", str(Path(__file__).with_name(self.script)), *self.settings]
        done = subprocess.run(command, input=json.dumps(asked), capture_output=True, encoding="utf-8", check=False)  # noqa: S603
        if done.returncode:
            last = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
            raise RenderError(f"the voice {self.name!r} failed on a line from {lines[0].address} on: {last}")
        told = json.loads(done.stdout.splitlines()[-1])
        return [
            Sound(file, tuple((int(at), float(when)) for at, when in words))
            for file, words in zip(files, told, strict=True)
        ]
