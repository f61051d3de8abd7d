"""What a step does: how far each of some weights moves, and one of them in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from manim import DOWN, LEFT, Square, VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.legend import Legend
from scenes.kit.theme import Theme


class Nudge(VGroup):
    """Moves of weights as cells, around one with a frame; beside it that weight, and two losses.

    exhibit: the arrays of OneStep, and its numbers as facts.
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        left, right = region.columns(1.25, 1, gap=0.6)
        moves, facts = exhibit["moves"], exhibit.facts
        above, below = left.rows(3.0, 0.5, gap=0.1)
        cell = min(above.width / moves.shape[1], above.height / len(moves))
        full = float(np.abs(moves).max()) or 1.0
        heat = Heatmap(0 * moves, theme, cell=cell, full=full, colour=theme.predicted)
        self.heat, self.moves = above.place(heat), moves
        self.frame = Square(cell, color=theme.text, stroke_width=5).move_to(heat.cell_at(*exhibit["spot"].tolist()))
        legend = Legend([("moves up", theme.predicted, True), ("moves down", theme.negative, True)], theme)
        self.legend = below.place(legend)
        self.old, self.new, self.before, self.after = (float(facts[name]) for name in ("old", "new", "before", "after"))
        self.weight = Number(self.old, theme, form="{:+.4f}", size=44)
        self.loss = Number(self.before, theme, form="{:.3f}", size=44, colour=theme.loss)
        names = [
            Label(text, theme, size=theme.label_size, colour=theme.muted)
            for text in ("the most blamed weight", "loss on this batch")
        ]
        self.beside = VGroup(names[0], self.weight, names[1], self.loss)
        right.place(self.beside.arrange(DOWN, buff=0.25, aligned_edge=LEFT))
        super().__init__(self.heat, self.frame, self.legend, self.beside)

    def moved(self) -> Iterator[list[Any]]:
        """Yield the changes in which the weights move, then the loss."""
        yield [self.heat.animate.go_to(self.moves), self.weight.animate.go_to(self.new)]
        yield [self.loss.animate.go_to(self.after)]
