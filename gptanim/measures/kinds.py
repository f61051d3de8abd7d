"""The kinds of tokens, and how alike the rows of one kind are."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from gptanim.errors import DataError
from gptanim.little_language import category

VOWELS = frozenset("aeiouаеиоуыэюя")
OTHER = "other"


def kinds(labels: Sequence[str]) -> list[str]:
    """Return what each token is: the categories of the little language where it is spoken, else kinds of letters."""
    known = [_category(label) for label in labels]
    return known if set(known) != {OTHER} else [_letter(label) for label in labels]


def closeness(angles: npt.NDArray[np.float64], ids: Sequence[int], names: Sequence[str]) -> tuple[float, float] | None:
    """Return the mean similarity of two tokens of one kind, and of two kinds; None where there are no such two.

    angles: (V, V), the similarity of every two tokens. names: the kind of each of the ids; OTHER is no kind.
    """
    known = [(i, name) for i, name in zip(ids, names, strict=True) if name != OTHER]
    couples = [(angles[i, j], mine == theirs) for (i, mine), (j, theirs) in combinations(known, 2)]
    within, across = ([angle for angle, same in couples if same is wanted] for wanted in (True, False))
    return (float(np.mean(within)), float(np.mean(across))) if within and across else None


def _category(label: str) -> str:
    try:
        return category(label)
    except DataError:
        return OTHER


def _letter(label: str) -> str:
    """Return "vowel" or "consonant" for a Latin or Cyrillic letter, whatever its accent; "other" for all else."""
    base = unicodedata.normalize("NFD", label)[:1].lower()
    alphabetic = base.isalpha() and unicodedata.name(base, "").startswith(("LATIN", "CYRILLIC"))
    if len(label) != 1 or not alphabetic:
        return OTHER
    return "vowel" if base in VOWELS else "consonant"
