"""One training on one picture: the loss over the steps under its gauges, and beside it what the model writes."""

from __future__ import annotations

from manim import RIGHT, VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.gauge import Gauge
from scenes.kit.parts.label import Label
from scenes.kit.parts.timeline import Timeline
from scenes.kit.theme import Theme
from scenes.props.training.captions import Captions
from scenes.props.training.clockwork import Clockwork, LossTrace, SamplePages


class TrainingBoard:
    """The chart of a loss, its gauges and the samples, before the first step.

    exhibit: the arrays and facts of a Course, "samples" (K, N), and "mistake" (S,), empty or what "pair" names.
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region, footer: Region) -> None:
        left, right = region.columns(2.4, 1, gap=0.6)
        (above, below), (heading, panel) = (half.rows(0.6, 4.4, gap=0.15) for half in (left, right))
        fast, steps, baseline = (float(exhibit.facts[name]) for name in ("fast_steps", "steps", "baseline"))
        top, wide, high = float(exhibit["top"]), below.width, below.height
        chart = Timeline(theme, last=fast, longest=steps, y=top, width=wide, height=high)
        self.chart = below.place(chart.set_level(baseline, f"guessing blindly: {baseline:.2f}"))
        self.trace = LossTrace(self.chart, exhibit["at"], exhibit["raw"], exhibit["curve"])
        self.gauges = [Gauge("step", [0, steps], [0, steps], theme, form="{:,.0f}")]
        self.gauges += [Gauge("loss", exhibit["at"], exhibit["curve"], theme, colour=theme.loss)]
        if len(exhibit["mistake"]):
            pair = str(exhibit.facts["pair"])
            self.gauges += [Gauge(pair, exhibit["recorded"], exhibit["mistake"], theme, form="{:.1%}")]
        above.place(VGroup(*self.gauges).arrange(RIGHT, buff=0.9))
        self.caption = heading.place(Label("what it writes", theme, size=theme.label_size, colour=theme.muted), side=-1)
        self.samples = SamplePages(exhibit["samples"].tolist(), theme, region=panel)
        entries = (str(exhibit.facts["early"]), theme.loss), (str(exhibit.facts["late"]), theme.text)
        self.phases = Captions(*entries, theme=theme, region=footer)
        self.clockwork = Clockwork(exhibit["stops"], self.trace, self.gauges, self.samples)
