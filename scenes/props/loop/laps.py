"""Lap after lap: the loss over all steps, and the numbers that run along."""

from __future__ import annotations

from typing import Any

from manim import RIGHT, VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.gauge import Gauge
from scenes.kit.parts.plot import Curve
from scenes.kit.parts.timeline import Timeline
from scenes.kit.theme import Theme


class Laps(VGroup):
    """A chart that ends soon after the first laps until it is stretched, and gauges of the step and the loss.

    exhibit: at, curve: (N,), steps from 1 on, and losses; as facts, "number" and "more", the step at which the laps
    begin and how many there are before the pause, and "level", the loss of knowing nothing.
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        above, below = region.rows(0.55, 3.2, gap=0.05)
        at, curve, facts = exhibit["at"], exhibit["curve"], exhibit.facts
        start, level, self.steps = float(facts["number"]), float(facts["level"]), float(at[-1])
        self.count = float(facts["more"])
        self.pause = min(start + self.count, self.steps)
        near, top = min(self.steps, max(2.0, 1.3 * self.pause)), 1.15 * max(level, float(curve.max()))
        chart = Timeline(theme, last=near, longest=self.steps, y=top, width=below.width, height=below.height)
        self.chart = below.place(chart.set_level(level, f"guessing blindly: {level:.2f}"))
        self.curve = Curve(chart, at, curve, colour=theme.loss, thickness=0.055).draw(self._drawn(start), tip=True)
        shown = (("step", at, "{:,.0f}", None), ("loss", curve, "{:.2f}", theme.loss))
        self.gauges = [Gauge(name, at, of, theme, form=form, colour=ink) for name, of, form, ink in shown]
        above.place(VGroup(*(gauge.run_to(start) for gauge in self.gauges)).arrange(RIGHT, buff=1.2))
        super().__init__(self.chart.rule(), self.curve, *self.gauges)

    def run_to(self, step: float) -> list[Any]:
        """Return the animations that draw everything up to a step."""
        gauges = [gauge.animate.run_to(step) for gauge in self.gauges]
        return [self.curve.animate.draw(self._drawn(step), tip=True), *gauges]

    def widen(self) -> Any:
        """Return the animation that lets the chart reach the last step."""
        return self.chart.animate.reach(self.steps)

    def _drawn(self, step: float) -> float:
        return (step - 1) / max(1.0, self.steps - 1)
