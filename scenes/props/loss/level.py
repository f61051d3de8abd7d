"""A loss to compare with, as a line across the curve of surprise."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from manim import DOWN, RIGHT, UP, Mobject, VGroup

from scenes.kit.parts.label import Label
from scenes.kit.parts.plot import Curve
from scenes.props.loss.surprise import SurpriseCurve

AnyMobject = TypeVar("AnyMobject", bound=Mobject)
HIGH = 0.6  # a line higher than this share of the axis has more room below it


class LossLevel(VGroup):
    """A dashed line at a loss, not drawn yet, with its name above its right end."""

    def __init__(self, curve: SurpriseCurve, loss: float, words: str) -> None:
        theme = curve.theme
        self.end, self.is_high = curve.point(1, loss), loss / curve.y[1] > HIGH
        self.line = Curve(curve, np.array([0, 1]), np.full(2, loss), colour=theme.untrained, dash=0.12).draw(0)
        self.words = Label(words, theme, colour=theme.muted)
        self.words.next_to(self.end, UP, buff=0.05, aligned_edge=RIGHT)
        super().__init__(self.line, self.words)

    def seat(self, mobject: AnyMobject) -> AnyMobject:
        """Move a mobject to the line's right end, to its roomier side."""
        if self.is_high:
            return mobject.next_to(self.end, DOWN, buff=0.25, aligned_edge=RIGHT)
        return mobject.next_to(self.words, UP, buff=0.2, aligned_edge=RIGHT)
