"""A computation graph: boxes with numbers in them, wires between, pulses that run along both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

import numpy as np
from manim import bezier

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.lettering import outline
from scenes.kit.parts.chain import factor_text
from scenes.kit.parts.part import Part
from scenes.kit.paths import Box, Point
from scenes.kit.theme import Theme
from scenes.kit.words import numeral

BOX = (1.35, 0.84)
LEAD = 0.6  # left of the first column, for the names of what is given
PIECES = 24  # of a wire


class Circuit(Part):
    """N numbers in topological order, each after its inputs; E wires, from an input to what is made of it.

    symbols: of the operation, "" for a number that was given. wires: (E, 2), indices of both ends. learned: indices
    of the given numbers that are weights; ``back``: (E,), the wires that blame runs along, all but those from inputs.
    values, gradients: (N,). seen, known, blamed: (N,) 0..1, how visible a box, its value and its gradient are.
    flow: (E,) 0..1, how far values have run along a wire; ebb: (E,) how far blame has run back. local: (E,) the
    local derivatives, noted: (E,) 0..1, how visible they are. faint: (N,) 0..1, boxes that step back.
    """

    animated: ClassVar[tuple[str, ...]] = (
        *("values", "gradients", "seen", "known", "blamed", "flow", "ebb", "noted", "faint"),
    )

    def __init__(
        self,
        names: Sequence[str],
        theme: Theme,
        *,
        symbols: Array,
        wires: Array,
        values: Array,
        gradients: Array,
        local: Array,
        learned: Array,
        size: tuple[float, float],
    ) -> None:
        super().__init__(*size, theme)
        self.names, self.symbols, self.wires = tuple(names), tuple(symbols.tolist()), np.asarray(wires, int)
        self.values, self.gradients, self.local = (np.asarray(a, float) for a in (values, gradients, local))
        self.given = [n for n, symbol in enumerate(self.symbols) if not symbol]
        self.made = [n for n, symbol in enumerate(self.symbols) if symbol]
        self.back = ~np.isin(self.wires[:, 0], [n for n in self.given if n not in learned.tolist()])
        self.seen, self.known, self.blamed, self.faint = (np.zeros(len(self.names)) for _ in range(4))
        self.flow, self.ebb, self.noted = (np.zeros(len(self.wires)) for _ in range(3))
        self.centres = self._arranged()
        self.paths = [self._path(int(start), int(end)) for start, end in self.wires]

    def nodes(self, *nodes: int) -> Array:
        """Return 1 for these nodes and 0 for the others, (N,)."""
        return np.isin(np.arange(len(self.names)), nodes).astype(float)

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

    def noting(self) -> Iterator[dict[str, Array]]:
        """Yield what to put, operation by operation, until the local derivative stands on every wire of blame."""
        for i in range(1, len(self.made) + 1):
            yield {"noted": self.into(*self.made[:i]) * self.back}

    def backward(self) -> Iterator[dict[str, Array]]:
        """Yield what to put, from the last operation to the first, until all have passed their blame on."""
        for i in range(1, len(self.made) + 1):
            ebb = self.into(*self.made[-i:]) * self.back
            yield {"ebb": ebb, "blamed": self.nodes(self.made[-1], *self.wires[ebb > 0, 0])}

    def paint(self, brush: Brush) -> None:
        """Draw wires, then boxes, then the local derivatives on the wires."""
        for e in range(len(self.wires)):
            self._paint_wire(brush, e)
        for n in range(len(self.names)):
            self._paint_box(brush, n)
        for e in range(len(self.wires)):
            self._paint_note(brush, e)

    def _arranged(self) -> list[Point]:
        """Return the middle of every box: what is given in the first column, the others one right of their inputs.

        An operation stands between the mean of its inputs and the lowest of them, so that the graph runs downhill.
        """
        sources = [self.wires[self.wires[:, 1] == n, 0].tolist() for n in range(len(self.names))]
        column: list[int] = []
        row: list[float] = []
        for inputs in sources:
            column.append(1 + max((column[i] for i in inputs), default=-1))
            lowest, mean = max((row[i] for i in inputs), default=0), sum(row[i] for i in inputs) / max(1, len(inputs))
            row.append((lowest + mean) / 2 if inputs else float(column.count(0) - 1))
        gap = (self.local_width - LEAD - BOX[0] * (max(column) + 1)) / (max(column) + 0.7)  # the first is wider by 0.7
        pitch = (self.local_height - BOX[1]) / max(1, max(row))
        left, top = (LEAD + BOX[0] - self.local_width) / 2 + LEAD / 2, (self.local_height - BOX[1]) / 2
        return [
            (left + c * (BOX[0] + gap) + 0.7 * gap * (c > 0), top - r * pitch) for c, r in zip(column, row, strict=True)
        ]

    def _path(self, start: int, end: int) -> list[Point]:
        (x0, y0), (x1, y1) = self.centres[start], self.centres[end]
        x0, x1 = x0 + BOX[0] / 2, x1 - BOX[0] / 2
        bend = 0.5 * (x1 - x0)
        curve = bezier(np.array([(x0, y0), (x0 + bend, y0), (x1 - bend, y1), (x1, y1)]))
        return [tuple(curve(step / PIECES)) for step in range(PIECES + 1)]

    def _strength(self, *nodes: int) -> float:
        return float(min(self.seen[n] * (1 - 0.8 * self.faint[n]) for n in nodes))

    def _paint_wire(self, brush: Brush, e: int) -> None:
        theme, path, alpha = self.theme, self.paths[e], self._strength(*self.wires[e])
        brush.line(path, theme.grid, 0.04, alpha)
        for way, reached, colour in ((path, self.flow[e], theme.predicted), (path[::-1], self.ebb[e], theme.blame)):
            done = way[: 1 + round(float(reached) * PIECES)]
            brush.line(done, mix(colour, theme.grid, 0.25), 0.06, alpha)
            if 0.01 < reached < 0.99:
                brush.disc(done[-1], 0.22, colour, 0.25 * alpha)
                brush.disc(done[-1], 0.11, colour, alpha)

    def _paint_box(self, brush: Brush, n: int) -> None:
        theme, (x, y), (wide, high) = self.theme, self.centres[n], BOX
        alpha, blamed, size = self._strength(n), float(self.blamed[n]), 0.9 * theme.body_size
        box: Box = (x - wide / 2, y - high / 2, wide, high)
        brush.box(box, theme.background, min(1.0, float(self.seen[n])), 0.14)
        brush.box(box, theme.surface, alpha, 0.14)
        brush.frame(
            box, mix(mix(theme.grid, theme.predicted, float(self.known[n])), theme.blame, blamed), 0.035, alpha, 0.14
        )
        up, x_text = 0.19 * min(1.0, 2 * blamed), x + 0.06 * bool(self.symbols[n])
        value, slope = (numeral("{:.2f}", float(v)) for v in (self.values[n], self.gradients[n]))
        brush.text(value, (x_text, y + up), size, theme.text, theme.mono, alpha=alpha * _late(self.known[n]), bold=True)
        brush.text(slope, (x_text, y - up), 0.9 * size, theme.blame, theme.mono, alpha=alpha * _late(blamed), bold=True)
        if not self.symbols[n]:
            brush.text(self.names[n], (x - wide / 2 - 0.15, y), size, theme.muted, theme.font, alpha=alpha, anchor=1.0)
            return
        across = max(0.44, 0.2 + outline(self.symbols[n], theme.mono, True).width * theme.smallest_size)
        pill: Box = (x - wide / 2 + 0.14 - across, y - 0.22, across, 0.44)
        brush.text(self.names[n], (x, y + 0.66), size, theme.muted, theme.font, alpha=alpha)
        brush.box(pill, mix(theme.background, theme.grid, 0.8), alpha, 0.22)
        brush.text(
            self.symbols[n],
            (pill[0] + across / 2, y),
            theme.smallest_size,
            theme.text,
            theme.mono,
            alpha=alpha,
            bold=True,
        )

    def _paint_note(self, brush: Brush, e: int) -> None:
        theme, path, size = self.theme, self.paths[e], self.theme.label_size
        alpha = float(self.noted[e]) * self._strength(*self.wires[e])
        text, (x, y) = factor_text(float(self.local[e])), path[PIECES // 2]
        if path[0][1] == path[-1][1]:
            y += 0.66  # beside the box's name, for a level wire is too short to be written on
        wide = outline(text, theme.mono, True).width * size + 0.16
        brush.box((x - wide / 2, y - 0.17, wide, 0.34), theme.background, 0.9 * alpha, 0.1)
        brush.text(text, (x, y), size, theme.text, theme.mono, alpha=alpha, bold=True)


def _late(share: float) -> float:
    """Return 0 up to the half and 1 at the whole: a number comes when its pulse is nearly there."""
    return max(0.0, 2 * float(share) - 1)
