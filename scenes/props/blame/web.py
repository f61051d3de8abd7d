"""A network whose edges are real weights: the signal runs through it from left to right, blame from right to left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, Point, mix
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.lines import cropped
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

SLOTS = (1.0, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0)  # where the seven columns stand, in slots from the left edge
BANDS = len(SLOTS) - 1
MARGIN = 2.5  # right of the last column, for what it may answer


class Web(Part):
    """Seven columns of nodes and all edges between neighbours: words, embeddings, attention, MLP, output.

    weights, grads: (E,), edge by edge, band by band, row by row. probs: (K,), of the answers beside the last column.
    sent: 0..1, how far the signal has run; blamed: 0..1, how far blame has run back. spot: (E,) 0..1, edges that
    stand out; the others step back. told: (K,) 0..1, answers that can be read. correct: the answer that is right.
    The picture is divided into five slots of equal width, one for each of the stages and the words before them.
    """

    animated: ClassVar[tuple[str, ...]] = ("grads", "probs", "sent", "blamed", "spot", "told", "grown")

    def __init__(
        self,
        words: Sequence[str],
        answers: Sequence[str],
        sizes: Sequence[int],
        theme: Theme,
        *,
        weights: Array,
        grads: Array,
        probs: Array,
        correct: int,
        region: Region,
    ) -> None:
        width, height = region.width, region.height
        super().__init__(width, height, theme)
        self.words, self.answers, self.correct = tuple(words), tuple(answers), correct
        self.grads, self.probs = np.asarray(grads, float), np.asarray(probs, float)
        self.sent, self.blamed, self.grown = 0.0, 0.0, 0.0
        self.spot, self.told = np.zeros(len(grads)), np.zeros(len(answers))
        region.place(self)
        slot, pitch = (width - MARGIN) / (len(SLOTS) - 2), height / max(8, *sizes)
        self.slot = slot
        self.columns: list[list[Point]] = [
            [(at * slot - width / 2, ((count - 1) / 2 - i) * pitch) for i in range(count)]
            for at, count in zip(SLOTS, sizes, strict=True)
        ]
        pairs = [
            (band, start, end)
            for band in range(BANDS)
            for start in self.columns[band]
            for end in self.columns[band + 1]
        ]
        self.edges = pairs
        bands = np.array([band for band, _, _ in pairs])
        greatest = [np.abs(weights[bands == band]).max(initial=1e-9) for band in range(BANDS)]
        self.strength = np.abs(weights) / np.take(greatest, bands)

    def paint(self, brush: Brush) -> None:
        """Draw the edges, the guiltiest last, then nodes and words."""
        size = np.abs(self.grads) / max(float(np.abs(self.grads).max()), 1e-30)
        back = 1 - 0.85 * float(self.spot.max()) * (1 - self.spot)
        for e in np.argsort(size + 10 * self.spot, kind="stable").tolist():
            self._paint_edge(brush, e, float(np.sqrt(size[e])), float(back[e]))
        self._paint_nodes(brush, np.sqrt(size))
        self._paint_spots(brush)
        self._paint_words(brush)

    def _paint_edge(self, brush: Brush, e: int, size: float, back: float) -> None:
        band, (x0, y0), (x1, y1) = self.edges[e]
        theme, weight = self.theme, float(self.strength[e])
        forward = min(1.0, max(0.0, self.sent * BANDS - band))
        reached = min(1.0, max(0.0, self.blamed * BANDS - (BANDS - 1 - band)))
        seen = min(1.0, max(0.0, 2 * self.grown - band / BANDS)) * back * (1 - reached)
        if forward < 1:
            brush.line([(x0, y0), (x1, y1)], theme.grid, 0.012, 0.45 * seen)
        if forward > 0 and seen > 0:
            tip = (x0 + (x1 - x0) * forward, y0 + (y1 - y0) * forward)
            brush.line([(x0, y0), tip], theme.predicted, 0.012 + 0.03 * weight, (0.08 + 0.5 * weight) * seen)
            if forward < 1:
                brush.disc(tip, 0.02 + 0.05 * weight, theme.predicted, 0.3 + 0.7 * weight)
        if reached > 0:
            tip = (x1 + (x0 - x1) * reached, y1 + (y0 - y1) * reached)
            colour, alpha = mix(theme.grid, theme.blame, 0.15 + size), (0.1 + 0.9 * size**1.5) * back
            brush.line([(x1, y1), tip], colour, 0.01 + 0.065 * size**2 + 0.05 * float(self.spot[e]), alpha)
            if reached < 1:
                brush.disc(tip, 0.02 + 0.09 * size, theme.blame, 0.2 + 0.8 * size)

    def _paint_nodes(self, brush: Brush, size: Array) -> None:
        """Draw every node, when blame has come as red as the guiltiest of its edges."""
        guilt: dict[Point, float] = {}
        for (_, start, end), edge in zip(self.edges, size.tolist(), strict=True):
            guilt[start], guilt[end] = max(guilt.get(start, 0.0), edge), max(guilt.get(end, 0.0), edge)
        for column, nodes in enumerate(self.columns):
            lit = min(1.0, max(0.0, self.sent * BANDS - column + 1))
            reached = min(1.0, max(0.0, self.blamed * BANDS - (BANDS - column) + 1)) * (self.blamed > 0)
            for i, at in enumerate(nodes):
                shown = min(1.0, max(0.0, 4.5 * self.grown - column / 3 - i / 20))
                red = mix(self.theme.grid, self.theme.blame, guilt[at])
                shade = mix(mix(self.theme.grid, self.theme.predicted, lit), red, reached)
                brush.disc(at, (0.085 + 0.03 * guilt[at] * reached) * shown, shade)

    def _paint_spots(self, brush: Brush) -> None:
        for e in np.flatnonzero(self.spot > 0.01).tolist():
            for at in self.edges[e][1:]:
                brush.disc(at, 0.2, self.theme.blame, 0.3 * float(self.spot[e]))
                brush.disc(at, 0.12, self.theme.blame, float(self.spot[e]))

    def _paint_words(self, brush: Brush) -> None:
        theme, size = self.theme, self.theme.label_size
        for i, (word, (x, y)) in enumerate(zip(self.words, self.columns[0], strict=True)):
            shown = min(1.0, max(0.0, (len(self.words) + 2) * self.grown - i))
            room = (self.slot - 0.3) / size
            brush.text(
                cropped(word, room, theme.mono), (x - 0.22, y), size, theme.text, theme.mono, anchor=1.0, alpha=shown
            )
        percents = [f"{100 * p:.0f}%" for p in self.probs]
        for i, (word, (x, y)) in enumerate(zip(self.answers, self.columns[-1], strict=True)):
            alpha, right = float(self.told[i]), i == self.correct
            colour = theme.correct if right else theme.predicted if self.probs[i] == self.probs.max() else theme.muted
            room = (MARGIN - 0.45) / size - outline("100%", theme.mono).width
            word, half = cropped(word, room, theme.mono), self.local_width / 2
            brush.text(word, (x + 0.22, y), size, colour, theme.mono, anchor=0.0, alpha=alpha, bold=right)
            brush.text(percents[i], (half, y), size, colour, theme.mono, anchor=1.0, alpha=alpha, bold=right)
