"""Four views of one training beside each other, on one clock."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.gauge import Gauge
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label
from scenes.kit.parts.timeline import TenfoldPlot
from scenes.kit.theme import Theme
from scenes.props.training.clockwork import Clockwork, LossTrace, SamplePages

VIEWS = ("how wrong it is", "where it looks", "a few weights", "what it writes")


class FourViews(VGroup):
    """The loss over the logarithm of the steps, an attention map, some weights and the samples, each with its title.

    exhibit: the arrays and facts of a Course, "tokens" (T,), and at every stop "attention" (K, T, T), "weights"
    (K, R, C) and "samples" (K, N). In the footer run the step and the number of nudges.
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region, footer: Region) -> None:
        titles, panels = zip(*(place.rows(0.5, 4.4, gap=0.15) for place in _places(region)), strict=True)
        plot = _loss_plot(exhibit, theme, panels[0])
        trace = LossTrace(plot, exhibit["at"], exhibit["raw"], exhibit["curve"], xs=plot.at(exhibit["at"]))
        look, some = _attention(exhibit, theme, panels[1]), _weights(exhibit, theme, panels[2])
        samples = SamplePages(exhibit["samples"].tolist(), theme, region=panels[3], size=24)
        maps = ((look, exhibit["attention"]), (some, exhibit["weights"]))
        steps, nudges = ([0.0, float(exhibit.facts[name])] for name in ("steps", "nudges"))
        gauges = [Gauge("step", steps, steps, theme, form="{:,.0f}")]
        gauges += [Gauge("nudges of single weights", steps, nudges, theme, form="{:,.0f}", colour=theme.blame)]
        footer.place(VGroup(*gauges).arrange(RIGHT, buff=0.9))
        self.clockwork = Clockwork(exhibit["stops"], trace, gauges, samples, maps)
        labels = [Label(name, theme, size=theme.label_size, colour=theme.muted) for name in VIEWS]
        named = [title.place(label) for title, label in zip(titles, labels, strict=True)]
        super().__init__(plot, *named[:-1], titles[-1].place(labels[-1], side=-1))


def _places(region: Region) -> tuple[Region, ...]:
    """Return four places beside each other, or two by two in a frame that is not wide."""
    if region.wide is None:
        return region.columns(4.2, 3.7, 2.4, 2.9, gap=0.5)
    above, below = region.rows(1, 1)
    return *above.firm.columns(1, 1, gap=0.5), *below.firm.columns(1, 1, gap=0.5)


def _loss_plot(exhibit: Exhibit, theme: Theme, region: Region) -> TenfoldPlot:
    steps, top = float(exhibit.facts["steps"]), float(exhibit["top"])
    return region.place(TenfoldPlot(theme, longest=steps, y=top, width=region.width, height=region.height))


def _attention(exhibit: Exhibit, theme: Theme, region: Region) -> Heatmap:
    tokens = exhibit["tokens"].tolist()
    cell = (min(region.width, region.height) - 0.5) / len(tokens)  # what its labels leave
    return region.place(Heatmap(exhibit["attention"][0], theme, cell=cell, rows=tokens, columns=tokens))


def _weights(exhibit: Exhibit, theme: Theme, region: Region) -> Heatmap:
    values = exhibit["weights"]  # (K, R, C)
    cell, full = min(region.width / values.shape[2], region.height / values.shape[1]), float(np.abs(values).max())
    return region.place(Heatmap(values[0], theme, cell=cell, full=full, colour=theme.predicted))
