"""Numbers multiplied one after the other, and their product."""

from __future__ import annotations

from manim import RIGHT, VGroup

from gptanim.stage import Array
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme
from scenes.kit.words import numeral


class Chain(VGroup):
    """Labels in a row: K factors, each with its sign in front, and "= product" last; factors: (K,)."""

    def __init__(self, factors: Array, theme: Theme) -> None:
        words = [f"× {factor_text(float(factor))}" for factor in factors]
        words[0] = words[0].removeprefix("× ")
        words.append(f"= {numeral('{:.2f}', float(factors.prod()))}")
        colours = [theme.text] * len(factors) + [theme.blame]
        labels = [Label(w, theme, colour=c, mono=True, bold=True) for w, c in zip(words, colours, strict=True)]
        super().__init__(*labels)
        self.arrange(RIGHT, buff=0.22)


def factor_text(value: float) -> str:
    """Return a factor with two digits after the point, or without when it is whole: "−1.64", "1"."""
    return numeral("{:.0f}" if value == round(value) else "{:.2f}", value)
