"""The data's table of neighbours and the model's, side by side; then one minus the other."""

from __future__ import annotations

from typing import Any

from manim import FadeIn, FadeOut, VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Layout, Region
from scenes.kit.parts.gauge import Gauge
from scenes.kit.parts.label import Label
from scenes.kit.parts.legend import Legend
from scenes.kit.theme import Theme
from scenes.props.texture.compared import Compared
from scenes.props.texture.table import FollowTable


class Tables:
    """Holds both tables under their titles, the gauges of step and likeness, and what shows the widest gap."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, layout: Layout) -> None:
        self.exhibit, self.theme = exhibit, theme
        self.left, self.right = layout.stage.split(1, 1)
        labels, steps = exhibit["labels"].tolist(), exhibit["steps"]
        self.titles = [self._title("the data", self.left), self._title("the model", self.right)]
        values = -exhibit["table"], exhibit["models"][0]  # the data's below zero, and so in its own colour
        places = [region.rows(0.45, 4.65, gap=0.05)[1] for region in (self.left, self.right)]
        self.cells = [
            FollowTable(v, labels, theme, colour=theme.predicted, below=theme.correct, region=place)
            for v, place in zip(values, places, strict=True)
        ]
        self.data, self.model = (VGroup(*pair) for pair in zip(self.titles, self.cells, strict=True))
        clock = Gauge("step", steps, steps, theme, form="{:,.0f}")
        likeness = Gauge("in common with the data", steps, exhibit["common"], theme, form="{:.0%}")
        middles = layout.footer.columns(1, 1)
        self.gauges = VGroup(*(m.place(g) for m, g in zip(middles, (clock, likeness), strict=True)))
        more = [("the model gives more", theme.predicted, True), ("the data has more", theme.correct, True)]
        self.legend = Legend(more, theme)

    def at(self, moment: int) -> list[Any]:
        """Return the animations after which the model's table is that of another moment."""
        table = self.cells[1].animate.go_to(self.exhibit["models"][moment])
        step = int(self.exhibit["steps"][moment])
        return [table, *(gauge.animate.run_to(step) for gauge in self.gauges)]

    def subtract(self) -> list[Any]:
        """Return the animations that lay the model's table over the data's, so that their difference is left."""
        data, model = self.cells
        title = self._title("the model minus the data", self.left)
        difference = data.animate.go_to(self.exhibit["models"][-1] - self.exhibit["table"])
        gone = FadeOut(model, target_position=data)
        return [gone, difference, FadeOut(*self.titles, self.gauges), FadeIn(title)]

    def point_out(self) -> list[Any]:
        """Return the animations that show where the difference is greatest."""
        row, column = self.exhibit["widest"].tolist()
        title = f"after {self.exhibit['labels'][row]} (framed: data, filled: model)"
        followers = self.exhibit["gap_followers"].tolist()
        noted = followers.index(self.exhibit["labels"][column])
        bars = Compared(title, self.exhibit["gap_row"], followers, self.theme, region=self.right, noted=noted)
        bars.show_data().show_model()
        self.cells[0].put(spot=[row, column])
        return [self.cells[0].animate.frame_row(row).look_at(row, column), FadeIn(bars)]

    def _title(self, text: str, region: Region) -> Label:
        return region.rows(0.45, 4.65, gap=0.05)[0].place(Label(text, self.theme, bold=True))
