"""Six views of one training, at the same few moments of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.measures.learning import smoothed
from gptanim.measures.meaning import survey
from gptanim.measures.moments import moments
from gptanim.measures.suspects import investigate
from gptanim.reading import foremost
from gptanim.run import Run

NUDGE, LETTERS, WEIGHTS, NAMED, MOST = 0.01, 8, (1, 1), 9, 26


def recap(run: Run, *, stops: int, points: int, samples: int) -> dict[str, npt.NDArray[Any]]:
    """Return what can be drawn of a run at K of its snapshots, evenly chosen, first and last included.

    steps: (K,). probs: (K, M), of the foremost tokens after the most frequent beginning. path: (K, N, 2), the
    embeddings in their plane, with names and kinds, (N,), and named, places of those worth a name. attention:
    (K, T, T), on a held-out text. at, curve: (P,), steps and the loss, smoothed. sizes, grads: columns of a web of
    weights and (K, E), their gradients on a wrong guess. samples: (K, S), texts it wrote.
    """
    kept = np.unique(np.linspace(0, len(run.snapshots) - 1, stops).round().astype(int)).tolist()
    snapshots, prefix = [run.snapshots[i] for i in kept], probe.frequent_prefix(run, 2)
    text = probe.held_out_example(run, max_length=LETTERS)[:LETTERS]
    seen = moments(snapshots, text, samples=samples, weights=WEIGHTS)
    probs = np.array([probe.distribution(snapshot, prefix) for snapshot in snapshots], float)
    words, case = survey(run), investigate(run, NUDGE)
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
        "sizes": np.array([len(nodes) for nodes in case.web.columns]),
        "grads": case.grads[kept],
        "samples": np.array(seen.samples),
    }
