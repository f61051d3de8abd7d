"""What a model expects at every token of a text, and which tokens of a large vocabulary to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.run import Snapshot

Floats = npt.NDArray[np.float64]
OTHERS = "…"


@dataclass(frozen=True, eq=False)
class Reading:
    """A text, read token by token.

    tokens: (T + 1,) labels, start marker first. ids: (T + 1,). probs: (T, V), what the model expects after each
    token but the last. p: (T,), the probability of the token that really came next.
    """

    tokens: tuple[str, ...]
    ids: tuple[int, ...]
    probs: Floats
    p: Floats

    @property
    def choices(self) -> Floats:
        """Between how many equally likely tokens one would be as unsure at each, exp(entropy); (T,)."""
        return np.asarray(np.exp(probe.entropy(self.probs)))

    def before(self, position: int) -> str:
        """Return what was read when the model weighed this position: the letters up to there, or the start marker."""
        return "".join(self.tokens[1 : position + 1]) or self.tokens[0]


@dataclass(frozen=True, eq=False)
class Shortlist:
    """Expectations, with no more tokens than bars can show.

    labels: (K,). probs: (N, K), rows adding up to 1. targets: (N,), which of the K really came next.
    """

    labels: tuple[str, ...]
    probs: Floats
    targets: npt.NDArray[np.int64]


def read(snapshot: Snapshot, text: str, *, longest: int | None = None) -> Reading:
    """Read a text, both markers included, or its first ``longest`` characters when it has more.

    A model that looks only back expects the same at the beginning of a text, however it goes on.
    """
    ids = snapshot.tokenizer.with_markers(text)
    if longest is not None and len(text) > longest:
        ids = ids[: longest + 1]
    probs = probe.distributions(snapshot, text)[: len(ids) - 1].astype(float)  # (T, V)
    p = probs[np.arange(len(ids) - 1), ids[1:]]  # (T,)
    return Reading(tuple(map(snapshot.tokenizer.label, ids)), tuple(ids), probs, p)


def foremost(probs: Floats, *, most: int = 32, always: Sequence[int] = ()) -> list[int]:
    """Return the ids worth a bar of their own: all, or the likeliest of a vocabulary larger than ``most``.

    probs: (N, V); a token counts by its greatest probability over the N rows. always: ids that must be there.
    """
    if probs.shape[1] <= most:
        return list(range(probs.shape[1]))
    greatest = probs.max(axis=0)  # (V,)
    greatest[list(always)] = np.inf
    return sorted(np.argsort(-greatest, kind="stable")[: most - 1].tolist())


def gather(probs: Floats, ids: Sequence[int], labels: Sequence[str]) -> tuple[Floats, tuple[str, ...]]:
    """Return the columns of these ids with their labels; all other tokens are summed in one last column.

    probs: (N, V) gives (N, len(ids)), one more when the ids are not the whole vocabulary.
    """
    columns, names = probs[:, list(ids)], tuple(labels[i] for i in ids)
    if len(ids) == probs.shape[1]:
        return columns, names
    rest = 1.0 - columns.sum(axis=1, keepdims=True)  # (N, 1)
    return np.concatenate([columns, np.clip(rest, 0.0, 1.0)], axis=1), (*names, OTHERS)


def shortlist(
    reading: Reading, labels: Sequence[str], *, at: slice = slice(None), most: int = 32, always: Sequence[int] = ()
) -> Shortlist:
    """Return what was expected at some positions of a text, over the foremost tokens and those that came next.

    labels: (V,), those of the whole vocabulary. always: ids that must be there too.
    """
    probs, came = reading.probs[at], reading.ids[1:][at]  # (N, V), (N,)
    ids = foremost(probs, most=most, always=[*came, *always])
    columns, names = gather(probs, ids, labels)  # (N, K)
    return Shortlist(names, columns, np.array([ids.index(token) for token in came], np.int64))
