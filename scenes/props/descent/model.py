"""All of a model's weights while they train, with the step and the loss."""

from __future__ import annotations

from typing import Any

from manim import RIGHT, VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.gauge import Gauge
from scenes.kit.parts.legend import Legend
from scenes.kit.theme import Theme
from scenes.props.descent.field import Field


class ModelView(VGroup):
    """Two gauges, a field of weights, and below it what its colours mean; all as recorded at (S,) moments."""

    def __init__(self, moments: Array, losses: Array, moved: Array, theme: Theme, *, region: Region, footer: Region):
        above, below = region.rows(0.5, 4.4, gap=0.15)
        self.moments, self.field = moments, Field(moved, theme, region=below)
        self.gauges = VGroup(
            Gauge("step", moments, moments, theme, form="{:,.0f}"),
            Gauge("held-out loss", moments, losses, theme, colour=theme.loss),
        ).arrange(RIGHT, buff=1.2)
        above.place(self.gauges)
        signs = [("raised since step 0", theme.predicted, True), ("lowered", theme.negative, True)]
        signs.insert(0, (f"a cell is a weight, {moved.shape[1]:,} of them", theme.muted, False))
        super().__init__(self.field, self.gauges, footer.place(Legend(signs, theme)))

    def run_to(self, moment: int) -> list[Any]:
        """Return the animations to a record."""
        runs = [gauge.animate.run_to(float(self.moments[moment])) for gauge in self.gauges]
        return [self.field.animate.run_to(moment), *runs]
