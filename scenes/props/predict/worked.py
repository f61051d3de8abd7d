"""A weighted sum, written out in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, VGroup

from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme
from scenes.kit.words import numeral


class WeightedSum(VGroup):
    """Some products and an ellipsis in one line, and the sum of all of them below; terms: pairs to be multiplied."""

    def __init__(self, terms: Sequence[tuple[float, float]], total: float, theme: Theme) -> None:
        products = [f"{_factor(x)} × {_factor(w)}" for x, w in terms]
        self.products = Label(" + ".join([*products, "…"]), theme, mono=True)
        self.total = Label(f"= {numeral('{:.2f}', total)}", theme, size=theme.title_size, mono=True, bold=True)
        super().__init__(self.products, self.total)
        self.arrange(DOWN, buff=0.3)


def _factor(value: float) -> str:
    text = numeral("{:.2f}", value)
    return f"({text})" if text.startswith("−") else text
