"""How many dimensions models have, as cells, beside what an essay says that so many can hold."""

from __future__ import annotations

from manim import DOWN, LEFT, VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme
from scenes.props.scaling.elsewhere import CLAIMS, SAID, widths_of
from scenes.props.scaling.pull_back import PullBack


class Widths(VGroup):
    """Squares of cells for dimensions, (R,), and for those of GPT-3, of which ``last`` is the index.

    The two ``claims`` are yet to be shown.
    """

    def __init__(self, dimensions: Array, theme: Theme, *, region: Region) -> None:
        window, beside = region.columns(1, 1.2)
        widths = widths_of(dimensions.tolist(), theme)
        self.view, self.last = PullBack(widths, theme, region=window), len(widths) - 1
        super().__init__(self.view)
        self.claims = claims(theme, region=beside)


def claims(theme: Theme, *, region: Region) -> VGroup:
    """Return what an essay says of a few dimensions and of many, marked as its words, one below the other."""
    groups = VGroup()
    for part, (count, claim) in zip(region.rows(1, 1), CLAIMS, strict=True):
        lines = (Label(f"{count:,} dimensions", theme, bold=True), Label(claim, theme), Label(SAID, theme, size=24))
        lines[2].colour = theme.muted
        groups.add(part.place(VGroup(*lines).arrange(DOWN, buff=0.15, aligned_edge=LEFT), side=-1))
    return groups
