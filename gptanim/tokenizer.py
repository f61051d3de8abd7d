"""A tokenizer turns text into numbers and back: one token for each character here, or one for each word."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, Self

from gptanim.errors import DataError

MARKER_ID = 0  # the token before the first and after the last token of every text
MARKER = "·"
MAX_CHARACTERS = 300
MAX_WORDS = 2000
VISIBLE = {" ": "␣", "\u200c": "ZWNJ", "\u200d": "ZWJ"}


class Tokenizer(Protocol):
    """What all tokenizers can do. Token 0 is the marker; the others are 1 … vocab_size − 1."""

    @classmethod
    def train(cls, texts: Iterable[str]) -> Self:
        """Return the tokenizer of these texts; DataError when it would have no token, or too many."""
        ...

    @property
    def vocab_size(self) -> int:
        """The number of tokens V, marker included."""
        ...

    def label(self, token: int) -> str:
        """Return a visible form of a token: "·" for the marker, "␣" for a space, "◌́" for an accent alone."""
        ...

    def encode(self, text: str) -> list[int]:
        """Return the ids of the text's tokens, without markers; DataError when it holds something unknown."""
        ...

    def decode(self, ids: Iterable[int]) -> str:
        """Return the text of the ids; markers are left out."""
        ...

    def to_json(self) -> dict[str, Any]:  # Any: plain JSON values
        """Return what ``from_json`` needs, and the name of the kind under "kind"."""
        ...

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Return the tokenizer that ``to_json`` described."""
        ...

    @property
    def labels(self) -> tuple[str, ...]:
        """The V tokens as they are drawn: MARKER first."""
        return tuple(map(self.label, range(self.vocab_size)))

    def with_markers(self, text: str) -> list[int]:
        """Return the ids of the text between its start and its end marker."""
        return [MARKER_ID, *self.encode(text), MARKER_ID]


@dataclass(frozen=True)
class CharTokenizer(Tokenizer):
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

    def label(self, token: int) -> str:
        """Return a visible form of a token: "·" for the marker, "␣" for a space, "◌́" for an accent alone."""
        return MARKER if token == MARKER_ID else visible(self.characters[token - 1])

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


@dataclass(frozen=True)
class WordTokenizer(Tokenizer):
    """One token per word, words being what single spaces separate: ids 1… are ``words`` in sorted order.

    >>> WordTokenizer.train(["two plus two", "ten"]).with_markers("ten plus two")
    [0, 2, 1, 3, 0]
    """

    words: tuple[str, ...]

    @classmethod
    def train(cls, texts: Iterable[str]) -> WordTokenizer:
        """Return the tokenizer of all words that occur in the texts.

        Raises DataError when there are none, or more than MAX_WORDS.
        """
        words = tuple(sorted({word for text in texts for word in text.split(" ")} - {""}))
        if not 0 < len(words) <= MAX_WORDS:
            raise DataError(
                f"the corpus holds {len(words)} different words; 1 to {MAX_WORDS} can be learned. "
                'Take fewer texts, or let every character be a token: tokenizer = "character".'
            )
        return cls(words)

    @property
    def vocab_size(self) -> int:
        """The number of tokens V, marker included."""
        return len(self.words) + 1

    def label(self, token: int) -> str:
        """Return the word, or "·" for the marker."""
        return MARKER if token == MARKER_ID else self.words[token - 1]

    def encode(self, text: str) -> list[int]:
        """Return the ids of the words, without markers.

        Raises DataError, with the nearest known word, when one did not occur in the training texts.
        """
        try:
            return [self._ids[word] for word in text.split(" ") if word]
        except KeyError as unknown:
            word = unknown.args[0]
            near = difflib.get_close_matches(word, self.words, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"it knows words such as {', '.join(self.words[:9])}."
            raise DataError(f"{text!r} holds the word {word!r}, which the model never saw; {hint}") from None

    def decode(self, ids: Iterable[int]) -> str:
        """Return the words of the ids with a space between; markers are left out."""
        return " ".join(self.words[i - 1] for i in ids if i != MARKER_ID)

    def to_json(self) -> dict[str, Any]:
        """Return what ``from_json`` needs, as plain JSON values."""
        return {"kind": "word", "words": list(self.words)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> WordTokenizer:
        """Return the tokenizer that ``to_json`` described."""
        return cls(tuple(value["words"]))

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {word: i for i, word in enumerate(self.words, start=1)}


def visible(text: str) -> str:
    """Return a form of a token's text that can be seen wherever it begins with a space, a joiner or an accent."""
    if text and unicodedata.category(text[0]).startswith("M"):
        return "◌" + text
    return "".join(VISIBLE.get(character, character) for character in text)
