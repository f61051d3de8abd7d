"""Blame: how much each stage, and each single weight, could have made the loss smaller."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gptanim.batches import Batch, pad
from gptanim.errors import DataError
from gptanim.layers import Array, cross_entropy, cross_entropy_backward
from gptanim.model import GPTConfig, Params, Tape, backward, forward
from gptanim.run import Snapshot

STAGES = ("embeddings", "attention", "mlp", "output")


@dataclass(frozen=True)
class Culprit:
    """One weight and its gradient: where it stands in its matrix, row and column."""

    name: str
    row: int
    column: int
    gradient: float


@dataclass(frozen=True, eq=False)
class Blame:
    """The gradient of a loss, in nats, with respect to all weights, and what each of STAGES has of it.

    grads: by weight. norm: (4,), the length of each stage's part of the gradient. With tied embeddings, "output"
    is what comes through the output layer, and "embeddings" what comes through the input.
    """

    loss: float
    grads: Params
    norm: Array

    @property
    def share(self) -> Array:
        """Each stage's share of the squared length of the whole gradient, (4,), adding up to 1.

        Squares, since those of parts at right angles add up. 0 when the whole gradient is.
        """
        squares = self.norm**2
        return np.asarray(squares / max(float(squares.sum()), np.finfo(float).tiny))

    def guiltiest(self, count: int) -> tuple[Culprit, ...]:
        """Return the weights with the gradients of greatest size, greatest first."""
        found = []
        for place in np.argsort(-np.abs(self.grads.flat), kind="stable")[:count].tolist():
            name, span = next((name, span) for name, span in self.grads.config.spans.items() if place < span.stop)
            row, column = divmod(place - span.start, self.grads.config.shapes[name][1])
            found.append(Culprit(name, row, column, float(self.grads.flat[place])))
        return tuple(found)


def blame(snapshot: Snapshot, text: str, position: int | None = None) -> Blame:
    """Return the blame for the mean surprise on a text, or for a single prediction.

    position: of the prediction, 0 for the one after the start marker, T for the one of the end.
    Raises DataError when the text has no such position.
    """
    batch = pad([snapshot.doc(text)])  # (1, T + 1)
    if position is not None:
        last = batch.ids.shape[1] - 1
        if not 0 <= position <= last:
            raise DataError(f"{text!r} has no prediction {position}; choose 0 to {last}.")
        batch = replace(batch, weights=np.eye(last + 1, dtype=np.float32)[position][None])
    return blame_of(snapshot, batch)


def blame_of(snapshot: Snapshot, batch: Batch) -> Blame:
    """Return the blame for the loss of a batch, each of its tokens counted by its weight."""
    params, config = snapshot.params, snapshot.config
    targets, weights = batch.targets.ravel(), batch.weights.ravel()
    logits, tape = forward(params, config, batch)
    loss, probs = cross_entropy(logits, targets, weights)
    dlogits = cross_entropy_backward(probs, targets, weights)  # (N, V)
    grads = backward(params, config, tape, dlogits)
    return Blame(loss, grads, _norms(grads, config, tape, dlogits))


def _norms(grads: Params, config: GPTConfig, tape: Tape, dlogits: Array) -> Array:
    """Return the norm of each stage's gradient, (4,)."""
    dhead = tape.final[0].T @ dlogits  # (C, V)
    dwte = grads["wte"] - dhead.T if config.tied else grads["wte"]  # (V, C), what came through the input
    parts: dict[str, list[Array]] = {"embeddings": [dwte, grads["wpe"]], "attention": [], "mlp": [], "output": [dhead]}
    for i in range(config.n_layer):
        parts["attention"] += [grads[f"layer{i}.qkv"], grads[f"layer{i}.out"]]
        parts["mlp"] += [grads[f"layer{i}.up"], grads[f"layer{i}.down"]]
    return np.array([np.sqrt(sum(float(np.vdot(part, part)) for part in parts[stage])) for stage in STAGES])
