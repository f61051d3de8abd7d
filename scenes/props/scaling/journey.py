"""From the smallest model here to the largest anywhere: the view pulls back, and a ruler and a list keep count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from manim import RIGHT, FadeIn, VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme
from scenes.props.scaling.elsewhere import ESTIMATED, PUBLISHED, amounts_of
from scenes.props.scaling.phrases import rounded
from scenes.props.scaling.pull_back import Amount, PullBack
from scenes.props.scaling.ruler import Counter, Ruler


class Journey(VGroup):
    """Squares, a counter and a ruler, at the smallest amount; the rows of ``listing`` are yet to be shown.

    exhibit: "weights" (R,), the counts of the models here, and "cells", what those of the smallest hold.
    here: how many different amounts are of models here.
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        amounts, values = amounts_of(exhibit["weights"].tolist(), theme), exhibit["cells"]
        upper, lower = region.rows(4, 0.9, gap=0.1)
        window, beside = upper.columns(1, 1.8)
        above, below = beside.rows(1, 4, gap=0.1)
        self.amounts, self.here = amounts, len(amounts) - len(PUBLISHED) - len(ESTIMATED)
        self.view = PullBack(amounts, theme, region=window, values=values)
        self.ruler = Ruler(amounts, "models here", theme, region=lower)
        self.counter = above.place(Counter(amounts[0].count, "weights in view", theme), side=-1)
        super().__init__(self.view, self.ruler, self.counter)
        self.listing = listing(amounts[self.here - 1 :], theme, region=below)

    def go_to(self, index: int) -> Self:
        """Pull back to one of the amounts."""
        count = self.amounts[index].count
        self.view.look_at(index)
        self.ruler.reach(count)
        self.counter.reach(count)
        return self

    def tell(self, index: int) -> list[FadeIn]:
        """Return the animation that adds an amount to the list, if it belongs there."""
        row = index - self.here + 1
        return [FadeIn(self.listing[row], shift=0.3 * RIGHT)] if row >= 0 else []


def listing(amounts: Sequence[Amount], theme: Theme, *, region: Region) -> VGroup:
    """Return a row for the largest model here and each of those elsewhere: name, count and where that is from."""
    groups = VGroup()
    origins = ["largest here, counted", *["published"] * len(PUBLISHED), *["unofficial estimate"] * len(ESTIMATED)]
    for part, amount, origin in zip(region.rows(*[1] * len(amounts), gap=0.1), amounts, origins, strict=True):
        ours = amount.colour == theme.predicted
        name = Label("ours" if ours else amount.name, theme, colour=amount.colour, bold=True)
        labels = (name, Label(rounded(amount.count), theme, bold=True), Label(origin, theme, colour=theme.muted))
        cells = part.columns(1, 1.6, 2.4, gap=0.2)
        groups.add(VGroup(*(cell.place(label, side=-1) for cell, label in zip(cells, labels, strict=True))))
    return groups
