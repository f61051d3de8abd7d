"""What is expected next, as bars in two groups: one kind of letters and all the rest, with the sum of the first."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from manim import RIGHT, VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.placard import Placard
from scenes.kit.theme import Theme


class TwoKinds(VGroup):
    """Bars of what follows, empty at first.

    exhibit: the arrays of a Followers, and the facts that name its kinds.
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        above, below = region.rows(1, 5, gap=0.1)
        self.probs, self.sums, facts = exhibit["probs"], exhibit["sums"], exhibit.facts
        labels, self.inside = exhibit["labels"].tolist(), int(exhibit["inside"])
        left, right = below.firm.columns(self.inside, len(labels) - self.inside, gap=0.45)
        kinds = ((left, labels[: self.inside], theme.predicted), (right, labels[self.inside :], theme.untrained))
        ceiling = float(self.probs.max())
        self.pair = [
            part.place(
                Bars(np.zeros(len(k)), k, theme, width=part.width, height=below.height, ceiling=ceiling, colour=hue)
            )
            for part, k, hue in kinds
        ]
        words, title = above.columns(1, 1.6)
        self.noun = Label(f"on {facts['group']}", theme, colour=theme.predicted)
        self.sum = Number(0, theme, form="{:.0%}", widest=1, size=44, colour=theme.predicted, side=-1)
        words.place(VGroup(self.noun, self.sum).arrange(RIGHT, buff=0.3), side=-1)
        self.kinds = [str(facts[name]) for name in ("after_other", "after_group")]
        self.title = Placard(theme, region=title)
        super().__init__(*self.pair, self.sum, self.noun)

    def turn_to(self, row: int) -> Self:
        """Show a row of the expectations, framed, where the model is trained, with what the texts do."""
        goals = self.probs[row + 2] if row >= 2 else 0 * self.probs[row]
        parts, frames = (np.split(given, [self.inside]) for given in (self.probs[row], goals))
        for bars, values, goal in zip(self.pair, parts, frames, strict=True):
            bars.go_to(values).aim_at(goal)
        self.sum.go_to(float(self.sums[row]))
        return self

    def call(self, row: int) -> list[Any]:
        """Return the animations that say what a row shows."""
        after, of = f"after {self.kinds[row % 2]}", ("before training", "framed: the data", "in the data")[row // 2]
        return self.title.turn_to(f"{after}; {of}")
