"""How weights are moved: a neuron's descent along its loss, and all weights' ways."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gptanim import neuron
from gptanim.batches import pack
from gptanim.run import Run

Floats = npt.NDArray[np.float64]
REACH = (-0.8, 2.6)  # values of the neuron's first weight for which its loss is followed
MOST = 16_000  # weights whose ways are shown


def hill(descent: neuron.Descent, points: int = 69) -> tuple[Floats, Floats]:
    """Return values of the first weight, (W,), and the loss at each with the others as after S steps, (S + 1, W)."""
    span = np.linspace(*REACH, points)
    others = descent.weights[:, 1] * descent.inputs[1] + descent.weights[:, 2]  # (S + 1,)
    return span, np.logaddexp(0, -(span * descent.inputs[0] + others[:, None]))


def ways(run: Run) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int8]]:
    """Return steps, (S,), and how far each weight is then from where it began, (S, N), 127 at most.

    All weights in their order, or MOST of them evenly spread. The full scale leaves one way in a hundred beyond it.
    """
    count = run.config.n_params
    at = np.linspace(0, count - 1, min(count, MOST)).astype(int)
    moved = np.stack([snapshot.params.flat[at] - run.first.params.flat[at] for snapshot in run.snapshots])
    full = max(float(np.quantile(np.abs(moved[-1]), 0.99)), 1e-9)
    cells = np.round(127 * np.clip(moved / full, -1, 1)).astype(np.int8)
    return np.array([snapshot.step for snapshot in run.snapshots]), cells


def texts_read(run: Run) -> int:
    """Return how many texts, many of them again and again, a whole training reads, about."""
    docs = [run.tokenizer.with_markers(text) for text in run.corpus.train]
    rows = len(pack(docs, run.config.block_size))
    return round(run.train_config.steps * len(docs) * min(1.0, run.train_config.batch_size / rows))


def said_of(one: neuron.Descent) -> dict[str, float]:
    """Return what can be said of a neuron: its answer and loss before and after training, and its first slope."""
    ends = {"p_first": one.prediction[0], "p_last": one.prediction[-1], "rate": one.learning_rate}
    ends |= {"loss_first": one.loss[0], "loss_last": one.loss[-1], "zero": one.weights[0, 0], "w1": one.weights[1, 0]}
    return {name: float(value) for name, value in ends.items()} | {"last": len(one.loss) - 1}
