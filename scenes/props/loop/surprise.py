"""One guess on the curve of surprise, beside its two numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from manim import DOWN, LEFT, FadeIn, FadeOut, VGroup

from scenes.kit.layout import Region
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.plot import Curve, Dots, Plot
from scenes.kit.theme import Theme

LEAST = 1e-12  # a probability below it counts as this one


class Surprise(VGroup):
    """The curve −log p, not drawn yet, a dot that slides along it from certainty, and the loss that follows.

    p: the probability of what came next. note: a line beside it, not shown at first. elsewhere: what another
    explainer works out, to compare.
    """

    elsewhere = "another explainer’s example: “four” at 35% → loss 1.05"

    def __init__(self, p: float, came: str, note: str, theme: Theme, *, region: Region) -> None:
        left, right = region.columns(1.35, 1, gap=0.7)
        top = float(np.ceil(max(4.0, -np.log(max(p, LEAST)) + 0.3)))
        plot = Plot(theme, x=(0.0, 1.0), y=(0.0, top), width=left.width, height=left.height)
        plot.name_axes("probability of what came next", "loss", x_ticks=[0, 0.5, 1], y_ticks=[0, top / 2, top])
        plot.x_marks = tuple((value, f"{value:.0%}") for value, _ in plot.x_marks)
        self.plot, xs = left.place(plot), np.exp(-np.linspace(top, 0, 160))
        self.curve = Curve(plot, xs, -np.log(xs), colour=theme.loss).draw(0)
        self.p = max(p, LEAST)
        self.dot = Dots(plot, np.array([[1.0, 0.0]]), colour=theme.correct, radius=0.14)
        came = came.replace("{", "{{").replace("}", "}}")  # for it becomes part of a format
        self.share = Number(1.0, theme, form=f"p({came}) = {{:.1%}}", colour=theme.correct, side=-1)
        self.loss = Number(0.0, theme, form="−log p = {:.2f}", size=44, colour=theme.loss, side=-1)
        mean = Label(note, theme, size=theme.label_size, colour=theme.muted)
        if right.wide is not None:
            mean.wrap(right.width, right.height, side=-1)
        lines = VGroup(self.share, self.loss, mean)
        right.place(lines.arrange(DOWN, buff=0.4, aligned_edge=LEFT))
        super().__init__(plot, self.curve, lines)
        self.note = lines[-1]
        lines.remove(self.note)

    def found(self) -> Iterator[list[Any]]:
        """Yield the changes in which the curve is drawn and the dot slides from certainty to the probability."""
        yield [self.curve.animate.draw(1), FadeIn(self.dot)]
        at = np.array([[self.p, -float(np.log(self.p))]])
        yield [self.dot.animate.go_to(at), self.share.animate.go_to(self.p), self.loss.animate.go_to(at[0, 1])]

    def leave(self) -> FadeOut:
        """Return the animation after which nothing of it is left."""
        return FadeOut(self, self.dot, self.note)
