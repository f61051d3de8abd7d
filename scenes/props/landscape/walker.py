"""Which training walks, at which step it is, and its true loss there, in one line."""

from __future__ import annotations

from typing import Any

from manim import RIGHT, VGroup

from gptanim.stage import Exhibit
from scenes.kit.parts.gauge import Gauge
from scenes.kit.parts.legend import Legend
from scenes.kit.theme import Theme


class Walker(VGroup):
    """A legend and two gauges, which follow the snapshots of one training."""

    def __init__(self, exhibit: Exhibit, which: int, theme: Theme, *, colour: str) -> None:
        self.steps = exhibit[f"steps{which}"]
        self.gauges = (
            Gauge("step", self.steps, self.steps, theme, form="{:,.0f}"),
            Gauge("true loss", self.steps, exhibit[f"loss{which}"], theme, colour=theme.loss),
        )
        super().__init__(Legend([(str(exhibit.facts[f"name{which}"]), colour, True)], theme), *self.gauges)
        self.arrange(RIGHT, buff=0.8)

    def run_to(self, snapshot: int) -> list[Any]:
        """Return the animations to a snapshot."""
        return [gauge.animate.run_to(float(self.steps[snapshot])) for gauge in self.gauges]
