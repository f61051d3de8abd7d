"""What authors do, compared: the data as frames, the model as bars, the untrained model behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from manim import VGroup

from gptanim.stage import Array, Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.label import Label
from scenes.kit.parts.legend import Legend
from scenes.kit.theme import Theme

WIDEST, HEADROOM = 1.1, 0.85  # that one bar may be, and room for two percentages above it


def author_legend(theme: Theme) -> Legend:
    """Return what the colours of the authors stand for."""
    entries = [("data", theme.correct, False), ("model", theme.predicted, True)]
    return Legend([*entries, ("before training", theme.untrained, True)], theme)


class Compared(VGroup):
    """Shares under a title, flat at first; shares: (3, N), of the data, the model and the untrained model."""

    def __init__(
        self,
        title: str,
        shares: Array,
        labels: Sequence[str],
        theme: Theme,
        *,
        region: Region,
    ) -> None:
        self.shares, self.noted = shares, int(shares[0].argmax())
        above, below = region.rows(0.5, 4.5, gap=0.1)
        wide, ceiling = min(below.width, WIDEST * len(labels)), max(float(shares.max()), 1e-9)
        flat = Bars(0 * shares[0], labels, theme, width=wide, height=below.height, ceiling=ceiling, headroom=HEADROOM)
        self.bars = below.place(flat)
        super().__init__(above.place(Label(title, theme, bold=True)), self.bars)

    def show_data(self) -> Self:
        """Frame what the data has."""
        self.bars.aim_at(self.shares[0])
        return self

    def show_untrained(self) -> Self:
        """Show what the untrained model has behind."""
        self.bars.shade(self.shares[2])
        return self

    def show_model(self) -> Self:
        """Show what the trained model has, with percentages where the data has most."""
        self.bars.go_to(self.shares[1]).annotate({self.noted})
        return self


def edges(exhibit: Exhibit, theme: Theme, *, region: Region) -> list[Compared]:
    """Return how names begin and how they end, beside each other."""
    charts = (("how names begin", "opens", "openings"), ("how names end", "ends", "endings"))
    return [
        Compared(title, exhibit[shares], exhibit[labels].tolist(), theme, region=half)
        for (title, shares, labels), half in zip(charts, region.split(1, 1, gap=0.8), strict=True)
    ]


def lengths(exhibit: Exhibit, theme: Theme, *, region: Region) -> Compared:
    """Return how long names are; the last bar is for all that are longer, too."""
    shares = exhibit["lengths"]
    labels = [*map(str, range(shares.shape[1] - 1)), f"{shares.shape[1] - 1}+"]
    return Compared("letters in a name", shares, labels, theme, region=region)
