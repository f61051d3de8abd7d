"""Two ways to show a beginning that is short beside the whole: axes that stretch, and a logarithmic one."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
from manim.typing import PathFuncType

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.lettering import outline
from scenes.kit.parts.part import STRAIGHT
from scenes.kit.parts.plot import Plot
from scenes.kit.theme import Theme


def round_step(span: float, most: int) -> float:
    """Return the least of 1, 2, 5, 10, 20 … (or 0.5, 0.2, 0.1 …) that divides a span into at most so many parts."""
    magnitude = 10.0 ** np.floor(np.log10(span / most))
    return float(next(magnitude * unit for unit in (1, 2, 5, 10) if span / (magnitude * unit) <= most * (1 + 1e-9)))


class Timeline(Plot):
    """A plot of the loss over steps whose x axis, from 0 to ``last``, can be stretched.

    longest: the greatest ``last`` there will be. y: where the y axis ends. level: a dashed reference line.
    ruled: 0..1, how much of that is drawn. early, shaded: the steps before this one are shaded so strongly, 0..1.
    """

    animated: ClassVar[tuple[str, ...]] = ("last", "ruled", "early", "shaded")

    def __init__(self, theme: Theme, *, last: float, longest: float, y: float, width: float, height: float) -> None:
        super().__init__(theme, x=(0.0, last), y=(0.0, y), width=width, height=height)
        self.name_axes("step", "loss", x_ticks=[0], y_ticks=np.arange(0, y, round_step(y, 6)))
        self.x_marks = ()  # drawn here, for they change as the axis stretches
        self.last, self.level, self.level_name, self.ruled = float(last), 0.0, "", 0.0
        self.early, self.shaded = 0.0, 0.0
        self.tick_width = outline(f"{longest:,.0f}", theme.mono).width * theme.smallest_size + 0.3
        self.units = min([(1, 2), (1, 5)], key=lambda units: self._ticks(longest, units)[0])

    def set_level(self, level: float, name: str) -> Self:
        """Choose where the reference line stands, and its name."""
        self.level, self.level_name = level, name
        return self

    def reach(self, last: float) -> Self:
        """Let the axis end at this step."""
        self.last = float(last)
        self.x = (0.0, self.last)
        return self

    def rule(self, share: float = 1.0) -> Self:
        """Draw the reference line."""
        self.ruled = share
        return self

    def shade(self, early: float) -> Self:
        """Shade the steps before this one."""
        self.early, self.shaded = early, 1.0
        return self

    def interpolate(self, mobject1: Any, mobject2: Any, alpha: float, path_func: PathFuncType = STRAIGHT) -> Any:
        """Set the axis between two ends of it."""
        super().interpolate(mobject1, mobject2, alpha, path_func)
        return self.reach(self.last)

    def paint(self, brush: Brush) -> None:
        """Draw axes, ticks, shade and reference line."""
        theme = self.theme
        end = min(self.early, self.last) / self.last
        breadth = end * (self.right - self.left)
        brush.box((self.left, self.bottom, breadth, self.top - self.bottom), theme.loss, 0.14 * self.shaded)
        super().paint(brush)
        fine, coarse, alpha = self._ticks(self.last, self.units)
        for value in np.arange(0, self.last + 1e-6, fine).tolist():
            strength = 1.0 if value % coarse == 0 else alpha
            x = float(self.local(np.array(value), np.array(0.0))[0])
            brush.line([(x, self.bottom), (x, self.bottom - 0.08)], theme.grid, 0.025, strength)
            at = (x, self.bottom - 0.28)
            brush.text(f"{value:,.0f}", at, theme.smallest_size, theme.muted, theme.mono, alpha=strength)
        y = float(self.local(np.array(0.0), np.array(self.level))[1])
        reached = self.left + self.ruled * (self.right - self.left)
        brush.line([(self.left, y), (reached, y)], theme.untrained, 0.035, dash=0.12)
        at = (self.right, y + 0.24)
        brush.text(self.level_name, at, theme.smallest_size, theme.muted, theme.font, alpha=self.ruled, anchor=1.0)

    def _ticks(self, last: float, units: tuple[int, int]) -> tuple[int, int, float]:
        """Return a distance between ticks, the next wider one, and how visible the ticks of the first are."""
        ladder = [10**power * unit for power in range(9) for unit in units]
        room = [step / last * (self.right - self.left) / self.tick_width for step in ladder]
        index = next(i for i, widths in enumerate(room) if widths >= 1)
        return ladder[index], ladder[index + 1], min(1.0, (room[index] - 1) / 0.3)


class TenfoldPlot(Plot):
    """A plot of the loss on which each tenfold of the steps takes as much room; ``at`` gives x for a step."""

    def __init__(self, theme: Theme, *, longest: float, y: float, width: float, height: float) -> None:
        super().__init__(theme, x=(0.0, float(self.at(longest))), y=(0.0, y), width=width, height=height)
        steps = [0, *(10**power for power in range(9) if 10**power <= longest)]
        x_ticks, y_ticks = self.at(steps).tolist(), np.arange(0, y, round_step(y, 6))
        self.name_axes("step (log scale)", "", x_ticks=x_ticks, y_ticks=y_ticks)
        self.x_marks = tuple((x, f"{step:,}") for x, step in zip(x_ticks, steps, strict=True))

    @staticmethod
    def at(steps: npt.ArrayLike) -> Array:
        """Return where steps lie along x."""
        return np.asarray(np.log10(1 + np.asarray(steps, float)))
