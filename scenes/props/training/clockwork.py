"""All that hangs on the clock of a training: its loss as a line, its samples, and whatever else is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import VGroup

from gptanim.stage import Array
from scenes.kit.brush import mix
from scenes.kit.layout import Region
from scenes.kit.parts.gauge import Gauge
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.lines import Lines
from scenes.kit.parts.plot import Curve, Plot
from scenes.kit.theme import Theme


class LossTrace(VGroup):
    """The loss as it was at every step, faint, and smoothed over it; neither is drawn yet.

    at: (N,) steps. xs: (N,), where they lie along the plot. A loss above the plot stands at its upper edge.
    """

    def __init__(self, plot: Plot, at: Array, raw: Array, curve: Array, *, xs: Array | None = None) -> None:
        theme, self.at, self.xs = plot.theme, at, np.asarray(at if xs is None else xs, float)
        faint, shown = mix(theme.loss, theme.background, 0.65), np.minimum(raw, plot.y[1])
        self.raw = Curve(plot, self.xs, shown, colour=faint, thickness=0.022).draw(0)
        self.smooth = Curve(plot, self.xs, curve, colour=theme.loss, thickness=0.055).draw(0)
        super().__init__(self.raw, self.smooth)

    def run_to(self, step: float) -> Self:
        """Draw both up to a step."""
        way = (self.xs - self.xs[0]) / max(np.ptp(self.xs), 1e-9)
        reached = float(np.interp(step, self.at, way))
        self.raw.draw(reached)
        self.smooth.draw(reached, tip=True)
        return self


class SamplePages(Lines):
    """What a model wrote at each stop, from the colour of the untrained to the model's; pages: (K, N) texts."""

    def __init__(self, pages: Sequence[Sequence[str]], theme: Theme, *, region: Region, size: float = 28) -> None:
        shades = [mix(theme.untrained, theme.predicted, 2 * i / len(pages)) for i in range(len(pages))]
        super().__init__(pages, theme, width=region.width, height=region.height, size=size, colours=shades)
        region.place(self)


class Clockwork(VGroup):
    """Things that run together from stop to stop.

    stops: (K,) steps. maps: heatmaps, each with its values at every stop, (K, R, C).
    """

    def __init__(
        self,
        stops: Array,
        trace: LossTrace,
        gauges: Sequence[Gauge],
        samples: SamplePages,
        maps: Sequence[tuple[Heatmap, Array]] = (),
    ) -> None:
        self.stops, self.trace, self.gauges, self.samples, self.maps = stops, trace, gauges, samples, maps
        super().__init__(trace, *gauges, samples, *(heatmap for heatmap, _ in maps))

    def run_to(self, stop: int) -> Self:
        """Show everything as it was at a stop."""
        step = float(self.stops[stop])
        self.trace.run_to(step)
        self.samples.turn(stop)
        for gauge in self.gauges:
            gauge.run_to(step)
        for heatmap, values in self.maps:
            heatmap.go_to(values[stop])
        return self
