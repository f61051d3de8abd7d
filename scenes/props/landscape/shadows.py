"""The true losses of two trainings beside the heights of their shadows on the plane."""

from __future__ import annotations

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.plot import Curve
from scenes.kit.parts.timeline import TenfoldPlot
from scenes.kit.theme import Theme


class Shadows:
    """A plot over steps: for each training its true loss, and dashed its height on the plane."""

    def __init__(self, exhibit: Exhibit, colours: tuple[str, ...], theme: Theme, *, region: Region) -> None:
        steps = [exhibit[f"steps{i}"] for i in (0, 1)]
        series = [exhibit[f"{what}{i}"] for i in (0, 1) for what in ("loss", "floor")]
        longest, top = max(float(s[-1]) for s in steps), 1.05 * max(float(s.max()) for s in series)
        self.plot = region.place(TenfoldPlot(theme, longest=longest, y=top, width=region.width, height=region.height))
        self.curves = [
            Curve(self.plot, self.plot.at(steps[i // 2]), losses, colour=colours[i // 2], dash=0.1 * (i % 2)).draw(0)
            for i, losses in enumerate(series)
        ]
        names = [(str(exhibit.facts[f"name{i}"]), colours[i], True) for i in (0, 1)]
        self.legend = Legend([*names, ("line: true loss, dashes: on the plane", theme.muted, False)], theme)
