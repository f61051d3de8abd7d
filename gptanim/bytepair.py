"""Byte pairs: tokens that grow from bytes, the most frequent pair of neighbours merged first, again and again.

Sennrich, Haddow & Birch 2016, algorithm 1, on bytes instead of characters, so that no text is unknown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from gptanim.errors import ConfigError, DataError
from gptanim.tokenizer import MARKER, MARKER_ID, Tokenizer, visible

BYTES = 256  # tokens 1 … 256 are the single bytes 0 … 255
MERGES = 600
ENGLISH = Path(__file__).parents[1] / "data" / "words.txt"  # words with their counts, for read_counts
PIECES = re.compile(r"\s+|\S+")  # merges never reach over the edge of a word
Pair = tuple[int, int]


@dataclass(frozen=True)
class Merge:
    """Two neighbouring tokens that become one. count: how often they stood side by side when they were merged."""

    pair: Pair
    token: int
    count: int


@dataclass(frozen=True)
class Step:
    """A word after a merge was applied wherever it fits. rank: the merge's place in ``merges``; −1: no merge yet."""

    rank: int
    ids: tuple[int, ...]


@dataclass(frozen=True)
class BytePairTokenizer(Tokenizer):
    """Token 0 is the marker, 1 … 256 are the bytes, then come the merges' tokens in the order they were found.

    Tokens of the same bytes are one token, however they were put together.

    >>> pairs = BytePairTokenizer.train_on({"aaab": 2, "ab": 1}, merges=1)
    >>> [pairs.label(token) for token in pairs.encode("aab")]
    ['aa', 'b']
    """

    merges: tuple[Merge, ...]

    @classmethod
    def train(cls, texts: Iterable[str]) -> BytePairTokenizer:
        """Return the tokenizer of MERGES merges that the words of the texts give."""
        return cls.train_on(Counter(word for text in texts for word in text.split()))

    @classmethod
    def train_on(cls, counts: Mapping[str, int], merges: int = MERGES) -> BytePairTokenizer:
        """Return the tokenizer that merging the most frequent pair gives, so many times or until no pair is left.

        counts: how often each word occurs; a pair that occurs twice in a word counts twice. Of equally frequent
        pairs the one with the smallest ids goes first: the left token decides, then the right one.
        """
        if merges < 0:
            raise ConfigError(f"byte pairs: merges is {merges}; it must be at least 0.")
        words = _Words(counts)
        known = {bytes([byte]): byte + 1 for byte in range(BYTES)}
        spelled = {token: spelling for spelling, token in known.items()}
        found: list[Merge] = []
        while len(found) < merges and words.pairs:
            pair = min(words.pairs, key=lambda pair: (-words.pairs[pair], pair))
            spelling = spelled[pair[0]] + spelled[pair[1]]
            token = known.setdefault(spelling, len(known) + 1)
            spelled[token] = spelling
            found.append(Merge(pair, token, words.pairs[pair]))
            words.merge(pair, token)
        return cls(tuple(found))

    @property
    def vocab_size(self) -> int:
        """The number of tokens V, marker included."""
        return len(self.spellings)

    @cached_property
    def spellings(self) -> dict[int, bytes]:
        """The bytes of every token; the marker has none."""
        spelled = {MARKER_ID: b""} | {byte + 1: bytes([byte]) for byte in range(BYTES)}
        for merge in self.merges:
            spelled[merge.token] = spelled[merge.pair[0]] + spelled[merge.pair[1]]
        return spelled

    def label(self, token: int) -> str:
        """Return a token's text, "·" for the marker, or ⟨e2⟩ for bytes that are no whole character."""
        if token == MARKER_ID:
            return MARKER
        try:
            return visible(self.spellings[token].decode())
        except UnicodeDecodeError:
            return f"⟨{self.spellings[token].hex()}⟩"

    def encode(self, text: str) -> list[int]:
        """Return the ids of the text's tokens, without markers.

        Raises DataError when the text cannot be written in UTF-8, that is, holds half of a surrogate pair.
        """
        return [token for piece in PIECES.findall(text) for token in self.steps(piece)[-1].ids]

    def steps(self, word: str) -> list[Step]:
        """Return the word as single bytes, and again after each merge that applies to it, in order."""
        ids = _bytes_of(word)
        steps = [Step(-1, tuple(ids))]
        while ranks := [self._ranks[pair] for pair in pairwise(ids) if pair in self._ranks]:
            merge = self.merges[min(ranks)]
            ids = merged(ids, merge.pair, merge.token)
            steps.append(Step(min(ranks), tuple(ids)))
        return steps

    def parts(self, word: str) -> list[str]:
        """Return the labels of a word's tokens: "learning" may become ["learn", "ing"]."""
        return [self.label(token) for token in self.steps(word)[-1].ids]

    def decode(self, ids: Iterable[int]) -> str:
        """Return the text of the ids; bytes that are no character become "�"."""
        return b"".join(self.spellings[token] for token in ids).decode(errors="replace")

    def to_json(self) -> dict[str, Any]:
        """Return what ``from_json`` needs, as plain JSON values."""
        return {"kind": "byte pair", "merges": [[*merge.pair, merge.token, merge.count] for merge in self.merges]}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> BytePairTokenizer:
        """Return the tokenizer that ``to_json`` described."""
        return cls(tuple(Merge((left, right), token, count) for left, right, token, count in value["merges"]))

    @cached_property
    def _ranks(self) -> dict[Pair, int]:
        return {merge.pair: rank for rank, merge in enumerate(self.merges)}


def read_counts(path: Path) -> dict[str, int]:
    """Return the words in a UTF-8 file of one word and its count a line; DataError names a line that is not so."""
    counts: dict[str, int] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"{path} cannot be read ({error}). Name a file with a word and its count in each line."
        ) from error
    for number, line in enumerate(lines, start=1):
        word, _, count = line.partition(" ")
        if not (word and count.isdecimal()):
            raise DataError(f"{path}, line {number}, is {line!r}; it must be a word, a space and a whole number.")
        counts[word] = counts.get(word, 0) + int(count)
    return counts


def merged(ids: Sequence[int], pair: Pair, token: int) -> list[int]:
    """Return the ids with every occurrence of the pair, from the left, replaced by the token.

    >>> merged([1, 1, 1, 2], (1, 1), 9)
    [9, 1, 2]
    """
    result: list[int] = []
    i = 0
    while i < len(ids):
        fits = tuple(ids[i : i + 2]) == pair
        result.append(token if fits else ids[i])
        i += 2 if fits else 1
    return result


def _bytes_of(word: str) -> list[int]:
    try:
        return [byte + 1 for byte in word.encode()]
    except UnicodeEncodeError as error:
        raise DataError(f"{word!r} cannot be written in UTF-8: it holds half a character. Leave that out.") from error


class _Words:
    """Words as tokens, and how often each pair of neighbours occurs in them."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.words = [(_bytes_of(word), count) for word, count in counts.items() if count > 0]
        self.pairs: Counter[Pair] = Counter()
        self.places: dict[Pair, set[int]] = {}  # the words in which a pair occurs, or did before
        for place in range(len(self.words)):
            self._count(place, 1)

    def merge(self, pair: Pair, token: int) -> None:
        """Replace a pair by a token in all words, and count the pairs there anew."""
        for place in self.places.pop(pair):
            ids, count = self.words[place]
            self._count(place, -1)
            self.words[place] = (merged(ids, pair, token), count)
            self._count(place, 1)

    def _count(self, place: int, sign: int) -> None:
        ids, count = self.words[place]
        for pair in pairwise(ids):
            self.pairs[pair] += sign * count
            self.places.setdefault(pair, set()).add(place)
            if not self.pairs[pair]:
                del self.pairs[pair]
