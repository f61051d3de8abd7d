"""What the colours of the bars stand for."""

from __future__ import annotations

from scenes.kit.parts.legend import Legend
from scenes.kit.theme import Theme


class Key(Legend):
    """Bars before training and after, and frames of what was counted in the data; found: how often in all."""

    def __init__(self, found: int, theme: Theme) -> None:
        bars = [("before training", theme.untrained, True), ("after training", theme.predicted, True)]
        super().__init__([*bars, (f"in the data (counted: {found:,})", theme.correct, False)], theme)
