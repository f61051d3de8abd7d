"""The predictions of a text, seen twice: as bars and on the curve of surprise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import VGroup

from gptanim.measures.text_loss import LEAST
from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme
from scenes.props.loss.guesses import FullScaleBars, rows
from scenes.props.loss.surprise import Predictions, SurpriseCurve


class TextPanel(VGroup):
    """A bar for every token of a text, still at zero, and a dot for each at the top of the curve, not visible yet.

    before, after: what stands above the bars before training and after; they are no members of the group.
    """

    def __init__(self, tokens: Sequence[str], curve: SurpriseCurve, theme: Theme, *, region: Region) -> None:
        above, below = rows(region)
        self.before = above.place(Label("before training", theme, colour=theme.untrained))
        self.after = above.place(Label("after training", theme, colour=theme.correct))
        nothing = np.zeros(len(tokens))
        self.bars = FullScaleBars(nothing, tokens, theme, region=below, colour=theme.untrained)
        self.dots = Predictions(curve, nothing + LEAST).let_see(visible=0, right=0)
        super().__init__(self.bars, self.dots)

    def read(self, p: Array, count: int) -> Self:
        """Show what the first tokens got, and no later ones; p: (T,)."""
        known = np.arange(len(p)) < count
        self.bars.go_to(p * known).annotate(np.flatnonzero(known))
        self.dots.go_to(np.where(known, p, LEAST)).let_see(visible=known)
        return self

    def learn(self, p: Array) -> Self:
        """Show what all tokens got from the trained model; (T,)."""
        self.bars.go_to(p).mark(*range(len(p)))
        self.dots.go_to(p).let_see(right=1)
        return self
