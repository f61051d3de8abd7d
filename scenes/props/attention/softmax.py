"""What makes shares of scores: the formula, and the sum that it gives."""

from __future__ import annotations

from manim import DOWN, MathTypst, VGroup

from scenes.kit.parts.label import Number
from scenes.kit.theme import Theme


class Softmax(VGroup):
    """The formula of softmax; under it the sum of the shares, which ``total.animate.go_to`` counts up from 0."""

    def __init__(self, theme: Theme) -> None:
        formula = MathTypst('"share" = frac(e^"score", sum e^"score")', color=theme.text, font_size=54)
        self.total = Number(0.0, theme, form="sum {:.2f}", size=theme.title_size, colour=theme.attention)
        super().__init__(formula, self.total)
        self.arrange(DOWN, buff=0.8)
