"""Batches: texts of different lengths laid side by side in rows of equal length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gptanim.layers import Array

CHUNK = 8192  # texts packed at a time, so that a large corpus needs little memory


@dataclass(frozen=True, eq=False)
class Batch:
    """Rows of tokens in which each text sees only itself; all arrays are (B, T).

    ids: what goes in. targets: the token that comes next. positions: place within the own text, from 0.
    texts: which text a token belongs to, −1 for padding. weights: 1 where the loss counts, 0 elsewhere.
    """

    ids: Array
    targets: Array
    positions: Array
    texts: Array
    weights: Array

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, start: int, stop: int) -> Batch:
        """Return some of the rows, as views."""
        cut = slice(start, stop)
        return Batch(self.ids[cut], self.targets[cut], self.positions[cut], self.texts[cut], self.weights[cut])

    def mask(self) -> Array:
        """Return (B, 1, T, T): 1 where a query (row) may look at a key (column), else 0.

        A token looks at itself and at earlier tokens of its own text.
        """
        same = self.texts[:, :, None] == self.texts[:, None, :]  # (B, T, T)
        visible = same & np.tri(self.texts.shape[1], dtype=bool)
        return np.asarray(visible[:, None], np.float32)


def pad(docs: Sequence[Sequence[int]]) -> Batch:
    """Return a batch of one text per row, as wide as the longest.

    docs: token ids with both markers.
    """
    lengths = np.array([len(doc) - 1 for doc in docs])
    return _place(docs, np.arange(len(docs)) * lengths.max(), int(lengths.max()), len(docs))


def pack(docs: Sequence[Sequence[int]], block_size: int, after: int | None = None) -> Batch:
    """Return a batch of rows of block_size tokens, each filled with as many whole texts as fit in order.

    docs: token ids with both markers, each at most block_size + 1 long. after: the loss counts only what follows
    this token in a text; None counts all.
    """
    starts, row, used = [], 0, 0
    for doc in docs:
        length = len(doc) - 1
        if used + length > block_size:
            row, used = row + 1, 0
        starts.append(row * block_size + used)
        used += length
    return _place(docs, np.array(starts), block_size, row + 1, after)


def packed_batches(
    docs: Sequence[Sequence[int]], block_size: int, rows: int, rng: np.random.Generator, after: int | None = None
) -> Iterator[Batch]:
    """Yield shuffled packed batches for ever; ``after`` as for ``pack``.

    A corpus that fills fewer rows comes whole in every batch; the rows left over at the end of a pass are skipped.
    """
    while True:
        order = rng.permutation(len(docs))
        for some in np.split(order, range(CHUNK, len(docs), CHUNK)):
            packed = pack([docs[i] for i in some], block_size, after)
            height = min(rows, len(packed))
            for start in range(0, len(packed) - height + 1, height):
                yield packed.rows(start, start + height)


def _place(docs: Sequence[Sequence[int]], starts: Array, width: int, height: int, after: int | None = None) -> Batch:
    """Return the batch of B = height rows of T = width cells in which text i begins at cell starts[i]."""
    lengths = np.array([len(doc) - 1 for doc in docs])
    firsts = np.cumsum(lengths) - lengths
    position = np.arange(lengths.sum()) - np.repeat(firsts, lengths)
    cells = np.repeat(starts, lengths) + position

    def row_of(values: Array, empty: int = 0) -> Array:
        cells_of_all = np.full(height * width, empty, dtype=values.dtype)
        cells_of_all[cells] = values
        return cells_of_all.reshape(height, width)

    ids = np.concatenate([doc[:-1] for doc in docs])
    counts = np.ones(len(ids)) if after is None else _met(ids == after, firsts, lengths)
    return Batch(
        ids=row_of(ids),
        targets=row_of(np.concatenate([doc[1:] for doc in docs])),
        positions=row_of(position),
        texts=row_of(np.repeat(np.arange(len(docs)), lengths), empty=-1),
        weights=row_of(counts.astype(np.float32)),
    )


def _met(found: Array, firsts: Array, lengths: Array) -> Array:
    """Return for every token, (N,), whether one that was found stands there or earlier in the same text."""
    so_far = np.cumsum(found)
    before = so_far[firsts] - found[firsts]  # (texts,)
    return np.asarray(so_far > np.repeat(before, lengths))
