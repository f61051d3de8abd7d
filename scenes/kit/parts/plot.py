"""Axes with curves that grow, reference lines and dots."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.paths import Point
from scenes.kit.theme import Theme

OVERHANG = 0.11  # how far a curve, such as its tip, may stand out above and below the axes
Span = tuple[float, float]


def round_ticks(top: float, most: int = 4) -> list[float]:
    """Return 0 and up to ``most`` equal steps of 1, 2 or 5 times a power of ten, the last at or above top."""
    least = max(top, 1e-9) / most
    power = 10.0 ** np.floor(np.log10(least))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor * (1 + 1e-9) >= least)
    return [float(round(step * i, 10)) for i in range(int(np.ceil(top / step - 1e-9)) + 1)]


class Plot(Part):
    """A frame of reference: x and y axes over given spans, their ticks labelled.

    Curves and dots are separate parts that lie on a plot.
    """

    def __init__(self, theme: Theme, *, x: Span, y: Span, width: float = 8.0, height: float = 4.4) -> None:
        super().__init__(width, height, theme)
        self.x, self.y = x, y
        self.size = 0.9 * theme.label_size
        self.name_axes("", "")

    def name_axes(
        self,
        x_label: str,
        y_label: str,
        *,
        x_ticks: Iterable[float] = (),
        y_ticks: Iterable[float] = (),
        x_form: str = "{:g}",
        y_form: str = "{:g}",
    ) -> Self:
        """Write names along the axes, and labels at these values of them; makes room for both."""
        self.x_label, self.y_label = x_label, y_label
        self.x_marks = tuple((float(value), x_form.format(value)) for value in x_ticks)
        self.y_marks = tuple((float(value), y_form.format(value)) for value in y_ticks)
        widest = max((outline(text, self.theme.mono).width for _, text in self.y_marks), default=0.0)
        self.left = -self.local_width / 2 + widest * self.size + 0.2
        self.bottom = -self.local_height / 2 + (0.45 if self.x_marks else 0.1) + (0.42 if x_label else 0.0)
        self.right = self.local_width / 2 - 0.15
        self.top = self.local_height / 2 - (0.5 if y_label else 0.15)
        return self

    def local(self, x: Array, y: Array) -> Array:
        """Return where data points lie in the plot's own units; (N,) and (N,) give (N, 2)."""
        along = (np.asarray(x, float) - self.x[0]) / (self.x[1] - self.x[0])
        up = (np.asarray(y, float) - self.y[0]) / (self.y[1] - self.y[0])
        return np.stack(
            [self.left + along * (self.right - self.left), self.bottom + up * (self.top - self.bottom)], axis=-1
        )

    def point(self, x: float, y: float) -> Array:
        """Return the scene point of a data point; (3,)."""
        return self.in_scene(*self.local(np.array(x), np.array(y)).tolist())

    def paint(self, brush: Brush) -> None:
        """Draw axes, ticks and their labels."""
        theme, size = self.theme, self.size
        brush.line([(self.left, self.top), (self.left, self.bottom), (self.right, self.bottom)], theme.grid, 0.03)
        for value, text in self.x_marks:
            x = float(self.local(np.array(value), np.array(self.y[0]))[0])
            brush.line([(x, self.bottom), (x, self.bottom - 0.08)], theme.grid, 0.025)
            brush.text(text, (x, self.bottom - 0.28), size, theme.muted, theme.mono)
        for value, text in self.y_marks:
            y = float(self.local(np.array(self.x[0]), np.array(value))[1])
            brush.line([(self.left, y), (self.right, y)], theme.grid, 0.012, 0.55)
            brush.text(text, (self.left - 0.14, y), size, theme.muted, theme.mono, anchor=1.0)
        if self.x_label:
            at = ((self.left + self.right) / 2, -self.local_height / 2 + 0.16)
            brush.text(self.x_label, at, size, theme.muted, theme.font)
        if self.y_label:
            brush.text(self.y_label, (self.left - 0.1, self.top + 0.28), size, theme.muted, theme.font, anchor=0.0)


class Curve(Part):
    """A line over a plot, drawn up to ``drawn`` of its length along x, with a dot at its tip; cut off beyond the axes.

    xs, ys: (N,) in the plot's data units, xs rising.
    """

    animated: ClassVar[tuple[str, ...]] = ("ys", "drawn", "tip")

    def __init__(
        self, plot: Plot, xs: Array, ys: Array, *, colour: str, thickness: float = 0.045, dash: float = 0.0
    ) -> None:
        super().__init__(plot.local_width, plot.local_height, plot.theme)
        self.plot, self.xs, self.ys = plot, np.asarray(xs, float), np.asarray(ys, float)
        self.colour, self.thickness, self.dash = colour, thickness, dash
        self.drawn, self.tip = 1.0, 0.0
        self.move_to(plot)

    def draw(self, until: float = 1.0, *, tip: bool = False) -> Self:
        """Draw the line up to this share of its span, with a dot at its tip or without."""
        self.drawn, self.tip = float(until), float(tip)
        return self

    def head(self) -> tuple[float, float]:
        """Return the data point at the drawn end."""
        x = self.xs[0] + self.drawn * (self.xs[-1] - self.xs[0])
        return float(x), float(np.interp(x, self.xs, self.ys))

    def paint(self, brush: Brush) -> None:
        """Draw the line and its tip."""
        if self.drawn <= 0:
            return
        x, y = self.head()
        known = int(np.searchsorted(self.xs, x))
        xs, ys = np.append(self.xs[:known], x), np.append(self.ys[:known], y)
        path: list[Point] = [tuple(point) for point in self.plot.local(xs, ys).tolist()]
        brush.ctx.save()
        room = self.plot.top - self.plot.bottom + 2 * OVERHANG
        brush.ctx.rectangle(-self.local_width, self.plot.bottom - OVERHANG, 2 * self.local_width, room)
        brush.ctx.clip()
        brush.line(path, self.colour, self.thickness, dash=self.dash)
        brush.disc(path[-1], 0.11 * self.tip, self.colour)
        brush.ctx.restore()


class Dots(Part):
    """Points on a plot. at: (N, 2) data; visible: (N,) 0..1."""

    animated: ClassVar[tuple[str, ...]] = ("at", "visible")

    def __init__(self, plot: Plot, at: Array, *, colour: str, radius: float = 0.1) -> None:
        super().__init__(plot.local_width, plot.local_height, plot.theme)
        self.plot, self.at = plot, np.asarray(at, float)
        self.colour, self.radius = colour, radius
        self.visible = np.ones(len(self.at))
        self.move_to(plot)

    def go_to(self, at: Array) -> Self:
        """Move to other data points; (N, 2)."""
        self.at = np.asarray(at, float)
        return self

    def let_see(self, visible: npt.ArrayLike) -> Self:
        """Set how visible the dots are; (N,) or one number for all."""
        self.visible = np.broadcast_to(np.asarray(visible, float), (len(self.at),)).copy()
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the dots."""
        for (x, y), alpha in zip(self.plot.local(self.at[:, 0], self.at[:, 1]).tolist(), self.visible, strict=True):
            brush.disc((x, y), self.radius, self.colour, float(alpha))
