"""A network whose edges are real weights: the signal runs through it from left to right, blame from right to left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import cairo
import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix, rgb
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.lines import cropped
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme
from scenes.props.blame.net import BANDS, MARGIN, Net


class Web(Part):
    """A net (see Net) with its words and answers: words, embeddings, attention, MLP, output.

    weights, grads: (E,), edge by edge. probs: (K,), of the answers beside the last column. grown: 0..1, how much of
    the net can be seen. sent: 0..1, how far the signal has run; blamed: 0..1, how far blame has run back. spot: (E,)
    0..1, edges that stand out; the others step back. told: (K,) 0..1, answers that can be read. lit: (5,) 0..1, slots
    that shine. tall: 0..1, from what share of its region the picture takes, ``least``, to all of it; its upper edge
    stays. correct: the answer that is right.
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
        least: float = 1.0,
    ) -> None:
        super().__init__(region.width, region.height, theme)
        region.place(self)
        self.words, self.answers, self.correct, self.least = tuple(words), tuple(answers), correct, least
        self.grads, self.probs = np.asarray(grads, float), np.asarray(probs, float)
        self.grown, self.sent, self.blamed, self.tall = 0.0, 0.0, 0.0, 1.0
        self.spot, self.told, self.lit = np.zeros(len(grads)), np.zeros(len(answers)), np.zeros(5)
        self.net = Net(sizes, region)
        self.slot, self.strength = self.net.slot, self.net.strength(weights)

    def paint(self, brush: Brush) -> None:
        """Draw the edges, the guiltiest last, then nodes and words."""
        share = self.least + self.tall * (1 - self.least)
        self.columns = self.net.stretched(share, self.local_height / 2)
        self.edges = np.array([at for column in self.columns for at in column])[self.net.ends]  # (E, 2, 2)
        for i in np.flatnonzero(self.lit > 0.01).tolist():
            high = self.local_height * share
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
        """Draw the edges that blame has not reached, and the signal's tips."""
        theme, seen = self.theme, np.clip(2 * self.grown - self.net.band / BANDS, 0, 1) * back * (1 - reached)
        still, moving, weight = np.flatnonzero(forward < 1), np.flatnonzero(forward > 0), self.strength
        _stroke(brush, self.edges[still], theme.grid, 0 * still + 0.012, 0.45 * seen[still])
        ways = _partly(self.edges[moving], forward[moving])
        strong = weight[moving]
        _stroke(brush, ways, theme.predicted, 0.012 + 0.03 * strong, (0.08 + 0.5 * strong) * seen[moving])
        running = forward[moving] < 1
        for (_, tip), size in zip(ways[running].tolist(), strong[running].tolist(), strict=True):
            brush.disc(tip, 0.02 + 0.05 * size, theme.predicted, 0.3 + 0.7 * size)

    def _paint_blame(self, brush: Brush, size: Array, reached: Array, back: Array) -> None:
        """Draw the edges that blame has reached, the guiltiest last, and its tips."""
        order = np.lexsort((size, self.spot))
        order = order[reached[order] > 0]
        guilt, alphas = size[order], (0.1 + 0.9 * size**1.5)[order] * back[order]
        ways = _partly(self.edges[order, ::-1], reached[order])
        widths = 0.01 + 0.065 * guilt**2 + 0.05 * self.spot[order]
        _stroke(brush, ways, self.theme.grid, widths, alphas, self.theme.blame, 0.15 + guilt)
        running = reached[order] < 1
        for (_, tip), share in zip(ways[running].tolist(), guilt[running].tolist(), strict=True):
            brush.disc(tip, 0.02 + 0.09 * share, self.theme.blame, 0.2 + 0.8 * share)

    def _paint_nodes(self, brush: Brush, size: Array) -> None:
        """Draw every node, when blame has come as red as the guiltiest of its edges."""
        guilt = np.zeros(int(self.net.ends.max()) + 1)
        np.maximum.at(guilt, self.net.ends, size[:, None])
        red = iter(guilt.tolist())
        for column, nodes in enumerate(self.columns):
            lit = min(1.0, max(0.0, self.sent * BANDS - column + 1))
            reached = min(1.0, max(0.0, self.blamed * BANDS - (BANDS - column) + 1)) * (self.blamed > 0)
            for i, at in enumerate(nodes):
                share, shown = next(red), min(1.0, max(0.0, 4.5 * self.grown - column / 3 - i / 20))
                blamed = mix(self.theme.grid, self.theme.blame, share)
                shade = mix(mix(self.theme.grid, self.theme.predicted, lit), blamed, reached)
                brush.disc(at, (0.085 + 0.03 * share * reached) * shown, shade)

    def _paint_spots(self, brush: Brush) -> None:
        for e in np.flatnonzero(self.spot > 0.01).tolist():
            for at in self.edges[e].tolist():
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


def _partly(edges: Array, share: Array) -> Array:
    """Return edges, (N, 2, 2), from their first end as far as they have been run through, (N,)."""
    start, end = edges[:, 0], edges[:, 1]
    return np.stack([start, start + (end - start) * share[:, None]], axis=1)


def _stroke(
    brush: Brush, ways: Array, colour: str, widths: Array, alphas: Array, other: str = "", shares: Array | None = None
) -> None:
    """Draw lines, (N, 2, 2), one by one, for together they would take longer; shares: (N,), of the other colour."""
    ctx, visible = brush.ctx, alphas > 0.02
    colours = [mix(colour, other, share) for share in shares[visible]] if shares is not None else [colour] * len(ways)
    ctx.set_line_cap(cairo.LINE_CAP_ROUND)
    lines = zip(ways[visible].tolist(), widths[visible].tolist(), alphas[visible].tolist(), colours, strict=False)
    for (start, end), width, alpha, shade in lines:
        red, green, blue = rgb(shade)
        ctx.set_source_rgba(blue, green, red, alpha)  # as Brush: manim's pixels are RGBA
        ctx.set_line_width(width)
        ctx.move_to(*start)
        ctx.line_to(*end)
        ctx.stroke()
