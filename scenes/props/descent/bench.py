"""A neuron at work: its answer beside its target, its loss and its steps, and a knob for each of its weights."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, RIGHT, VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.dials import Dials
from scenes.kit.parts.gauge import Gauge
from scenes.kit.theme import Theme

FULL = 3.0  # how far a knob can be turned, to both sides
NAMES = ("w₁", "w₂", "b")


class Bench(VGroup):
    """The answer as a bar in the frame of its target, three gauges, and three knobs below them.

    weights: (S + 1, 3). answer, loss: (S + 1,). Everything stands as it was after some steps.
    """

    def __init__(self, weights: Array, answer: Array, loss: Array, theme: Theme, *, region: Region) -> None:
        self.weights, self.values = weights, answer
        upper, lower = region.rows(1.35, 1)
        moments = np.arange(len(answer))
        self.bar = Bars(answer[:1], ("Paris",), theme, width=1.5, height=upper.height, ceiling=1.0, headroom=0.1)
        self.gauges = VGroup(
            Gauge("step", moments, moments, theme, form="{:.0f}"),
            Gauge("target", moments, np.ones(len(answer)), theme, colour=theme.correct),
            Gauge("answer", moments, answer, theme, colour=theme.predicted),
            Gauge("loss", moments, loss, theme, colour=theme.loss),
        ).arrange(DOWN, buff=0.12, aligned_edge=np.array((-1.0, 0.0, 0.0)))
        upper.place(VGroup(self.bar, self.gauges).arrange(RIGHT, buff=0.6))
        knobs = Dials(weights[:1], theme, width=lower.width, height=lower.height, full=FULL, names=NAMES)
        self.knobs = lower.place(knobs)
        super().__init__(self.bar, self.gauges, self.knobs)

    def step_to(self, step: int) -> list[Any]:
        """Return the animations that show all of it after so many steps."""
        runs = [gauge.animate.run_to(step) for gauge in self.gauges]
        return [self.bar.animate.go_to(self.values[step : step + 1]), *runs, self.turn_to(self.weights[step])]

    def turn_to(self, weights: Array) -> Any:
        """Return the animation that turns the knobs; (3,)."""
        return self.knobs.animate.go_to(weights[None])
