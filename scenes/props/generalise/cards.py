"""Three fits of the same points, beside each other."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.label import Label
from scenes.kit.parts.legend import Legend
from scenes.kit.theme import Theme
from scenes.props.generalise.errors import Errors
from scenes.props.generalise.fitted import FitCard

LETTERS = ("A", "B", "C")
VERDICTS = ("too simple", "right", "too flexible")
NAMES = ("its points", "new points")
SPREAD = 1.25  # how far a card reaches beyond the farthest point


class Cards:
    """One card with points that becomes three, each with its own curve, its verdict above and its errors below.

    exhibit: points (N, 2), new (M, 2), curves (3, G, 2), errors (3, 2) and coefficients (3,).
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        self.theme, self.region = theme, region
        points, new, errors = exhibit["points"], exhibit["new"], exhibit["errors"]
        span, full = SPREAD * float(np.abs(np.concatenate([points, new])[:, 1]).max()), float(errors.max())
        self.cards, self.titles, self.verdicts, self.errors = VGroup(), VGroup(), VGroup(), VGroup()
        self.places: list[Region] = []
        entries = [("the answers", theme.predicted, False), ("what was measured there", theme.text, True)]
        self.legend = Legend([*entries, ("how far off", theme.blame, True)], theme)
        for k, column in enumerate(region.split(1, 1, 1)):
            above, middle, below = column.rows(0.55, 3.4, 0.95, gap=0.1)
            size = {"width": middle.width, "height": middle.height}
            self.cards.add(middle.place(FitCard(points, new, exhibit["curves"][k], theme, span=span, **size)))
            title = f"{LETTERS[k]}: {exhibit['coefficients'][k]} numbers"
            self.titles.add(above.place(Label(title, theme, size=theme.label_size, bold=True)))
            colour = theme.correct if errors[k, 1] == errors[:, 1].min() else theme.blame
            verdict = Label(f"{LETTERS[k]}: {VERDICTS[k]}", theme, colour=colour, bold=True)
            self.verdicts.add(above.place(verdict))
            wide = {"width": below.width, "height": below.height}
            self.errors.add(below.place(Errors(NAMES, errors[k], theme, full=full, **wide)))
            self.places.append(middle)

    def gather(self) -> VGroup:
        """Put all cards onto each other in the middle, larger, and return them."""
        grown = min(self.region.width / self.cards[0].width, self.region.height / self.cards[0].height)
        for card in self.cards:
            card.scale(grown).move_to(self.region.centre)
        self.grown = grown
        return self.cards

    def spread(self) -> list[Any]:
        """Return the animations that put every card in its own place."""
        moves = zip(self.cards, self.places, strict=True)
        return [card.animate.scale(1 / self.grown).move_to(place.centre) for card, place in moves]
