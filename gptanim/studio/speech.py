"""What is said and how it sounds: a line, the speech made of it, and what every voice can do."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

UNSPEAKABLE = ("Cc", "Cs")  # control letters and halves of letters: they would end a line, or could not be encoded


@dataclass(frozen=True)
class Line:
    """A beat's words. address: ``segment.beat``, with -2, -3 … where a lesson shows the same beat again."""

    address: str
    words: str


@dataclass(frozen=True)
class Speech:
    """A spoken line: a WAV file, 48 kHz, mono, 16 bits, and how long it is.

    words: where in the line each word begins, in letters, and when, in seconds; empty where the voice does not tell.
    """

    path: Path
    seconds: float
    words: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class Sound:
    """What a voice made of a line, in whatever rate and format it likes. words: as in Speech."""

    path: Path
    words: tuple[tuple[int, float], ...] = ()


class Voice(Protocol):
    """Turns lines into sound."""

    def check(self, lines: Sequence[Line]) -> None:
        """Raise LessonError when there are lines that the voice cannot say."""
        ...

    def identity(self, line: Line) -> object:
        """Return all but the words that the sound depends on, as JSON can hold it."""
        ...

    def speak(self, lines: Sequence[Line], folder: Path) -> list[Sound]:
        """Return each line's sound; an empty folder is lent for the files."""
        ...


def speakable(words: str) -> str:
    """Return the words with a space for each letter that cannot be said, so that all others keep their places."""
    return "".join(
        " " if unicodedata.category(letter) in UNSPEAKABLE or letter.isspace() else letter for letter in words
    )
