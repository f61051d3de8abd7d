"""All that is drawn of a case of blame: the web, a share for each stage, and the moment with its loss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group

from gptanim.stage import Array, Exhibit
from scenes.kit.layout import Layout, Region
from scenes.kit.parts.label import Label, Number
from scenes.kit.theme import Theme
from scenes.props.blame.net import MARGIN
from scenes.props.blame.paired_bars import LABELS, PairedBars
from scenes.props.blame.web import Web


class Court:
    """The web, which first fills the stage; below it, bars; beside them, one gradient; step and loss in the title.

    others: (5,), shares that somebody else names for the stages; −1 stands for none.
    """

    def __init__(self, show: Exhibit, stages: Sequence[str], others: Array, theme: Theme, *, layout: Layout) -> None:
        self.show, now = show, int(show["moment"])
        upper, lower = layout.stage.rows(3.1, 1.9, gap=0.1)
        high = upper.height + lower.height - LABELS
        whole = Region(upper.x, layout.stage.top - high / 2, upper.width, high)
        words, answers, sizes = (show[key].tolist() for key in ("words", "answers", "sizes"))
        look: dict[str, Any] = {"weights": show["weights"], "grads": show["grads"][now], "probs": show["probs"][now]}
        look |= {"correct": int(show["right"]), "least": upper.height / high}
        self.web = Web(words, answers, sizes, theme, **look, region=whole)
        under, corner = lower.firm.columns(5 * self.web.slot, MARGIN, gap=0)
        self.series, self.stages = np.insert(show["shares"], 0, -1.0, axis=1), np.arange(5)  # (S, 5)
        self.bars = PairedBars(self.series[now], others, stages, theme, region=under)
        self.clock = Number(show["steps"][now], theme, form="step {:,.0f}", widest=show["steps"][-1], side=1)
        self.loss = Number(show["loss"][now], theme, form="loss {:.3f}", colour=theme.loss, widest=8.888, side=1)
        _, right, _ = layout.title.columns(5.4, 6.6, 1, gap=0.1)  # at the right end, a film counts down
        apart = min(0.7, right.width - self.clock.width - self.loss.width)
        right.place(Group(self.clock, self.loss).arrange(RIGHT, buff=apart), side=1)
        self.gradient = Number(
            0, theme, form="{:.2f}", size=theme.title_size, colour=theme.blame, widest=-88.88, side=-1
        )
        name = Label("its gradient", theme, colour=theme.muted, size=theme.label_size)
        self.tag = corner.place(Group(name, self.gradient).arrange(DOWN, buff=0.2, aligned_edge=LEFT), side=1)

    def name(self, stage: int) -> list[Any]:
        """Return the animations that let a stage shine, or with a number beyond them none."""
        alone = self.stages == stage
        return [self.bars.animate.put(named=alone), self.web.animate.put(lit=alone)]

    def rank(self, count: int) -> Any:
        """Return the animation that lets the bars of the least guilty stages grow, so many of them."""
        order = [stage for stage in np.argsort(self.bars.values, kind="stable") if self.bars.values[stage] >= 0]
        return self.bars.animate.put(visible=np.isin(self.stages, [0, *order[:count]]))

    def suspects(self) -> list[int]:
        """Return the edge of the greatest gradient in each band, from right to left, the guiltiest of all last."""
        sizes, band, guiltiest = np.abs(self.web.grads), self.web.net.band, int(self.show["edge"])
        each = [int(np.where(band == b, sizes, -1.0).argmax()) for b in range(int(band.max()), -1, -1)]
        return [*(edge for edge in each if edge != guiltiest), guiltiest]

    def point_at(self, edge: int) -> list[Any]:
        """Return the animations that let one edge stand out, and show its gradient."""
        spot = np.arange(len(self.web.grads)) == edge
        return [self.web.animate.put(spot=spot), self.gradient.animate.go_to(float(self.web.grads[edge]))]

    def turn_to(self, moment: int) -> list[Any]:
        """Return the animations that show another moment of the training."""
        show = self.show
        web = self.web.animate.put(grads=show["grads"][moment], probs=show["probs"][moment])
        counters = [self.clock.animate.go_to(show["steps"][moment]), self.loss.animate.go_to(show["loss"][moment])]
        return [web, self.bars.animate.put(values=self.series[moment]), *counters]
