"""The lecturer's own voice: a folder of WAV files, one for each beat."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gptanim.errors import LessonError
from gptanim.studio.speech import Line, Sound

NAMED = 5  # missing files that an error names


@dataclass(frozen=True)
class Recorded:
    """Reads ``segment.beat.wav`` from a folder."""

    folder: Path

    @classmethod
    def of(cls, folder: Path | None) -> Recorded:
        """Return the voice in a folder; LessonError when none is named, or it is not there."""
        if folder is None:
            raise LessonError(
                "the voice 'recorded' needs a folder of WAV files: recordings = \"FOLDER\" in the lesson, "
                "or --recordings FOLDER; `render.py script` prints the lines to read"
            )
        if not folder.is_dir():
            raise LessonError(f"there is no folder {folder} with recordings; `render.py script` prints what to read")
        return cls(folder)

    def check(self, lines: Sequence[Line]) -> None:
        """Raise LessonError naming the files that are missing, and what shall be said in them."""
        missing = [line for line in lines if not self._file(line).is_file()]
        if missing:
            named = "; ".join(f"{line.address}.wav: “{line.words}”" for line in missing[:NAMED])
            more = f"; and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
            raise LessonError(
                f"{self.folder} lacks {len(missing)} of {len(lines)} recordings: {named}{more}. "
                "`render.py script` prints all lines."
            )

    def identity(self, line: Line) -> object:
        """Return the digest of the line's file, so that a new take is heard."""
        return ["recorded", hashlib.sha256(self._file(line).read_bytes()).hexdigest()]

    def speak(self, lines: Sequence[Line], folder: Path) -> list[Sound]:
        """Return each line's file; nobody knows when its words begin."""
        return [Sound(self._file(line)) for line in lines]

    def _file(self, line: Line) -> Path:
        return self.folder / f"{line.address}.wav"
