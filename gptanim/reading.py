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
