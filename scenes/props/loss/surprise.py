"""The curve −log p: its axes, predictions that slide along it, and numbers that follow them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from gptanim.measures.text_loss import LEAST
from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.parts.label import Number
from scenes.kit.parts.part import Part
from scenes.kit.parts.plot import Plot
from scenes.kit.theme import Theme

Note = Callable[[float], str]


def loss_text(p: float) -> str:
    """Return −log p with two decimals."""
    return f"{max(0.0, -float(np.log(max(p, LEAST)))):.2f}"


class SurpriseCurve(Plot):
    """−log p over p from 0 to 1, drawn from p = 1 leftwards; at p = exp(−top) it leaves the axes.

    drawn: the share of the curve's length that is visible.
    """

    animated: ClassVar[tuple[str, ...]] = ("drawn",)

    def __init__(self, theme: Theme, *, top: float, width: float = 6.4, height: float = 5.0) -> None:
        super().__init__(theme, x=(0.0, 1.0), y=(0.0, top), width=width, height=height)
        marks = np.arange(0, top + 1e-9, 1 if top <= 6 else 2)
        self.name_axes("probability of what came next", "loss", x_ticks=np.linspace(0, 1, 6), y_ticks=marks)
        self.x_marks = tuple((value, f"{value:.0%}") for value, _ in self.x_marks)
        self.drawn = 1.0

    def draw(self, share: float = 1.0) -> Self:
        """Draw the curve up to this share of its length."""
        self.drawn = float(share)
        return self

    def on_curve(self, p: npt.ArrayLike) -> Array:
        """Return where predictions lie in local units, (N,) to (N, 2); the highest place is the top of the axes."""
        inside = np.asarray(np.clip(np.asarray(p, float), np.exp(-self.y[1]), 1.0))
        return self.local(inside, np.asarray(-np.log(inside)))

    def paint(self, brush: Brush) -> None:
        """Draw the axes and the curve."""
        super().paint(brush)
        points = self.on_curve(np.exp(-np.linspace(0, self.y[1], 200)))  # (200, 2)
        lengths = np.append(0, np.hypot(*np.diff(points, axis=0).T).cumsum())  # (200,)
        at = np.append(lengths[lengths < self.drawn * lengths[-1]], self.drawn * lengths[-1])
        drawn = np.stack([np.interp(at, lengths, points[:, i]) for i in (0, 1)], axis=-1)
        if self.drawn > 0:
            brush.line([(x, y) for x, y in drawn.tolist()], self.theme.loss, 0.055)


class Predictions(Part):
    """Dots on a curve of surprise, each where the probability of the right token puts it.

    p: (N,). visible, noted, right, leaning: (N,) 0..1, how visible a dot, its note and its tangent are, and how far
    it has the colour of what is correct instead of the untrained one. rods: 0..1, how visible the first dot's
    probability and loss are as bars along the axes.
    """

    animated: ClassVar[tuple[str, ...]] = ("p", "visible", "noted", "right", "leaning", "rods")

    def __init__(self, plot: SurpriseCurve, p: npt.ArrayLike, *, note: Note = loss_text, radius: float = 0.12) -> None:
        super().__init__(plot.local_width, plot.local_height, plot.theme)
        self.plot, self.note, self.radius = plot, note, radius
        self.p = np.asarray(p, float)
        self.visible, self.right = np.ones_like(self.p), np.ones_like(self.p)
        self.noted, self.leaning, self.rods = np.zeros_like(self.p), np.zeros_like(self.p), 0.0
        self.move_to(plot)

    def go_to(self, p: npt.ArrayLike) -> Self:
        """Slide to other probabilities; (N,)."""
        self.p = np.asarray(p, float)
        return self

    def let_see(self, **strengths: npt.ArrayLike) -> Self:
        """Set visible, noted, right, leaning or rods; one number serves all dots."""
        for name, strength in strengths.items():
            shape = np.shape(getattr(self, name))
            value: Any = np.broadcast_to(np.asarray(strength, float), shape).copy()
            setattr(self, name, value if shape else float(value))
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the bars along the axes, then tangents, dots and notes."""
        theme = self.theme
        for i, (x, y) in enumerate(self.plot.on_curve(self.p).tolist()):
            visible = float(self.visible[i])
            if i == 0:
                self._paint_rods(brush, x, y)
            if self.leaning[i] > 0:
                brush.line(self._tangent(i, x, y), theme.text, 0.04, float(self.leaning[i]) * visible)
            colour = mix(theme.untrained, theme.correct, float(self.right[i]))
            brush.disc((x, y), self.radius * 1.25, theme.background, visible)
            brush.disc((x, y), self.radius, colour, visible)
            anchor = float(np.clip(1.6 * self.p[i] - 0.5, 0, 0.8))  # notes stay inside on the right
            text, at = self.note(float(self.p[i])), (x + 0.24 * (1 - anchor), y + 0.22 + 0.34 * anchor)
            brush.text(
                text, at, theme.label_size, theme.text, theme.mono, alpha=visible * float(self.noted[i]), anchor=anchor
            )

    def _paint_rods(self, brush: Brush, x: float, y: float) -> None:
        plot, theme, wide = self.plot, self.theme, 0.1
        brush.line([(x, plot.bottom), (x, y), (plot.left, y)], theme.muted, 0.02, 0.8 * self.rods, dash=0.08)
        brush.box((plot.left - wide / 2, plot.bottom, wide, y - plot.bottom), theme.loss, self.rods)
        brush.box((plot.left, plot.bottom - wide / 2, x - plot.left, wide), theme.correct, self.rods)

    def _tangent(self, i: int, x: float, y: float) -> list[tuple[float, float]]:
        plot, half = self.plot, 0.95
        (x0, y0), (x1, y1) = plot.local(np.array([0, 1]), np.array([0, 1])).tolist()  # the sizes of one unit
        along, up = x1 - x0, -(y1 - y0) / float(self.p[i])
        along, up = half * along / np.hypot(along, up), half * up / np.hypot(along, up)
        left = min(1.0, (plot.top - y) / -up, (x - plot.left) / along)
        right = min(1.0, (y - plot.bottom) / -up, (plot.right - x) / along)
        return [(x - left * along, y - left * up), (x + right * along, y + right * up)]


class Follower(Number):
    """A number computed from probabilities that slide, so that it is right at every moment of their way."""

    animated: ClassVar[tuple[str, ...]] = ("p",)

    def __init__(self, p: npt.ArrayLike, of: Callable[[Array], float], theme: Theme, **style: Any) -> None:
        self.p, self.of = np.asarray(p, float), of
        super().__init__(of(self.p), theme, **style)

    def follow(self, p: npt.ArrayLike) -> Self:
        """Show the number of other probabilities; (N,)."""
        self.p = np.asarray(p, float)
        return self

    def paint(self, brush: Brush) -> None:
        """Write the number."""
        self.value = self.of(self.p)
        super().paint(brush)


def mean_loss(p: Array) -> float:
    """Return the mean of −log p."""
    return max(0.0, -float(np.log(np.maximum(p, LEAST)).mean()))
