"""The contract between scenes and studio: an exhibit goes in, beats are played."""

from __future__ import annotations

import math
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim.errors import ScriptError

Array = npt.NDArray[Any]
Fact = str | int | float
COUNTDOWN_SECONDS = 3.0  # a film waits that long for an answer
CURTAIN = "curtain"  # the clip in which a segment leaves the stage
CURTAIN_SECONDS = 0.6
WORDS_PER_SECOND = 2.8  # a lecturer who does not hurry; the pace of a film without a voice
PAUSE_SECONDS = 0.5  # after each line


@dataclass(frozen=True)
class Exhibit:
    """All that crosses from the laboratory to a scene: named arrays and named facts.

    Arrays are drawn, facts are spoken (a beat's words name them in braces).
    Raises ScriptError when a value is not finite, or is no number, text or array.
    """

    arrays: Mapping[str, Array] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, array in self.arrays.items():
            if array.dtype.kind not in "biufU":
                raise ScriptError(f"exhibit array {name!r} holds {array.dtype}; only numbers and text can cross")
            if array.dtype.kind == "f" and not np.isfinite(array).all():
                raise ScriptError(f"exhibit array {name!r} is not finite; mend measure()")
        for name, fact in self.facts.items():
            if not isinstance(fact, str | int | float) or (isinstance(fact, float) and not math.isfinite(fact)):
                raise ScriptError(f"exhibit fact {name!r} is {fact!r}; a fact is a text or a finite number")

    def __getitem__(self, name: str) -> Array:
        return self.arrays[name]


@dataclass(frozen=True)
class Beat:
    """One slide's worth of a segment: a method, and the words said over it.

    say: narration, caption and speaker note in one; ``{facts}`` are filled in from the exhibit.
    notes: more for the speaker alone. loop: the slide repeats the clip until the lecturer goes on.
    ask: ends on a question; the film counts three seconds down, the slide waits.
    """

    name: str
    say: str
    play: Callable[[Any], None]
    notes: str = ""
    loop: bool = False
    ask: bool = False

    @property
    def countdown(self) -> str:
        """The name of the clip in which a film waits for the answer to this beat's question."""
        return f"{self.name}-countdown"

    def line(self, facts: Mapping[str, Fact]) -> str:
        """Return the words with every ``{fact}`` filled in."""
        return self._fill(self.say, facts)

    def speaker_notes(self, facts: Mapping[str, Fact]) -> str:
        """Return the notes with every ``{fact}`` filled in."""
        return self._fill(self.notes, facts)

    def _fill(self, words: str, facts: Mapping[str, Fact]) -> str:
        try:
            return string.Formatter().vformat(words, (), facts)
        except (KeyError, IndexError) as missing:
            raise ScriptError(
                f"beat {self.name!r} says {{{missing.args[0]}}}, but measure() gives only: {', '.join(sorted(facts))}"
            ) from None
        except ValueError as error:
            raise ScriptError(f"beat {self.name!r} formats a fact that does not fit: {error}") from None


def reading_seconds(line: str) -> float:
    """Return how long a line takes to read aloud, in seconds, at WORDS_PER_SECOND."""
    return len(line.split()) / WORDS_PER_SECOND + PAUSE_SECONDS
