"""Which token follows which, in texts and in a model's mind while it learns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim import texture
from gptanim.run import Run, Snapshot

Floats = npt.NDArray[np.float64]
MET = 10  # a token met less often says nothing about what follows it
STAGES, EXAMPLE = 6, 5  # times that the growing count is looked at, and letters of the text that is followed


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Which token follows which, in texts and in a model's mind at some moments of its training.

    texts: those counted. data: (V, V), as texture.Bigrams. counts: (V,). models: (S, V, V), of the snapshots.
    """

    texts: tuple[str, ...]
    snapshots: tuple[Snapshot, ...]
    data: Floats
    counts: Floats
    models: Floats

    @property
    def common(self) -> Floats:
        """How much of the data's table each of the model's has in common with it, 0..1, weighed by row; (S,)."""
        rows = np.minimum(self.data, self.models).sum(axis=-1)  # (S, V)
        return np.asarray(rows @ self.counts / self.counts.sum())

    @property
    def surest(self) -> tuple[int, int]:
        """The token, met MET times, after which one other is most frequent, and that; the first never the marker."""
        told = np.where(self.counts >= min(MET, self.counts[1:].max()), self.data.max(axis=1), -1.0)
        told[0] = -2.0
        row = int(told.argmax())
        return row, int(self.data[row].argmax())

    def shown(self, most: int) -> list[int]:
        """Return the ids worth a row: all, or the marker and the most frequent ones, in the vocabulary's order."""
        order = np.argsort(-self.counts, kind="stable")
        return sorted(list(dict.fromkeys([0, *self.surest, *order.tolist()]))[:most])

    def arrays(self, labels: Sequence[str], *, rows: int) -> dict[str, npt.NDArray[Any]]:
        """Return what can be drawn, for an exhibit, with at most so many rows of the tables.

        table: (R, R), models: (S, R, R). name: a text, token by token; pairs: (T, 2), row and column of each of its
        pairs, -1 where there is none; slides: (T, R, R), the table after each. partial: (C, R, R), the table after as
        many texts as stages says. surest: (2,), row and column of the surest pair.
        """
        names, ids = np.array(labels), self.shown(rows)
        cut = np.ix_(ids, ids)
        text, stages = self.example(ids), np.unique(np.geomspace(1, len(self.texts), STAGES).astype(int))
        doc = self.snapshots[-1].doc(text)[: EXAMPLE + 2]
        order = [text, *(other for other in self.texts if other != text)]
        place = {token: i for i, token in enumerate(ids)}
        pairs = [[place.get(token, -1) for token in pair] for pair in pairwise(doc)]
        slides = [_counted(doc[: end + 2], len(names))[cut] for end in range(len(pairs))]
        partial = [texture.data_bigrams(self.snapshots[-1], order[:count]).probs[cut] for count in stages.tolist()]
        arrays = {"labels": names[ids], "table": self.data[cut], "models": self.models[:, cut[0], cut[1]]}
        arrays |= {"name": names[doc], "pairs": np.array(pairs), "slides": np.array(slides)}
        arrays |= {"stages": stages, "partial": np.array(partial), "common": self.common}
        arrays |= {"steps": np.array([snapshot.step for snapshot in self.snapshots])}
        return arrays | {"surest": np.array([place[token] for token in self.surest])}

    def example(self, ids: Sequence[int]) -> str:
        """Return the first text of at most EXAMPLE letters, all of these ids, without the surest; else the shortest."""
        wanted, encode = set(ids) - {self.surest[0]}, self.snapshots[-1].tokenizer.encode
        fit = (text for text in self.texts if 4 <= len(text) <= EXAMPLE and set(encode(text)) <= wanted)
        return next(fit, min(self.texts, key=len))


def _counted(doc: Sequence[int], size: int) -> Floats:
    """Return the shares of what follows what in one text; (V, V)."""
    follows = np.zeros((size, size))
    for token, after in pairwise(doc):
        follows[token, after] += 1
    return np.asarray(follows / np.maximum(1, follows.sum(axis=1, keepdims=True)))


def neighbours(run: Run, *, most: int, moments: int) -> Neighbours:
    """Count neighbours in at most so many training texts, spread evenly, and ask the model about the same places."""
    texts, train = [], run.corpus.train
    texts = [train[i] for i in np.unique(np.linspace(0, len(train) - 1, min(most, len(train))).astype(int)).tolist()]
    places = np.unique(np.linspace(0, len(run.snapshots) - 1, moments).round().astype(int)).tolist()
    kept = tuple(run.snapshots[i] for i in places)
    data = texture.data_bigrams(run.last, texts)
    models = np.stack([texture.model_bigrams(snapshot, texts).probs for snapshot in kept])
    return Neighbours(tuple(texts), kept, data.probs, data.counts, models)
