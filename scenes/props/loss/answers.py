"""Answers to a question, one below the other, with their shares as bars that lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.ranking import Ranking
from scenes.kit.theme import Theme
from scenes.props.loss.worked import EXAMPLE, FIVE, SUM

PITCH = 0.46  # from one answer to the next


class AnswerPanel(VGroup):
    """A heading over answers whose bars still lie at zero; the right one takes its colour by ``animate.judge()``."""

    def __init__(
        self, heading: str, answers: Sequence[str], right: int, theme: Theme, *, width: float, step: int | None = None
    ) -> None:
        size, nothing = theme.label_size, np.zeros(len(answers))
        self.bars = Ranking(answers, nothing, theme, width=width, pitch=PITCH, form="{:.0%}", size=size)
        self.clock = Number(0, theme, form="step {:,.0f}", size=size, widest=99999, side=-1)
        self.right, head = right, VGroup(Label(heading, theme, size=size, colour=theme.muted))
        if step is not None:
            head.add(self.clock)
        super().__init__(head.arrange(RIGHT, buff=0.3), self.bars)
        self.arrange(DOWN, buff=0.05, aligned_edge=LEFT)

    def weigh(self, shares: npt.ArrayLike, step: float = 0.0) -> Self:
        """Show what the answers got, at a step."""
        self.bars.go_to(shares)
        self.clock.go_to(step)
        return self

    def judge(self) -> Self:
        """Colour the right answer."""
        self.bars.mark(self.right)
        return self


class TwoAnswers(VGroup):
    """A question, an explainer's example of answers to it, and below that a run's own; all three start apart.

    exhibit: holds the arrays of Answers.
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        answers, right, headed = exhibit["answers"].tolist(), int(exhibit["right"]), str(exhibit.facts["headed"])
        self.asked = Label(f"{SUM} …", theme, mono=True, size=theme.label_size)
        self.example = AnswerPanel("an explainer’s example", list(EXAMPLE), FIVE, theme, width=region.width)
        self.own = AnswerPanel(headed, answers, right, theme, width=region.width, step=0)
        both = self.example.bars, self.own.bars
        for bars in both:
            bars.name_width = max(each.name_width for each in both)
        super().__init__(self.asked, self.example, self.own)
        region.place(self.arrange(DOWN, buff=0.25, aligned_edge=LEFT))
