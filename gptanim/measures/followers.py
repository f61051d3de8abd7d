"""Do vowels follow consonants? What comes after either, in a model before and after training, and in the texts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim.reading import foremost, gather
from gptanim.run import Run
from gptanim.texture import Bigrams, data_bigrams, model_bigrams
from gptanim.tokenizer import MARKER_ID

Floats = npt.NDArray[np.float64]
VOWELS = frozenset("aeiouæøœ" + "аеиоуыэюяєі" + "αεηιουω")
TEXTS = 500  # looked at, from the first


@dataclass(frozen=True, eq=False)
class Followers:
    """Two kinds of tokens and what follows them.

    kinds: vowels and consonants, or common tokens and rare ones where the texts do not have both.
    after: (3, 2, V), the mean expectation after one of the second kind and after one of the first, in the untrained
    model, in the trained one, and in the texts.
    """

    kinds: tuple[tuple[int, ...], tuple[int, ...]]
    are_vowels: bool
    after: Floats

    @property
    def shares(self) -> Floats:
        """How much of each of these falls on the first kind; (3, 2)."""
        return np.asarray(self.after[..., list(self.kinds[0])].sum(axis=-1))

    def arrays(self, labels: Sequence[str], *, most: int) -> dict[str, npt.NDArray[Any]]:
        """Return the foremost tokens for an exhibit, those ``inside`` the first kind first, and the shares as sums.

        labels: (V,). Rows go from the untrained model to the texts, in each after the second kind, then the first.
        """
        rows = self.after.reshape(6, -1)  # (6, V)
        chosen = foremost(rows, most=most, always=self.kinds[0][:1])
        inside = [token for token in chosen if token in self.kinds[0]]
        outside = sorted(set(chosen) - set(inside) - {MARKER_ID}) + [MARKER_ID] * (MARKER_ID in chosen)
        probs, names = gather(rows, inside + outside, labels)  # (6, K)
        sums, count = self.shares.ravel(), np.array(len(inside))
        return {"probs": probs, "sums": sums, "labels": np.array(names), "inside": count}


def followers(run: Run) -> Followers:
    """Compare what follows vowels and consonants (is_vowel) in the first texts, before training and after it."""
    texts = run.corpus.texts[:TEXTS]
    counts = Counter(token for text in texts for token in run.tokenizer.encode(text))
    kinds, are_vowels = _kinds(run, counts)
    tables = [model_bigrams(run.first, texts), model_bigrams(run.last, texts), data_bigrams(run.last, texts)]
    after = [[_mean_after(table, kind) for kind in (kinds[1] or kinds[0], kinds[0])] for table in tables]
    return Followers(kinds, are_vowels, np.array(after))


def is_vowel(letter: str) -> bool:
    """Return whether a letter, without its accents, is a vowel of the Latin, Greek or Cyrillic alphabet."""
    bare = unicodedata.normalize("NFD", letter.lower())
    return bare[:1] in VOWELS and letter.lower() != "й"


def _kinds(run: Run, counts: Counter[int]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], bool]:
    letters = {token: run.tokenizer.label(token) for token in sorted(counts)}
    vowels = tuple(token for token, letter in letters.items() if is_vowel(letter) and len(letter) == 1)
    others = tuple(token for token, letter in letters.items() if letter.isalpha() and token not in vowels)
    if vowels and others and max(map(len, letters.values())) == 1:
        return (vowels, others), True
    ordered = sorted(counts, key=lambda token: (-counts[token], token))
    half = sum(counts.values()) / 2
    common = 1 + sum(total < half for total in accumulate(counts[token] for token in ordered))
    return (tuple(ordered[:common]), tuple(ordered[common:])), False


def _mean_after(table: Bigrams, kind: Sequence[int]) -> Floats:
    """Return the mean of the rows of these tokens, each as often as it was met; (V,)."""
    rows, counts = table.probs[list(kind)], table.counts[list(kind)]
    return np.asarray(counts @ rows / counts.sum())
