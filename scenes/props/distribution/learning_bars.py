"""Bars that show what a model expects while it learns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from gptanim.stage import Array
from scenes.kit.parts.bars import Bars
from scenes.kit.theme import Theme

WIDEST = 0.9  # that one bar may be


class LearningBars(Bars):
    """Bars at one of the moments of a training, at first those of the untrained model and in its colour.

    moments: (S, V). No wider than few bars need; style is that of Bars.
    """

    def __init__(self, moments: Array, labels: Sequence[str], theme: Theme, *, width: float, **style: Any) -> None:
        super().__init__(moments[0], labels, theme, width=min(width, WIDEST * len(labels)), **style)
        self.moments = moments
        self.freshen()

    def at(self, moment: int) -> Self:
        """Show this moment, the nearer to the end the less in the colour of the untrained model; −1 is the last."""
        last = len(self.moments) - 1
        return self.go_to(self.moments[moment]).freshen(1 - moment % len(self.moments) / last)

    def shade_first(self) -> Self:
        """Show behind them what the untrained model expected."""
        return self.shade(self.moments[0])
