"""A computation graph: boxes with numbers in them, wires between, pulses that run along both ways."""

from __future__ import annotations

from collections.abc import Sequence
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
from scenes.props.graph.wiring import Wiring

BOX = (1.35, 0.84)  # of a number at most
PILL = 0.58  # of an operation, beside its box
LEAD = 0.6  # left of the first column, for the names of what is given
PIECES = 24  # of a wire


class Circuit(Part):
    """A Wiring of N numbers and E wires, as boxes that run downhill.

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
        wiring: Wiring,
        theme: Theme,
        *,
        values: Array,
        gradients: Array,
        local: Array,
        size: tuple[float, float],
    ) -> None:
        super().__init__(*size, theme)
        self.names, self.wiring, self.symbols = tuple(names), wiring, wiring.symbols
        self.values, self.gradients, self.local = (np.asarray(a, float) for a in (values, gradients, local))
        self.seen, self.known, self.blamed, self.faint = (np.zeros(len(self.names)) for _ in range(4))
        self.flow, self.ebb, self.noted = (np.zeros(len(wiring.wires)) for _ in range(3))
        self.ends = wiring.wires.tolist()
        across = 1 + max(column for column, _ in wiring.places())
        wide = min(BOX[0], (size[0] - LEAD - PILL * (across - 0.3)) / across)
        self.box, self.size = (wide, BOX[1]), 0.9 * theme.body_size * wide / BOX[0]
        self.centres = self._arranged()
        self.paths = [self._path(start, end) for start, end in self.ends]

    def paint(self, brush: Brush) -> None:
        """Draw wires, then boxes, then the local derivatives on the wires."""
        for e in range(len(self.paths)):
            self._paint_wire(brush, e)
        for n in range(len(self.names)):
            self._paint_box(brush, n)
        for e in range(len(self.paths)):
            self._paint_note(brush, e)

    def _arranged(self) -> list[Point]:
        """Return the middle of every box; the gap right of the first column is the widest."""
        places = self.wiring.places()
        gaps, rows = max(column for column, _ in places) + 0.7, max(1.0, *(row for _, row in places))
        wide, free = self.box[0], self.local_width - LEAD
        gap, pitch = (free - wide * (gaps + 0.3)) / gaps, (self.local_height - self.box[1]) / rows
        left, top = (LEAD + wide - self.local_width) / 2 + LEAD / 2, (self.local_height - self.box[1]) / 2
        return [(left + c * (wide + gap) + 0.7 * gap * (c > 0), top - r * pitch) for c, r in places]

    def _path(self, start: int, end: int) -> list[Point]:
        (x0, y0), (x1, y1) = self.centres[start], self.centres[end]
        x0, x1 = x0 + self.box[0] / 2, x1 - self.box[0] / 2
        bend = 0.5 * (x1 - x0)
        curve = bezier(np.array([(x0, y0), (x0 + bend, y0), (x1 - bend, y1), (x1, y1)]))
        return [tuple(curve(step / PIECES)) for step in range(PIECES + 1)]

    def _strength(self, *nodes: int) -> float:
        return float(min(self.seen[n] * (1 - 0.8 * self.faint[n]) for n in nodes))

    def _paint_wire(self, brush: Brush, e: int) -> None:
        theme, path, alpha = self.theme, self.paths[e], self._strength(*self.ends[e])
        brush.line(path, theme.grid, 0.04, alpha)
        for way, reached, colour in ((path, self.flow[e], theme.predicted), (path[::-1], self.ebb[e], theme.blame)):
            done = way[: 1 + round(float(reached) * PIECES)]
            brush.line(done, mix(colour, theme.grid, 0.25), 0.06, alpha)
            if 0.01 < reached < 0.99:
                brush.disc(done[-1], 0.22, colour, 0.25 * alpha)
                brush.disc(done[-1], 0.11, colour, alpha)

    def _paint_box(self, brush: Brush, n: int) -> None:
        theme, (x, y), (wide, high) = self.theme, self.centres[n], self.box
        alpha, blamed, size = self._strength(n), float(self.blamed[n]), self.size
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
        alpha = float(self.noted[e]) * self._strength(*self.ends[e])
        text, (x, y) = factor_text(float(self.local[e])), path[PIECES // 2]
        if path[0][1] == path[-1][1]:
            y += 0.66  # beside the box's name, for a level wire is too short to be written on
        wide = outline(text, theme.mono, True).width * size + 0.16
        brush.box((x - wide / 2, y - 0.17, wide, 0.34), theme.background, 0.9 * alpha, 0.1)
        brush.text(text, (x, y), size, theme.text, theme.mono, alpha=alpha, bold=True)


def _late(share: float) -> float:
    """Return 0 up to the half and 1 at the whole: a number comes when its pulse is nearly there."""
    return max(0.0, 2 * float(share) - 1)
