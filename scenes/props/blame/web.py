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
from scenes.props.blame.net import BANDS, MARGIN, Net

SHADES = 12  # steps of strength that edges are drawn in


class Web(Part):
    """A net (see Net) with its words and answers: words, embeddings, attention, MLP, output.

    weights, grads: (E,), edge by edge. probs: (K,), of the answers beside the last column. grown: 0..1, how much of
    the net can be seen. sent: 0..1, how far the signal has run; blamed: 0..1, how far blame has run back. spot: (E,)
    0..1, edges that stand out; the others step back. told: (K,) 0..1, answers that can be read. lit: (5,) 0..1, slots
    that shine. tall: 0..1, how far the picture reaches ``room`` below its region. correct: the answer that is right.
    """

    animated: ClassVar[tuple[str, ...]] = (
        *("grads", "probs", "grown", "sent", "blamed", "spot", "told", "lit", "tall"),
    )

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
        room: float,
    ) -> None:
        super().__init__(region.width, region.height, theme)
        region.place(self)
        self.words, self.answers, self.correct, self.room = tuple(words), tuple(answers), correct, room
        self.grads, self.probs = np.asarray(grads, float), np.asarray(probs, float)
        self.grown, self.sent, self.blamed, self.tall = 0.0, 0.0, 0.0, 1.0
        self.spot, self.told, self.lit = np.zeros(len(grads)), np.zeros(len(answers)), np.zeros(5)
        self.net = Net(sizes, region)
        self.slot, self.strength = self.net.slot, self.net.strength(weights)

    def paint(self, brush: Brush) -> None:
        """Draw the edges, the guiltiest last, then nodes and words."""
        stretch = 1 + self.tall * self.room / self.local_height
        self.columns, self.edges = self.net.stretched(stretch, self.local_height / 2)
        for i in np.flatnonzero(self.lit > 0.01).tolist():
            high = self.local_height * stretch
            box = (i * self.slot - self.local_width / 2 + 0.03, self.local_height / 2 - high, self.slot - 0.06, high)
            brush.box(box, self.theme.surface, float(self.lit[i]), 0.15)
        size = np.sqrt(np.abs(self.grads) / max(float(np.abs(self.grads).max()), 1e-30))
        forward = np.clip(self.sent * BANDS - self.net.band, 0, 1)
        reached = np.clip(self.blamed * BANDS - (BANDS - 1 - self.net.band), 0, 1)
        back = 1 - 0.85 * float(self.spot.max()) * (1 - self.spot)
        self._paint_signal(brush, forward, reached, back)
        self._paint_blame(brush, size, reached, back)
        self._paint_nodes(brush, size)
        self._paint_spots(brush)
        self._paint_words(brush)

    def _paint_signal(self, brush: Brush, forward: Array, reached: Array, back: Array) -> None:
        """Draw the edges that blame has not reached; edges of about one strength at once."""
        theme, seen = self.theme, np.clip(2 * self.grown - self.net.band / BANDS, 0, 1) * back * (1 - reached)
        step = np.round(self.strength * SHADES) / SHADES
        for alpha in np.unique(seen[seen > 0.01]).tolist():
            still, moving = (seen == alpha) & (forward < 1), (seen == alpha) & (forward > 0)
            brush.segments([self.edges[e][1:] for e in np.flatnonzero(still)], theme.grid, 0.012, 0.45 * alpha)
            for weight in np.unique(step[moving]).tolist():
                ways = [self._way(e, float(forward[e])) for e in np.flatnonzero(moving & (step == weight)).tolist()]
                brush.segments(ways, theme.predicted, 0.012 + 0.03 * weight, (0.08 + 0.5 * weight) * alpha)
        for e in np.flatnonzero((forward > 0) & (forward < 1)).tolist():
            weight = float(self.strength[e])
            tip = self._way(e, float(forward[e]))[1]
            brush.disc(tip, 0.02 + 0.05 * weight, theme.predicted, 0.3 + 0.7 * weight)

    def _paint_blame(self, brush: Brush, size: Array, reached: Array, back: Array) -> None:
        """Draw the edges that blame has reached, the guiltiest last, and its tips."""
        theme, step = self.theme, np.round(size * SHADES) / SHADES
        kinds = np.stack([self.spot, step, back], axis=1)  # (E, 3)
        for spot, guilt, stays in np.unique(kinds[reached > 0], axis=0).tolist():
            alike = np.flatnonzero((reached > 0) & (kinds == (spot, guilt, stays)).all(axis=1)).tolist()
            colour, alpha = mix(theme.grid, theme.blame, 0.15 + guilt), (0.1 + 0.9 * guilt**1.5) * stays
            ways = [self._way(e, float(reached[e]), backward=True) for e in alike]
            brush.segments(ways, colour, 0.01 + 0.065 * guilt**2 + 0.05 * spot, alpha)
        for e in np.flatnonzero((reached > 0) & (reached < 1)).tolist():
            tip, guilt = self._way(e, float(reached[e]), backward=True)[1], float(size[e])
            brush.disc(tip, 0.02 + 0.09 * guilt, theme.blame, 0.2 + 0.8 * guilt)

    def _way(self, e: int, share: float, *, backward: bool = False) -> tuple[Point, Point]:
        """Return the two ends of an edge, so far as it has been run through."""
        _, (x0, y0), (x1, y1) = self.edges[e]
        if backward:
            x0, y0, x1, y1 = x1, y1, x0, y0
        return (x0, y0), (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)

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
        for i, (word, (x, y)) in enumerate(zip(self.answers, self.columns[-1], strict=True)):
            alpha, right, p = float(self.told[i]), i == self.correct, float(self.probs[i])
            colour = theme.correct if right else theme.predicted if p == self.probs.max() else theme.muted
            room = (MARGIN - 0.45) / size - outline("100%", theme.mono).width
            word, half = cropped(word, room, theme.mono), self.local_width / 2
            brush.text(word, (x + 0.22, y), size, colour, theme.mono, anchor=0.0, alpha=alpha, bold=right)
            brush.text(f"{100 * p:.0f}%", (half, y), size, colour, theme.mono, anchor=1.0, alpha=alpha, bold=right)
