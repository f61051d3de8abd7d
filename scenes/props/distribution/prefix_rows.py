"""Several beginnings below each other, each with the distribution of what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.label import Label, Number
from scenes.kit.theme import Theme
from scenes.props.distribution.learning_bars import LearningBars
from scenes.props.distribution.prefix import Prefix

SHARES = (2.5, 8.6, 1.8)  # widths of prefix, bars and number beside each other
TALL = 0.3  # from this height for a width of one, a row has its bars below


class PrefixRows:
    """A row for each prefix: its letters, its bars, and the number of letters in play, which stands under a heading.

    spelled: (P,), labels on lines. probs: (P, S, V), at each moment of the training. choices: (P, S).
    """

    def __init__(
        self,
        spelled: Sequence[str],
        probs: Array,
        labels: Sequence[str],
        choices: Array,
        theme: Theme,
        *,
        region: Region,
    ) -> None:
        top, *rows = region.rows(0.3, *(1 for _ in spelled), gap=0.12)
        self.choices, ceiling, slots = choices, float(probs.max()), [_slots(row) for row in rows]
        self.heading = top.columns(*SHARES)[2].place(Label("letters in play", theme, size=22, colour=theme.muted))
        self.strips: list[Prefix] = []
        self.bars: list[LearningBars] = []
        self.doubts: list[Number] = []
        for (left, middle, right), text, moments, first in zip(slots, spelled, probs, choices[:, 0], strict=True):
            size = {"width": middle.width, "height": middle.height, "ceiling": ceiling, "headroom": 0.05}
            strip = Prefix(text, theme, width=left.width, cell=0.6)
            self.strips.append(left.place(strip, side=int(left.y == middle.y)))  # close to the bars
            self.bars.append(middle.place(LearningBars(moments, labels, theme, **size)))
            number = Number(float(first), theme, form="{:.1f}", size=theme.title_size, widest=88.8)
            self.doubts.append(right.place(number))

    def at(self, moment: int) -> list[Any]:
        """Return the animations that set all bars and numbers to a moment."""
        doubts = zip(self.doubts, self.choices[:, moment].tolist(), strict=True)
        return [
            *(bars.animate.at(moment) for bars in self.bars),
            *(doubt.animate.go_to(choices) for doubt, choices in doubts),
        ]


def _slots(row: Region) -> tuple[Region, Region, Region]:
    """Return where a row has its prefix, its bars and its number: beside each other, or the bars below the others."""
    if row.height < TALL * row.width:
        left, bars, right = row.firm.columns(*SHARES)
        return left, bars, right
    above, bars = row.rows(1, 3)
    _, left, right = above.firm.columns(SHARES[2], SHARES[0] + SHARES[1] - SHARES[2], SHARES[2])
    return left, bars, right
