"""What is wired to what in a computation graph, and in which order its numbers, its wires and its blame come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from gptanim.stage import Array


class Wiring:
    """N numbers in topological order, each after its inputs; E wires, from an input to what is made of it.

    symbols: of the operation, "" for a number that was given. wires: (E, 2), indices of both ends. learned: indices
    of the given numbers that are weights; ``back``: (E,), the wires that blame runs along, all but those from inputs.
    """

    def __init__(self, symbols: Array, wires: Array, learned: Array) -> None:
        self.symbols, self.wires = tuple(symbols.tolist()), np.asarray(wires, int)
        self.given = [n for n, symbol in enumerate(self.symbols) if not symbol]
        self.made = [n for n, symbol in enumerate(self.symbols) if symbol]
        self.back = ~np.isin(self.wires[:, 0], [n for n in self.given if n not in learned.tolist()])

    def nodes(self, *nodes: int) -> Array:
        """Return 1 for these nodes and 0 for the others, (N,)."""
        return np.isin(np.arange(len(self.symbols)), nodes).astype(float)

    def into(self, *nodes: int) -> Array:
        """Return 1 for the wires that end in these nodes and 0 for the others, (E,)."""
        return np.isin(self.wires[:, 1], nodes).astype(float)

    def along(self, path: Sequence[int]) -> list[int]:
        """Return the indices of the wires that join these nodes, one after the other."""
        ends = [tuple(wire) for wire in self.wires.tolist()]
        return [ends.index(pair) for pair in pairwise(path)]

    def onward(self, node: int) -> list[int]:
        """Return the node and all that is made of it."""
        ends = self.wires[self.wires[:, 0] == node, 1].tolist()
        return [node, *(later for end in ends for later in self.onward(end))]

    def appearing(self) -> Iterator[dict[str, Array]]:
        """Yield what to put, box by box, until all boxes are seen and all given numbers known."""
        for i in range(1, len(self.given) + 1):
            seen = self.nodes(*self.given[:i])
            yield {"seen": seen, "known": seen}
        for i in range(1, len(self.made) + 1):
            yield {"seen": self.nodes(*self.given, *self.made[:i])}

    def forward(self) -> Iterator[dict[str, Array]]:
        """Yield what to put, operation by operation, until all values are known."""
        for i in range(1, len(self.made) + 1):
            yield {"flow": self.into(*self.made[:i]), "known": self.nodes(*self.given, *self.made[:i])}

    def backward(self) -> Iterator[dict[str, Array]]:
        """Yield what to put, from the last operation to the first, until all have passed their blame on."""
        for i in range(1, len(self.made) + 1):
            ebb = self.into(*self.made[-i:]) * self.back
            yield {"ebb": ebb, "blamed": self.nodes(self.made[-1], *self.wires[ebb > 0, 0])}

    def places(self) -> list[tuple[int, float]]:
        """Return column and row of every box: what is given in the first column, the others one right of their inputs.

        An operation stands between the mean of its inputs and the lowest of them, so that the graph runs downhill.
        """
        sources = [self.wires[self.wires[:, 1] == n, 0].tolist() for n in range(len(self.symbols))]
        column: list[int] = []
        row: list[float] = []
        for inputs in sources:
            column.append(1 + max((column[i] for i in inputs), default=-1))
            lowest, mean = max((row[i] for i in inputs), default=0), sum(row[i] for i in inputs) / max(1, len(inputs))
            row.append((lowest + mean) / 2 if inputs else float(column.count(0) - 1))
        return list(zip(column, row, strict=True))

    def __deepcopy__(self, memo: object) -> Wiring:
        return self
