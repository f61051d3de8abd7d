"""The rhythm of texts: how often letters of two kinds take turns."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

VOWELS = frozenset("aeiouyаеиоуыэюяіїєαεηιουω")
COMMON = 0.5  # of all letters, where an alphabet has no vowels that are known


@dataclass(frozen=True)
class Kinds:
    """Letters of two kinds: those in ``first`` and all others. names: what they are called."""

    first: frozenset[str]
    names: tuple[str, str]

    def of(self, text: str) -> list[bool]:
        """Return for each character whether it is of the first kind."""
        return [_plain(character) in self.first for character in text]

    def changes(self, texts: Iterable[str]) -> float:
        """Return the share of neighbouring letters that are of different kinds, 0..1; 0 where there are none."""
        pairs = Counter(one != other for text in texts for one, other in pairwise(self.of(text)))
        return pairs[True] / max(1, pairs.total())


def kinds(texts: Sequence[str]) -> Kinds:
    """Return vowels and consonants; where an alphabet lacks either, the most frequent letters and the others."""
    counts = Counter(_plain(character) for text in texts for character in text)
    letters = {character for character in counts if character.isalpha()}
    if letters & VOWELS and letters - VOWELS:
        return Kinds(VOWELS, ("vowel", "consonant"))
    order = sorted(counts, key=lambda character: (-counts[character], character))
    covered = np.cumsum([counts[character] for character in order]) / counts.total()
    return Kinds(frozenset(order[: 1 + int(np.searchsorted(covered, COMMON))]), ("common letter", "rarer one"))


def _plain(character: str) -> str:
    """Return a letter without its accents, in lower case; й is no accented и."""
    if character in "йЙ":
        return "й"
    return unicodedata.normalize("NFD", character)[:1].lower()
