"""Guesses as panels: what was read or asked above, and below it the bars of what was expected, up to certainty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import VGroup

from gptanim.stage import Array, Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.label import Label
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.theme import Theme

LETTERED = 40  # with more bars than that, there is no room for their letters


class FullScaleBars(Bars):
    """Bars that fill a region, as high as it at 100 %."""

    def __init__(
        self, values: Array, labels: Sequence[str], theme: Theme, *, region: Region, colour: str | None = None
    ) -> None:
        size = {"width": region.width, "height": region.height}
        super().__init__(values, labels, theme, ceiling=1.0, colour=colour, **size)
        region.place(self)


class GuessPanel(VGroup):
    """The tokens read, the one that came next still covered, over bars that still lie at zero.

    exhibit: holds the arrays of a Guess under its name.
    """

    def __init__(self, exhibit: Exhibit, name: str, theme: Theme, *, region: Region) -> None:
        above, below = rows(region)
        tokens, labels = exhibit[f"{name}_tokens"].tolist(), exhibit[f"{name}_labels"].tolist()
        self.probs, self.came, self.last = exhibit[f"{name}_probs"], int(exhibit[f"{name}_target"]), len(tokens) - 1
        strip = TokenStrip(tokens, theme, width=above.width, cell=0.8, colour=theme.correct)
        self.strip = above.place(strip.cover(self.last))
        self.bars = FullScaleBars(np.zeros(len(labels)), labels, theme, region=below)
        super().__init__(self.strip, self.bars)

    def weigh(self) -> Self:
        """Let the bars rise to what was expected."""
        self.bars.go_to(self.probs)
        return self

    def reveal(self) -> Self:
        """Uncover what came next, and mark its bar."""
        self.strip.cover().light(self.last)
        self.bars.mark(self.came).annotate({self.came})
        return self

    def keep_marked(self) -> Self:
        """Let all bars but the marked one sink to zero."""
        self.bars.go_to(self.bars.values * self.bars.marked)
        return self


class WorkedPanel(VGroup):
    """A worked example: a question over the bars of its answers, the right one marked; a footer tells whose it is."""

    def __init__(
        self, asked: str, answers: Sequence[str], right: int, note: str, theme: Theme, *, region: Region, footer: Region
    ) -> None:
        above, below = rows(region)
        self.bars = FullScaleBars(np.zeros(len(answers)), answers, theme, region=below).mark(right)
        question = above.place(Label(asked, theme, mono=True))
        label = footer.place(Label(note, theme, size=theme.label_size, colour=theme.muted))
        super().__init__(question, self.bars.annotate(range(len(answers))), label)

    def give(self, shares: npt.ArrayLike) -> Self:
        """Let the answers have these shares."""
        self.bars.go_to(np.asarray(shares))
        return self


class EvenPanel(VGroup):
    """The bars of a whole vocabulary, the right token certain at first; what an even share is, is not visible yet."""

    def __init__(self, labels: Sequence[str], theme: Theme, *, region: Region) -> None:
        size, self.right = len(labels), len(labels) // 2
        letters = labels if size <= LETTERED else [""] * size
        self.bars = FullScaleBars(np.eye(size)[self.right], letters, theme, region=region).mark(self.right)
        self.share = region.place(Label(f"{1 / size:.1%} each", theme, size=theme.title_size)).set_opacity(0)
        super().__init__(self.bars, self.share)

    def be_unsure(self) -> Self:
        """Give every token the same."""
        self.bars.go_to(np.full(len(self.bars.labels), 1 / len(self.bars.labels)))
        self.share.set_opacity(1)
        return self

    def be_wrong(self, p: float) -> Self:
        """Give another token nearly all, and the right one p."""
        places = np.arange(len(self.bars.labels))
        self.bars.go_to(np.where(places == 0, 1 - p, np.where(places == self.right, p, 0)))
        self.share.set_opacity(0)
        return self


def rows(region: Region) -> tuple[Region, ...]:
    """Return the places of what was read or asked, and of the bars."""
    return region.rows(0.85, 4, gap=0.25)
