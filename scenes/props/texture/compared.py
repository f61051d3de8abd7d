"""What authors do, compared: the data as frames, the model as bars, the untrained model behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from manim import VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.label import Label
from scenes.kit.parts.legend import Legend
from scenes.kit.theme import Theme

WIDEST = 1.1  # that one bar may be


def author_legend(theme: Theme) -> Legend:
    """Return what the colours of the authors stand for."""
    entries = [("data", theme.correct, False), ("model", theme.predicted, True)]
    return Legend([*entries, ("before training", theme.untrained, True)], theme)


class Compared(VGroup):
    """Shares under a title, flat at first; shares: (3, N), of the data, the model and the untrained model."""

    def __init__(self, title: str, shares: Array, labels: Sequence[str], theme: Theme, *, region: Region) -> None:
        self.shares = shares
        above, below = region.rows(0.5, 4.5, gap=0.1)
        size = {"width": min(below.width, WIDEST * len(labels)), "height": below.height, "headroom": 0.85}
        self.bars = below.place(Bars(0 * shares[0], labels, theme, ceiling=max(float(shares.max()), 1e-9), **size))
        super().__init__(above.place(Label(title, theme, bold=True)), self.bars)

    def show_data(self) -> Self:
        """Frame what the data has."""
        self.bars.aim_at(self.shares[0])
        return self

    def show_untrained(self) -> Self:
        """Show what the untrained model has behind."""
        self.bars.shade(self.shares[2])
        return self

    def show_model(self, *noted: int) -> Self:
        """Show what the trained model has, with percentages at some."""
        self.bars.go_to(self.shares[1]).annotate(set(noted))
        return self
