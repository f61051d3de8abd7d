"""A titled value that follows a recorded series."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from scenes.kit.brush import Brush
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class Gauge(Part):
    """A title and beside it the value of a series at the moment ``now``; between records it is interpolated.

    moments, series: (N,), moments rising. form: a format such as ``"{:.2f}"``.
    """

    animated: ClassVar[tuple[str, ...]] = ("now",)

    def __init__(
        self,
        title: str,
        moments: npt.ArrayLike,
        series: npt.ArrayLike,
        theme: Theme,
        *,
        form: str = "{:.2f}",
        colour: str | None = None,
    ) -> None:
        self.title, self.form, self.colour = title, form, colour or theme.text
        self.moments, self.series = np.asarray(moments, float), np.asarray(series, float)
        self.now = float(self.moments[0])
        self.size = theme.body_size
        ends = (form.format(float(value)) for value in (self.series.min(), self.series.max()))
        self.value_width = max(outline(text, theme.mono, True).width for text in ends) * self.size
        self.title_width = outline(title, theme.font).width * theme.label_size
        super().__init__(self.title_width + 0.2 + self.value_width, 0.6, theme)

    def run_to(self, moment: float) -> Self:
        """Show the value at another moment."""
        self.now = float(moment)
        return self

    def paint(self, brush: Brush) -> None:
        """Write the title and the value."""
        theme, left = self.theme, -self.local_width / 2
        brush.text(self.title, (left, 0.0), theme.label_size, theme.muted, theme.font, anchor=0.0)
        text = self.form.format(float(np.interp(self.now, self.moments, self.series)))
        at = (left + self.title_width + 0.2, 0.0)
        brush.text(text, at, self.size, self.colour, theme.mono, anchor=0.0, bold=True)
