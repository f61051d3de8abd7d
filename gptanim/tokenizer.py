"""A tokenizer turns text into numbers and back; here every character is a token."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gptanim.errors import DataError

MARKER_ID = 0  # the token before the first and after the last character of every text
MARKER = "·"
MAX_CHARACTERS = 300
VISIBLE = {" ": "␣", "\u200c": "ZWNJ", "\u200d": "ZWJ"}


@dataclass(frozen=True)
class CharTokenizer:
    """One token per character: id 0 is the marker, ids 1… are ``characters`` in sorted order.

    >>> CharTokenizer.train(["anna", "ben"]).with_markers("ben")
    [0, 2, 3, 4, 0]
    """

    characters: tuple[str, ...]

    @classmethod
    def train(cls, texts: Iterable[str]) -> CharTokenizer:
        """Return the tokenizer of all characters that occur in the texts.

        Raises DataError when there are none, or more than MAX_CHARACTERS.
        """
        characters = tuple(sorted(set().union(*texts)))
        if not 0 < len(characters) <= MAX_CHARACTERS:
            raise DataError(
                f"the corpus holds {len(characters)} different characters; 1 to {MAX_CHARACTERS} can be learned. "
                "Keep to one script, or remove texts with rare symbols."
            )
        return cls(characters)

    @property
    def vocab_size(self) -> int:
        """The number of tokens V, marker included."""
        return len(self.characters) + 1

    @property
    def labels(self) -> tuple[str, ...]:
        """The V tokens as they are drawn: MARKER first."""
        return tuple(self.label(i) for i in range(self.vocab_size))

    def label(self, token: int) -> str:
        """Return a visible form of a token: "·" for the marker, "␣" for a space, "◌́" for an accent alone."""
        if token == MARKER_ID:
            return MARKER
        character = self.characters[token - 1]
        if unicodedata.category(character).startswith("M"):
            return "◌" + character
        return VISIBLE.get(character, character)

    def encode(self, text: str) -> list[int]:
        """Return the ids of the characters, without markers.

        Raises DataError when a character did not occur in the training texts.
        """
        try:
            return [self._ids[character] for character in text]
        except KeyError as unknown:
            known = " ".join(self.labels[1:60]) + (" …" if self.vocab_size > 60 else "")
            raise DataError(
                f"{text!r} holds {unknown.args[0]!r}, which the model never saw. "
                f"It knows: {known}. Choose another text, or train on texts that hold it."
            ) from None

    def with_markers(self, text: str) -> list[int]:
        """Return the ids of the text between its start and its end marker."""
        return [MARKER_ID, *self.encode(text), MARKER_ID]

    def decode(self, ids: Iterable[int]) -> str:
        """Return the text of the ids; markers are left out."""
        return "".join(self.characters[i - 1] for i in ids if i != MARKER_ID)

    def to_json(self) -> dict[str, Any]:
        """Return what ``from_json`` needs, as plain JSON values."""
        return {"kind": "character", "characters": list(self.characters)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> CharTokenizer:
        """Return the tokenizer that ``to_json`` described."""
        return cls(tuple(value["characters"]))

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {character: i for i, character in enumerate(self.characters, start=1)}
