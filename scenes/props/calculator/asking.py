"""A question and its blank, the answers that a model weighs, and the right one's probability over the steps."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import RIGHT, VGroup

from gptanim.stage import Array, Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.cycle import Cycle
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.plot import Curve, Plot
from scenes.kit.parts.ranking import Ranking
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.theme import Theme

WIDEST = 2.1  # that a token's cell may be


class Asking:
    """strip: the tokens of a question, and last the right answer, covered. bars: of some answers, (S, K). plot and
    curve: of the right one's. clock: step and loss. All as they are before the first step, not yet added to a scene.
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        self.steps, self.loss, self.probs = exhibit["steps"], exhibit["loss"], exhibit["probs"]
        names, right = exhibit["answers"].tolist(), int(exhibit["right"])
        above, self.lower = region.rows(0.95, 4.1, gap=0.15)
        self.left, self.right = self.lower.split(1, 1, gap=0.6)
        tokens = [*exhibit["tokens"].tolist(), names[right]]
        strip = TokenStrip(tokens, theme, width=min(above.width, WIDEST * len(tokens)), cell=WIDEST)
        self.blank, self.strip = len(tokens) - 1, above.place(strip.cover(len(tokens) - 1))
        pitch = min(0.6, self.left.height / len(names))
        ranks = Ranking(names, 0 * self.probs[0], theme, width=self.left.width, pitch=pitch, form="{:.0%}", size=26)
        self.bars = self.left.place(ranks.mark(right))
        head, self.body = self.right.rows(0.6, 3.4, gap=0.1)
        self.step = Number(0, theme, form="step {:,.0f}", widest=float(self.steps[-1]))
        self.shown_loss = Number(self.loss[0], theme, form="loss {:.2f}", colour=theme.loss)
        self.clock = head.place(VGroup(self.step, self.shown_loss).arrange(RIGHT, buff=0.8))
        self.plot = self.body.place(_plot(self.steps, f"p of “{names[right]}”", theme, self.body))
        self.curve = Curve(self.plot, along(self.steps), self.probs[:, right], colour=theme.correct).draw(0)

    def spell(self, seen: int) -> list[Any]:
        """Return the animations that show the first tokens, and then the blank."""
        return [self.strip.animate.let_see(*range(seen))]

    def ask(self, moment: int) -> list[Any]:
        """Return the animations that show what the model expects at a snapshot."""
        clock = self.step.animate.go_to(self.steps[moment]), self.shown_loss.animate.go_to(self.loss[moment])
        return [self.bars.animate.go_to(self.probs[moment]), *clock]

    def follow(self, moment: int) -> list[Any]:
        """Return the animations of ``ask``, and the one that draws the curve up to there."""
        return [*self.ask(moment), self.curve.animate.draw(self._reached(moment), tip=True)]

    def chart(self, moment: int) -> VGroup:
        """Return the plot with its curve up to a snapshot."""
        return VGroup(self.plot, self.curve.draw(self._reached(moment), tip=True))

    def _reached(self, moment: int) -> float:
        return float(along(self.steps)[moment] / along(self.steps)[-1])


def one_round(exhibit: Exhibit, moment: int, theme: Theme, *, region: Region) -> VGroup:
    """Return the four stations of a step of training as a ring, and the loss of that moment worked out below it."""
    stations = (
        ("forward", theme.predicted),
        ("loss", theme.loss),
        ("backward", theme.blame),
        ("update", theme.correct),
    )
    names, colours = zip(*stations, strict=True)
    upper, lower = region.rows(2.9, 0.5, gap=0.1)
    ring = upper.place(Cycle(names, colours, theme, width=upper.width, height=upper.height))
    p = float(exhibit["probs"][moment, int(exhibit["right"])])
    text = f"loss = −log {p:.2f}" if p >= 0.1 else f"loss = −log {p:.4f}"
    text += f" = {exhibit['loss'][moment]:.2f}"
    return VGroup(ring, lower.place(Label(text, theme, colour=theme.loss, mono=True, bold=True)))


def along(steps: Array) -> Array:
    """Return where steps lie on an axis on which each tenfold takes as much room."""
    return np.asarray(np.log10(1 + np.asarray(steps, float)))


def _plot(steps: Array, name: str, theme: Theme, region: Region) -> Plot:
    every = 2 if region.wide is not None and region.width < region.wide[0] else 1  # or their names would touch
    ticks = [0, *(10**power for power in range(0, 9, every) if 10**power <= steps[-1])]
    end = float(along(steps)[-1])
    plot = Plot(theme, x=(0.0, end), y=(0.0, 1.0), width=region.width, height=region.height)
    plot.name_axes("step (log scale)", name, x_ticks=along(np.array(ticks)), y_ticks=(0, 0.5, 1), y_form="{:.0%}")
    plot.x_marks = tuple((x, f"{tick:,}") for (x, _), tick in zip(plot.x_marks, ticks, strict=True))
    return plot
