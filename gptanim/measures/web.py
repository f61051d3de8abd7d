"""The guiltiest nodes of a network and the weights between them, picked out for drawing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gptanim.blame import Blame
from gptanim.layers import Array
from gptanim.measures.mistake import Mistake
from gptanim.model import Params

Floats = npt.NDArray[np.float64]
MOST = 8  # nodes in a column
BANDS = ("wpe", "qkv", "out", "up", "down", "head")  # the matrices between the columns, in the order of the signal


@dataclass(frozen=True, eq=False)
class Web:
    """Seven columns of nodes and the six bands of weights between them, of one layer of a network.

    positions: of the text; stream: dimensions that run through; channels: of the attention; hidden: of the MLP;
    tokens: of the output. The stream stands between the others three times.
    """

    layer: int
    positions: tuple[int, ...]
    stream: tuple[int, ...]
    channels: tuple[int, ...]
    hidden: tuple[int, ...]
    tokens: tuple[int, ...]

    @property
    def columns(self) -> tuple[tuple[int, ...], ...]:
        """The nodes of the seven columns."""
        return self.positions, self.stream, self.channels, self.stream, self.hidden, self.stream, self.tokens

    def edges(self, weights: Params) -> Floats:
        """Return the weights of the drawn edges, or their gradients, band by band, row by row, (E,).

        An edge into the attention stands for the greatest of three, to query, key and value. The first band is
        that of the position embeddings, whose gradient is all that came back to that place of the text.
        """
        bands = zip(_matrices(weights, self.layer), pairwise(self.columns), strict=True)
        return np.concatenate([matrix[np.ix_(*nodes)].ravel() for matrix, nodes in bands]).astype(float)

    def place(self, grads: Params, edge: int) -> tuple[str, int, int]:
        """Return the matrix, row and column of the weight whose gradient an edge shows."""
        ends = np.cumsum([len(rows) * len(columns) for rows, columns in pairwise(self.columns)]).tolist()
        band = next(band for band, end in enumerate(ends) if edge < end)
        name, rows, columns = BANDS[band], self.columns[band], self.columns[band + 1]
        edge -= ends[band - 1] if band else 0
        row, column = rows[edge // len(columns)], columns[edge % len(columns)]
        if name == "qkv":
            width = grads.config.n_embd
            three = grads[f"layer{self.layer}.qkv"][row].reshape(3, width)
            column += width * int(np.abs(three[:, column]).argmax())
        if name == "head" and grads.config.tied:
            return "wte", column, row
        return (name if name in ("wpe", "head") else f"layer{self.layer}.{name}"), row, column


def web(found: Blame, case: Mistake) -> Web:
    """Return the columns of the guiltiest nodes, by the squared gradients of the weights that they touch.

    The layer is the guiltiest one; the positions are the last ones read; the tokens are the likeliest, with the
    right one among them, the likeliest first.
    """
    grads = found.grads
    layer = max(range(grads.config.n_layer), key=lambda i: sum(_square(m) for m in _matrices(grads, i)[1:5]))
    wpe, qkv, out, up, down, head = (np.square(matrix, dtype=float) for matrix in _matrices(grads, layer))
    stream = np.sum([m.sum(axis=1) for m in (qkv, up, head)] + [m.sum(axis=0) for m in (wpe, out, down)], axis=0)
    probs = case.probs(case.snapshot)
    likeliest = [int(token) for token in np.argsort(-probs, kind="stable") if token != case.target][: MOST - 1]
    tokens = sorted([*likeliest, case.target], key=lambda token: (-probs[token], token))
    positions = range(max(0, case.position + 1 - MOST), case.position + 1)
    channels, hidden = qkv.sum(axis=0) + out.sum(axis=1), up.sum(axis=0) + down.sum(axis=1)
    return Web(layer, tuple(positions), _foremost(stream), _foremost(channels), _foremost(hidden), tokens=tuple(tokens))


def _matrices(weights: Params, layer: int) -> list[Array]:
    """Return the six whole matrices of BANDS, that of queries, keys and values as the greatest of the three, (C, C)."""
    config = weights.config
    three = weights[f"layer{layer}.qkv"].reshape(config.n_embd, 3, config.n_embd)
    greatest = np.take_along_axis(three, np.abs(three).argmax(axis=1, keepdims=True), axis=1)[:, 0]
    head = weights["wte"].T if config.tied else weights["head"]  # (C, V)
    inner = [weights[f"layer{layer}.{name}"] for name in ("out", "up", "down")]
    return [weights["wpe"], greatest, *inner, head]


def _square(matrix: Array) -> float:
    return float(np.square(matrix, dtype=float).sum())


def _foremost(scores: Floats) -> tuple[int, ...]:
    """Return the indices of the MOST greatest scores, in rising order."""
    return tuple(sorted(np.argsort(-scores, kind="stable")[:MOST].tolist()))
