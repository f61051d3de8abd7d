"""How the byte pairs of English cut a word: every merge that applies, and the tokens that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim.bytepair import ENGLISH, BytePairTokenizer, Merge, read_counts


@dataclass(frozen=True)
class Node:
    """A token that a merge made in a word.

    start, stop: the bytes of the word that it spans. level: 1 when it joins two bytes, else one more than its
    higher half. moment: which of the word's merges made it, from 0. rank: that merge's place among all merges.
    count: how often its pair stood side by side when it was merged.
    """

    token: int
    label: str
    start: int
    stop: int
    level: int
    moment: int
    rank: int
    count: int


@dataclass(frozen=True, eq=False)
class Growth:
    """A word of N bytes and the M tokens that merging makes in it, as arrays.

    letters: (N,) labels of the bytes. labels: (M,). spans: (M, 2), the first byte and one past the last. levels,
    moments, counts: (M,), as of a Node. numbers: (N + M,), the ids of the bytes, then those of the tokens.
    """

    letters: npt.NDArray[np.str_]
    labels: npt.NDArray[np.str_]
    spans: npt.NDArray[np.int64]
    levels: npt.NDArray[np.int64]
    moments: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.int64]

    @classmethod
    def of(cls, pairs: BytePairTokenizer, word: str) -> Growth:
        """Merge a word."""
        own, nodes = pairs.steps(word)[0].ids, growth(pairs, word)
        table = np.array([(n.start, n.stop, n.level, n.moment, n.count, n.token) for n in nodes], int).reshape(-1, 6)
        letters, labels = np.array([pairs.label(i) for i in own]), np.array([n.label for n in nodes], str)
        levels, moments, counts = table[:, 2:5].T
        numbers = np.array([*own, *table[:, 5]])
        return cls(letters, labels, table[:, :2], levels, moments, counts, numbers)


@lru_cache(maxsize=1)
def english() -> BytePairTokenizer:
    """Return the byte pairs of the English words in data/words.txt, learned once in a process."""
    return BytePairTokenizer.train_on(english_words())


@lru_cache(maxsize=1)
def english_words() -> dict[str, int]:
    """Return the English words in data/words.txt with their counts, the most frequent first."""
    return read_counts(ENGLISH)


def whole(pairs: BytePairTokenizer, words: Iterable[str]) -> int:
    """Return how many of the words are one token each."""
    return sum(len(pairs.encode(word)) == 1 for word in words)


def spelled(pairs: BytePairTokenizer, merge: Merge) -> str:
    """Return a merge as it is written: "t + h → th"."""
    return " + ".join(map(pairs.label, merge.pair)) + f" → {pairs.label(merge.token)}"


def places(words: Iterable[str]) -> list[int]:
    """Return each word's place, from 1, in the list of English words; 0 for a word that is not there."""
    known = {word: place for place, word in enumerate(english_words(), start=1)}
    return [known.get(word, 0) for word in words]


def starts(pieces: Sequence[str]) -> list[int]:
    """Return where each piece begins, in characters: ["un", "do"] gives [0, 2]."""
    return [0, *accumulate(map(len, pieces))][:-1]


def growth(pairs: BytePairTokenizer, word: str) -> list[Node]:
    """Return the tokens that merging makes in a word, in the order in which they come about.

    One merge makes several tokens where its pair occurs several times.
    """
    steps = pairs.steps(word)
    spans = [(i, i + 1, 0) for i in range(len(steps[0].ids))]  # start, stop and level of each present token
    nodes: list[Node] = []
    for moment, (before, after) in enumerate(pairwise(steps)):
        merge, old, joined = pairs.merges[after.rank], 0, []
        for token in after.ids:
            if token == before.ids[old]:
                joined.append(spans[old])
                old += 1
                continue
            (start, _, left), (_, stop, right) = spans[old : old + 2]
            joined.append((start, stop, 1 + max(left, right)))
            nodes.append(Node(token, pairs.label(token), *joined[-1], moment, after.rank, merge.count))
            old += 2
        spans = joined
    return nodes


def of_sentence(pairs: BytePairTokenizer, words: Sequence[str], first: int) -> dict[str, npt.NDArray[Any]]:
    """Return how the first word grows (Growth), places of all, starts of the sentence's pieces, and first merges."""
    merges, sentence = pairs.merges[:first], " ".join(words)
    found = {**vars(Growth.of(pairs, words[0])), "places": places(words)}
    found["pieces"] = starts([pairs.decode([token]) for token in pairs.encode(sentence)])
    found |= {"first": [spelled(pairs, merge) for merge in merges], "first_counts": [merge.count for merge in merges]}
    return {name: np.array(value) for name, value in found.items()}
