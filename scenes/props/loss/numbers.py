"""The loss in numbers: its formula, its sum for one probability, its mean over many."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, RIGHT, MathTypst, VGroup

from scenes.kit.brush import Brush
from scenes.kit.parts.label import Label, Number
from scenes.kit.theme import Theme
from scenes.props.loss.surprise import Follower, mean_loss


class LossFormula(MathTypst):
    """loss = −log p, both quantities in their colours."""

    def __init__(self, theme: Theme) -> None:
        super().__init__('{{"loss" : l}} = -log {{p : p}}', color=theme.text, font_size=52)
        self.select("l").set_color(theme.loss)
        self.select("p").set_color(theme.correct)


class Taken(Follower):
    """The left side of the sum, in which the probability has two digits that count."""

    def paint(self, brush: Brush) -> None:
        """Write it."""
        p = max(float(self.p[0]), 1e-4)
        digits = f"{p:.{max(2, 1 + int(np.ceil(-np.log10(p))))}f}"
        self.form = f"−log {digits if len(digits) == 4 else digits.rstrip('0')} ="
        super().paint(brush)


class LossSum(VGroup):
    """The formula with numbers in it, true at every moment while the probability slides."""

    def __init__(self, p: float, theme: Theme) -> None:
        taken = Taken([p], np.mean, theme, form="−log {:.2f} =", side=1)
        super().__init__(taken, Follower([p], mean_loss, theme, colour=theme.loss))
        self.arrange(RIGHT, buff=0.25)

    def follow(self, p: float) -> Self:
        """Show the sum of another probability."""
        for number in self:
            number.follow([p])
        return self


class MeanLosses(VGroup):
    """Two titled means side by side, or where there is less width, one below the other: of the predictions that are
    shown, and of other texts.

    p: (N,). own: follows the predictions. others: a number that goes to its next value.
    """

    def __init__(self, p: npt.ArrayLike, others: float, title: str, theme: Theme, *, width: float) -> None:
        size, colour = theme.title_size, theme.loss
        self.own = Follower(p, mean_loss, theme, size=size, colour=colour)
        self.others = Number(others, theme, size=size, colour=colour)
        titles = (Label(words, theme, size=20) for words in ("mean of this text", title))
        columns = zip(titles, (self.own, self.others), strict=True)
        super().__init__(*(VGroup(*column).arrange(DOWN, buff=0.05) for column in columns))
        if self.arrange(RIGHT, buff=0.4).width > width:
            self.arrange(DOWN, buff=0.25, aligned_edge=RIGHT)
