"""The data's table of neighbours and the model's, side by side."""

from __future__ import annotations

from typing import Any

from manim import VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Layout, Region
from scenes.kit.parts.gauge import Gauge
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme
from scenes.props.texture.table import FollowTable


class Tables:
    """Holds both tables under their titles, and the gauges of step and likeness."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, layout: Layout) -> None:
        self.exhibit, self.theme = exhibit, theme
        self.left, self.right = layout.stage.split(1, 1)
        labels, steps = exhibit["labels"].tolist(), exhibit["steps"]
        self.titles = [self._title("the data", self.left), self._title("the model", self.right)]
        shown = (exhibit["table"], theme.correct), (exhibit["models"][0], theme.predicted)
        places = [region.rows(0.45, 4.65, gap=0.05)[1] for region in (self.left, self.right)]
        self.cells = [
            FollowTable(values, labels, theme, colour=colour, region=place)
            for (values, colour), place in zip(shown, places, strict=True)
        ]
        self.data, self.model = (VGroup(*pair) for pair in zip(self.titles, self.cells, strict=True))
        clock = Gauge("step", steps, steps, theme, form="{:,.0f}")
        likeness = Gauge("in common with the data", steps, exhibit["common"], theme, form="{:.0%}")
        middles = layout.footer.columns(1, 1)
        self.gauges = VGroup(*(m.place(g) for m, g in zip(middles, (clock, likeness), strict=True)))

    def at(self, moment: int) -> list[Any]:
        """Return the animations after which the model's table is that of another moment."""
        table = self.cells[1].animate.go_to(self.exhibit["models"][moment])
        step = int(self.exhibit["steps"][moment])
        return [table, *(gauge.animate.run_to(step) for gauge in self.gauges)]

    def _title(self, text: str, region: Region) -> Label:
        return region.rows(0.45, 4.65, gap=0.05)[0].place(Label(text, self.theme, bold=True))
