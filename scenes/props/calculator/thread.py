"""Points that have an order, strung on a thread."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, ClassVar, Self

import numpy as np
from manim import DOWN, LEFT, VGroup

from gptanim.stage import Array, Exhibit
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.parts.cloud import Cloud
from scenes.kit.parts.label import Label, Number
from scenes.kit.theme import Theme


class Thread(Cloud):
    """A cloud of N points, with a line through them from the first to the last; path: (M, N, 2).

    strung: 0..1, how far along the line is drawn.
    """

    animated: ClassVar[tuple[str, ...]] = (*Cloud.animated, "strung")

    def __init__(self, path: Array, names: Sequence[str], theme: Theme, *, width: float, height: float) -> None:
        count = len(names)
        colours = [mix(theme.predicted, theme.loss, i / max(1, count - 1)) for i in range(count)]
        self.widen = np.array([width / height, 1.0])
        super().__init__(path * self.widen, names, colours, range(count), theme, width=width, height=height)
        self.strung = 0.0

    def go_to(self, at: Array) -> Self:
        """Move the points; (N, 2), drawn as wide as the part is."""
        return super().go_to(at * self.widen)

    def paint(self, brush: Brush) -> None:
        """Draw the thread below the points and names."""
        reached = self.strung * (len(self.names) - 1)
        for i, ((x0, y0), (x1, y1)) in enumerate(pairwise(self._places())):
            share = min(1.0, max(0.0, reached - i))
            if share > 0:
                end = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
                brush.line([(x0, y0), end], self.colours[i], 0.035, 0.55)
        super().paint(brush)


class Untangling:
    """A thread, and beside it at which step how much of it is in order; at first before training."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        left, right = region.split(2.7, 1, gap=0.5)
        self.exhibit, names, count = exhibit, exhibit["names"].tolist(), len(exhibit["names"])
        self.thread = left.place(Thread(exhibit["path"], names, theme, width=left.width, height=left.height))
        forms = ("step {:,.0f}", f"{{:.0f}} of {count}", "{:.2f}")
        widest, first = (float(exhibit["steps"][-1]), count, -0.55), [float(row[0]) for row in self._series()]
        self.numbers = [
            Number(value, theme, form=form, widest=wide, size=theme.title_size, side=-1)
            for value, form, wide in zip(first, forms, widest, strict=True)
        ]
        under = ("of the training", "nearest is next in order", "rank correlation along x")
        labels = [Label(text, theme, size=theme.label_size, colour=theme.muted) for text in under]
        if right.wide is not None:  # each is made to fit, or the widest would make all others small
            for label, number in zip(labels, self.numbers, strict=True):
                label.wrap(right.width, right.height, -1)
                number.scale(min(1.0, right.width / number.width))
        pairs = [
            VGroup(*pair).arrange(DOWN, buff=0.1, aligned_edge=LEFT) for pair in zip(self.numbers, labels, strict=True)
        ]
        self.panel = right.place(VGroup(*pairs).arrange(DOWN, buff=0.45, aligned_edge=LEFT))

    def turn_to(self, place: int) -> list[Any]:
        """Return the animations that bring thread and numbers to one of the M moments."""
        numbers = [number.animate.go_to(row[place]) for number, row in zip(self.numbers, self._series(), strict=True)]
        return [self.thread.animate.go_to(self.exhibit["path"][place]), *numbers]

    def _series(self) -> tuple[Array, ...]:
        show = self.exhibit
        return show["steps"][show["moments"]], show["neighbours"], show["ranks"]
