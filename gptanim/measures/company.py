"""The company that tokens keep: the places in which they stand, and the tokens whose rows become like theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from gptanim.embeddings import similarities
from gptanim.measures.kinds import OTHER, kinds
from gptanim.run import Run, Snapshot
from gptanim.tokenizer import MARKER_ID

USUAL = ("king", "queen")  # the tokens looked at closely, where there are such
MOST = 140  # tokens that are drawn


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


def passage(run: Run, token: int, most: int = 6) -> list[int]:
    """Return the ids of the first training text that holds the token, or of that part of it that ends there."""
    rows = (run.tokenizer.encode(text) for text in run.corpus.train)
    row = next((row for row in rows if token in row), [token])
    start = max(0, row.index(token) + 1 - most)
    return row[start : start + most]


def spelled(labels: tuple[str, ...], at: tuple[int, int], token: int) -> str:
    """Return a token between its neighbours, as it is written: "the king of"."""
    return " ".join(labels[i] for i in (at[0], token, at[1]))
