"""Six views of one training, at the same few moments of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.measures.learning import smoothed
from gptanim.measures.meaning import survey
from gptanim.measures.moments import moments
from gptanim.reading import foremost
from gptanim.run import Run, Snapshot

LETTERS, WEIGHTS, NAMED, MOST, NODES = 8, (1, 1), 9, 26, 5


def recap(run: Run, *, stops: int, points: int, samples: int) -> dict[str, npt.NDArray[Any]]:
    """Return what can be drawn of a run at K of its snapshots, evenly chosen, first and last included.

    steps: (K,). probs: (K, M), of the foremost tokens after the most frequent beginning. path: (K, N, 2), the
    embeddings in their plane, with names and kinds, (N,), and named, places of those worth a name. attention:
    (K, T, T), on a held-out text. at, curve: (P,), steps and the loss, smoothed. sizes, grads: of web.
    samples: (K, S), texts it wrote.
    """
    kept = np.unique(np.linspace(0, len(run.snapshots) - 1, stops).round().astype(int)).tolist()
    snapshots, prefix = [run.snapshots[i] for i in kept], probe.frequent_prefix(run, 2)
    text = probe.held_out_example(run, max_length=LETTERS)[:LETTERS]
    seen = moments(snapshots, text, samples=samples, weights=WEIGHTS)
    probs = np.array([probe.distribution(snapshot, prefix) for snapshot in snapshots], float)
    words, (sizes, grads) = survey(run), web(snapshots)
    times = np.searchsorted(words["steps"], [snapshot.step for snapshot in snapshots]).clip(0, len(words["path"]) - 1)
    at = np.unique(np.linspace(0, len(run.train_loss) - 1, points).astype(int))
    return {
        "steps": np.array([snapshot.step for snapshot in snapshots]),
        "probs": probs[:, foremost(probs, most=MOST)],
        "path": words["path"][times],
        "names": words["names"],
        "kinds": words["kinds"],
        "named": words["named"][:NAMED],
        "attention": seen.attention.astype(float),
        "at": at + 1.0,
        "curve": smoothed(run.train_loss)[at],
        "sizes": sizes,
        "grads": grads,
        "samples": np.array(seen.samples),
    }


def web(snapshots: Sequence[Snapshot]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return a network's outline: how many nodes its seven columns have, and (K, E), the gradients of all edges.

    They lead from tokens through the last layer's attention and MLP to tokens; those into the attention are of the
    values. The nodes are the NODES guiltiest of each column in the end; gradients are of the snapshots' batches.
    """
    bands = [_bands(snapshot) for snapshot in snapshots]
    squares = [np.square(band) for band in bands[-1]]
    inner = [before.sum(axis=0) + after.sum(axis=1) for before, after in pairwise(squares)]
    scores = [squares[0].sum(axis=1), *inner, squares[-1].sum(axis=0)]
    nodes = [np.sort(np.argsort(-score, kind="stable")[:NODES]) for score in scores]
    ends = list(pairwise(nodes))
    edges = [[m[np.ix_(*pair)].ravel() for m, pair in zip(some, ends, strict=True)] for some in bands]
    return np.array([len(column) for column in nodes]), np.array([np.concatenate(some) for some in edges])


def _bands(snapshot: Snapshot) -> list[npt.NDArray[np.float64]]:
    """Return the gradients of the six matrices between the columns."""
    grads, config, layer = snapshot.grads, snapshot.config, f"layer{snapshot.config.n_layer - 1}"
    head = grads["wte"].T if config.tied else grads["head"]
    values = grads[f"{layer}.qkv"][:, 2 * config.n_embd :]
    inner = [grads[f"{layer}.{name}"] for name in ("out", "up", "down")]
    return [np.asarray(band, np.float64) for band in (grads["wte"], values, *inner, head)]
