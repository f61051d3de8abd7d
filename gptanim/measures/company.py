"""The company that tokens keep: their kinds, the places in which they stand, and how alike their rows become."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, zip_longest

import numpy as np
import numpy.typing as npt

from gptanim.embeddings import similarities
from gptanim.errors import DataError
from gptanim.little_language import category
from gptanim.run import Run, Snapshot
from gptanim.tokenizer import MARKER, MARKER_ID

Floats = npt.NDArray[np.float64]
VOWELS = frozenset("aeiouаеиоуыэюя")
USUAL = ("king", "queen")  # the tokens looked at closely, where there are such
MOST = 140  # tokens that are drawn
OTHER = "other"


def kinds(labels: Sequence[str]) -> list[str]:
    """Return what each token is: the categories of the little language where it is spoken, else kinds of letters."""
    known = [_category(label) for label in labels]
    return known if set(known) != {OTHER} else [_letter(label) for label in labels]


def frequencies(run: Run) -> npt.NDArray[np.int64]:
    """Return how often each token occurs in the training texts, (V,), the marker not counted."""
    ids = [token for text in run.corpus.train for token in run.tokenizer.encode(text)]
    return np.bincount(ids, minlength=run.tokenizer.vocab_size)


def pair(run: Run) -> tuple[int, int]:
    """Return the ids of USUAL, or else of the two most frequent tokens; the marker is the second of only one."""
    labels, counts = run.tokenizer.labels, frequencies(run)
    if set(USUAL) <= set(labels):
        return labels.index(USUAL[0]), labels.index(USUAL[1])
    first, *others = np.argsort(-counts, kind="stable").tolist()
    return first, next((token for token in others if token != MARKER_ID), MARKER_ID)


def gathering(run: Run) -> list[int]:
    """Return the ids of the tokens to draw: those of a kind when there are some, the most frequent MOST of them.

    The marker is drawn only where it would leave a single point.
    """
    labels, counts = run.tokenizer.labels, frequencies(run)
    named = [i for i, name in enumerate(kinds(labels)) if name != OTHER]
    some = named if len(named) > 2 else list(range(0 if len(labels) < 3 else 1, len(labels)))
    kept = sorted(some, key=lambda i: -counts[i])[:MOST]
    return sorted({*kept, *(i for i in pair(run) if len(kept) > 1 or i in some)})


def places(run: Run, token: int) -> Counter[tuple[int, int]]:
    """Return how often a token stands between which two others in the training texts, markers included."""
    rows = (run.tokenizer.with_markers(text) for text in run.corpus.train)
    return Counter((row[i - 1], row[i + 1]) for row in rows for i in range(1, len(row) - 1) if row[i] == token)


def shared_places(run: Run, one: int, other: int, most: int = 3) -> list[tuple[tuple[int, int], int, int]]:
    """Return the places where both tokens stand most often, with the counts of each; else where either does."""
    mine, theirs = places(run, one), places(run, other)
    order = sorted({*mine, *theirs}, key=lambda at: (-min(mine[at], theirs[at]), -mine[at] - theirs[at], at))
    return [(at, mine[at], theirs[at]) for at in order[:most]]


def nearest(snapshot: Snapshot, token: int, most: int = 4) -> list[int]:
    """Return the ids whose rows point most nearly the same way, the nearest first; the marker if there is no other."""
    order = np.argsort(-similarities(snapshot)[token], kind="stable").tolist()
    return [i for i in order if i not in (token, MARKER_ID)][:most] or [MARKER_ID]


def closeness(angles: Floats, ids: Sequence[int], names: Sequence[str]) -> tuple[float, float] | None:
    """Return the mean similarity of two tokens of one kind, and of two kinds; None where there are no such two.

    angles: (V, V), the similarity of every two tokens. names: the kind of each of the ids; OTHER is no kind.
    """
    known = [(i, name) for i, name in zip(ids, names, strict=True) if name != OTHER]
    couples = [(angles[i, j], mine == theirs) for (i, mine), (j, theirs) in combinations(known, 2)]
    within, across = ([angle for angle, same in couples if same is wanted] for wanted in (True, False))
    return (float(np.mean(within)), float(np.mean(across))) if within and across else None


def drift(kin: Floats) -> str:
    """Return what training did to the similarity of tokens, in words.

    kin: (2, 2), of one kind and of two kinds, before and after; or (0,) where there are no such tokens.
    """
    if not kin.size:
        return "their use decides where they end"
    gain = (kin[1, 0] - kin[1, 1]) - (kin[0, 0] - kin[0, 1])
    gathered, parted = kin[1, 0] - kin[0, 0] > 0.1 and gain > 0.1, gain > 0.1
    return "tokens of a kind gather" if gathered else "kinds part" if parted else "here kinds do not gather"


def within(kin: Floats) -> str:
    """Return the similarities behind drift(kin), in words."""
    if not kin.size:
        return "There are no kinds of tokens to compare."
    (own, others), (own_after, others_after) = [[numeral(value) for value in row] for row in kin.tolist()]
    return (
        f"Similarity, at most 1, goes from {own} to {own_after} within kinds, "
        f"from {others} to {others_after} between them."
    )


def numeral(value: float) -> str:
    """Return a similarity as it is spoken, with a true minus sign."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def foremost(run: Run, ids: Sequence[int], names: Sequence[str], most: int) -> list[int]:
    """Return the places in ids of the pair, then of the most frequent of every kind in turn, some ``most`` in all."""
    counts, first = frequencies(run), [ids.index(token) for token in pair(run)]
    each = max(2, most // len(set(names)))
    order = sorted(range(len(ids)), key=lambda place: -counts[ids[place]])
    leaders = {name: [place for place in order if names[place] == name][:each] for name in names}
    in_turn = [place for some in zip_longest(*leaders.values()) for place in some if place is not None]
    return list(dict.fromkeys([*first, *in_turn]))


def around(token: int, count: int, reach: int) -> list[int]:
    """Return the ids from reach below to reach above a token, moved where the count ends; all when there are few."""
    start = max(0, min(token - reach, count - 2 * reach - 1))
    return list(range(start, min(count, start + 2 * reach + 1)))


def times(count: int) -> str:
    """Return a count in words: never, once, or 12 times."""
    return {0: "never", 1: "once"}.get(count, f"{count:,} times")


def passage(run: Run, token: int, most: int = 6) -> list[int]:
    """Return the ids of the first training text that holds the token, or of that part of it that ends there."""
    rows = (run.tokenizer.encode(text) for text in run.corpus.train)
    row = next((row for row in rows if token in row), [token])
    start = max(0, row.index(token) + 1 - most)
    return row[start : start + most]


def spelled(labels: tuple[str, ...], at: tuple[int, int], token: int) -> str:
    """Return a token between its neighbours, as it is written: "the king of"."""
    return " ".join(labels[i] for i in (at[0], token, at[1]))


def side(label: str, edge: str) -> str:
    """Return how a neighbour is spoken of: in quotation marks, or the edge of the text."""
    return f"the {edge}" if label == MARKER else f"“{label}”"


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
