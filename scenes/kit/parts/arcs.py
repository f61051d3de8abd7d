"""Curved lines from one token back to earlier ones, as thick as it looks at them."""

from __future__ import annotations

import math
from typing import ClassVar, Self

import numpy as np
from manim import UP

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.parts.part import Part
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.paths import Point

STEPS = 40  # straight pieces of a curve


class Arcs(Part):
    """Arcs that stand on a strip, from the token at ``origin`` to every token with a weight; a loop to itself.

    weights: (T,) 0..1; the thickest arc has the greatest. grown: (T,) 0..1, how far each arc has come.
    """

    animated: ClassVar[tuple[str, ...]] = ("weights", "grown")

    def __init__(self, strip: TokenStrip, weights: Array, *, origin: int, height: float, colour: str) -> None:
        super().__init__(strip.width, height, strip.theme)
        self.xs = [float(strip.centre_of(i)[0] - strip.get_center()[0]) for i in range(len(strip.tokens))]
        self.weights = np.asarray(weights, float)
        self.grown = np.ones_like(self.weights)
        self.origin, self.colour = origin, colour
        self.next_to(strip, UP, buff=0.08)

    def grow(self, *indices: int) -> Self:
        """Draw the arcs to these tokens, and no others."""
        self.grown = np.isin(np.arange(len(self.xs)), indices).astype(float)
        return self

    def go_to(self, weights: Array) -> Self:
        """Show other weights; (T,)."""
        self.weights = np.asarray(weights, float)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the arcs, the weightiest last."""
        greatest = max(float(self.weights.max()), 1e-9)
        for i in np.argsort(self.weights, kind="stable").tolist():
            share, grown = float(self.weights[i]) / greatest, float(self.grown[i])
            if share <= 0.002 or grown <= 0.01:
                continue
            path = self._path(i)[: 1 + max(1, round(grown * STEPS))]
            alpha = 0.3 + 0.7 * share
            brush.line(path, self.colour, 0.02 + 0.13 * share, alpha)
            brush.disc(path[-1], 0.04 + 0.09 * share, self.colour)

    def _path(self, target: int) -> list[Point]:
        """Return the points from the origin over to the target, or around to the origin itself."""
        floor, start, end = -self.local_height / 2, self.xs[self.origin], self.xs[target]
        turns = [math.pi * step / STEPS for step in range(STEPS + 1)]
        if target == self.origin:
            radius = min(0.24, self.local_height / 4)
            return [(start + radius * math.sin(2 * a), floor + radius * (1 - math.cos(2 * a))) for a in turns]
        span = abs(end - start) / max(self.xs[-1] - self.xs[0], 1e-9)
        rise = 0.9 * self.local_height * math.sqrt(span)
        middle, half = (start + end) / 2, (start - end) / 2
        return [(middle + half * math.cos(a), floor + rise * math.sin(a)) for a in turns]
