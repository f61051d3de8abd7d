"""What flows through a model while it reads: the residual stream, what is added to it, and which units fire."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gptanim.batches import pad
from gptanim.errors import DataError
from gptanim.layers import Array
from gptanim.model import forward
from gptanim.run import Snapshot


@dataclass(frozen=True, eq=False)
class Activations:
    """Everything computed for one text, at T + 1 positions, start marker first.

    stages: 2L + 1 names: "embedding", then "attention 1", "mlp 1" and so on. residual: (2L + 1, T + 1, C), the
    stream after each. mlp_in: (L, T + 1, C), what an MLP reads, the stream scaled to root mean square 1.
    expanded: (L, T + 1, 4C), its units before the nonlinearity; hidden: (L, T + 1, 4C), after it.
    logits: (T + 1, V).
    """

    stages: tuple[str, ...]
    residual: Array
    mlp_in: Array
    expanded: Array
    hidden: Array
    logits: Array

    @property
    def added(self) -> Array:
        """What each sublayer adds to the stream, (2L, T + 1, C): nothing is overwritten."""
        return np.diff(self.residual, axis=0)

    @property
    def fires(self) -> Array:
        """Which hidden units are above 0, (L, T + 1, 4C) of bool."""
        return self.hidden > 0

    @property
    def kept(self) -> Array:
        """How alike the stream is before and after each sublayer, as cosine, (2L, T + 1)."""
        before, after = self.residual[:-1], self.residual[1:]
        lengths = np.linalg.norm(self.residual, axis=-1)  # (2L + 1, T + 1)
        return np.asarray(np.vecdot(before, after) / (lengths[:-1] * lengths[1:]))


@dataclass(frozen=True, eq=False)
class Unit:
    """One hidden unit at one position: products = inputs · weights, their sum, and what ReLU lets through.

    inputs, weights, products: (C,).
    """

    inputs: Array
    weights: Array
    products: Array
    total: float
    output: float


def activations(snapshot: Snapshot, text: str) -> Activations:
    """Return what a model computes on a text.

    Raises DataError when the text is too long or holds what the model never saw.
    """
    config, params = snapshot.config, snapshot.params
    logits, tape = forward(params, config, pad([snapshot.doc(text)]))  # (T + 1, V)
    streams, stages = [], ["embedding"]
    for i, layer in enumerate(tape.layers):  # undo each normalisation: what it read is the stream
        streams += [layer.attention.x / layer.attention_norm, layer.mlp_in / layer.mlp_norm]
        stages += [f"attention {i + 1}", f"mlp {i + 1}"]
    streams.append(tape.final[0] / tape.final[1])  # (T + 1, C)
    mlp_in = np.stack([layer.mlp_in for layer in tape.layers])
    expanded = np.stack([layer.mlp_in @ params[f"layer{i}.up"] for i, layer in enumerate(tape.layers)])
    hidden = np.stack([layer.hidden for layer in tape.layers])
    return Activations(tuple(stages), np.stack(streams), mlp_in, expanded, hidden, logits)


def unit(snapshot: Snapshot, text: str, position: int, index: int, layer: int = 0) -> Unit:
    """Return how one hidden unit of the MLP comes to its output after ``position`` tokens of a text.

    position: 0 is the start marker. Raises DataError when there is no such layer, position or unit.
    """
    found = activations(snapshot, text)
    shape = found.hidden.shape
    for what, value, size in zip(("layer", "position", "unit"), (layer, position, index), shape, strict=True):
        if not 0 <= value < size:
            raise DataError(f"there is no {what} {value} on {text!r}; choose 0 to {size - 1}.")
    inputs, weights = found.mlp_in[layer, position], snapshot.params[f"layer{layer}.up"][:, index]  # (C,)
    output = float(found.hidden[layer, position, index])
    return Unit(inputs, weights, inputs * weights, float(inputs @ weights), output)
