"""The texture of texts: which token follows which, how sure a model is where, how texts begin, end and last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.layers import Array
from gptanim.model import predict
from gptanim.run import Snapshot

Floats = npt.NDArray[np.float64]
READ_AT_ONCE = 64  # texts


@dataclass(frozen=True, eq=False)
class Bigrams:
    """Which token follows which.

    probs: (V, V), row = token, column = the next one. Token 0 is the marker: its row tells how texts begin, its
    column how they end. counts: (V,), how often each token was met before another; where 0, the row of probs is 0,
    and all other rows add up to 1.
    """

    probs: Floats
    counts: Floats


def data_bigrams(snapshot: Snapshot, texts: Iterable[str]) -> Bigrams:
    """Return how often each token really follows each other one in the texts, markers included."""
    size = snapshot.config.vocab_size
    follows = np.zeros((size, size))
    for text in texts:
        for token, after in pairwise(snapshot.doc(text)):
            follows[token, after] += 1
    return _bigrams(follows)


def model_bigrams(snapshot: Snapshot, texts: Sequence[str]) -> Bigrams:
    """Return how likely the model holds each token after each other one.

    A row is the mean of its predictions wherever that token stands in the texts. So both tables describe the same
    places, and a model with perfect knowledge of its texts would have the table of the data.
    """
    size = snapshot.config.vocab_size
    follows = np.zeros((size, size))
    for ids, probs in _readings(snapshot, texts):
        np.add.at(follows, ids, probs)
    return _bigrams(follows)


def entropy_by_position(snapshot: Snapshot, texts: Sequence[str]) -> tuple[Floats, Floats]:
    """Return the mean entropy of the predictions at each position, in nats, and how many texts reach it.

    Both (T + 1,) for a longest text of T tokens; position 0 is the start marker.
    """
    total, count = np.zeros((2, snapshot.config.block_size))
    longest = 0
    for ids, probs in _readings(snapshot, texts):
        total[: len(ids)] += probe.entropy(probs)
        count[: len(ids)] += 1
        longest = max(longest, len(ids))
    return total[:longest] / count[:longest], count[:longest]


def lengths(texts: Iterable[str], longest: int) -> Floats:
    """Return the share of the texts of each length in characters, 0 to longest, (longest + 1,).

    Longer ones are left out of it but count as texts, so that the shares of two lists can be compared.
    """
    counts = Counter(map(len, texts))
    total = max(1, sum(counts.values()))
    return np.array([counts[length] / total for length in range(longest + 1)])


def openings(texts: Iterable[str], length: int = 2) -> dict[str, float]:
    """Return the share of the texts that begin with each sequence of characters, the most frequent first.

    Among texts of that length or more: openings(["anna", "ann", "bo", "c"]) is {"an": 2 / 3, "bo": 1 / 3}.
    """
    return _shares(text[:length] for text in texts if len(text) >= length)


def endings(texts: Iterable[str], length: int = 2) -> dict[str, float]:
    """Return the share of the texts that end with each sequence of characters, as ``openings`` does."""
    return _shares(text[-length:] for text in texts if len(text) >= length)


def _shares(pieces: Iterable[str]) -> dict[str, float]:
    counts = Counter(pieces)
    total = sum(counts.values())
    return {piece: counts[piece] / total for piece in sorted(counts, key=lambda piece: (-counts[piece], piece))}


def _bigrams(follows: Floats) -> Bigrams:
    counts = follows.sum(axis=1)  # (V,)
    return Bigrams(follows / np.where(counts > 0, counts, 1)[:, None], counts.round())


def _readings(snapshot: Snapshot, texts: Sequence[str]) -> Iterator[tuple[Array, Array]]:
    """Yield each text's tokens, start marker first, (T + 1,), and what the model expects after each, (T + 1, V)."""
    for start in range(0, len(texts), READ_AT_ONCE):
        docs = [snapshot.doc(text) for text in texts[start : start + READ_AT_ONCE]]
        probs, _ = predict(snapshot.params, snapshot.config, docs)  # (B, T + 1, V)
        for doc, expected in zip(docs, probs, strict=True):
            yield np.array(doc[:-1]), expected[: len(doc) - 1].astype(np.float64)
