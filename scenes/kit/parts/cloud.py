"""Points that drift in a plane, some of them with their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.paths import Box
from scenes.kit.theme import Theme

MUTED = "other"  # the kind without a colour

RADIUS, EDGE = 0.085, 0.35
CLEAR = 0.05  # a name is wholly visible when it keeps so far from all that come before it


class Cloud(Part):
    """Points at (N, 2), drawn to one scale that holds them at all moments; path: (S, N, 2), where they ever are.

    seen: (N,) 0..1. stress: (N,) 0..1, how much larger points and brighter names are. named: indices of the points
    with a name, the most important first; a name fades while it would run into one before it. noted: 0..1, how
    visible names are.
    """

    animated: ClassVar[tuple[str, ...]] = ("at", "seen", "stress", "noted")

    def __init__(
        self,
        path: Array,
        names: Sequence[str],
        colours: Sequence[str],
        named: Sequence[int],
        theme: Theme,
        *,
        width: float,
        height: float,
    ) -> None:
        super().__init__(width, height, theme)
        self.names, self.colours, self.named = tuple(names), tuple(colours), tuple(named)
        low, high = path.min(axis=(0, 1)), path.max(axis=(0, 1))
        self.middle, size = (low + high) / 2, np.maximum(high - low, 1e-9)
        widest = max(outline(names[i], theme.font).width for i in named) * theme.label_size
        room = np.array([width - 2 * min(widest, 0.12 * width) - EDGE, height - 2 * EDGE])
        self.scale_by, count = float((room / size).min()), len(names)
        self.at, self.size = np.asarray(path[-1], float), 0.9 * theme.label_size
        self.seen, self.stress, self.noted = np.ones(count), np.zeros(count), 1.0
        self.sides = self._choose_sides()
        self.at = np.asarray(path[0], float)

    @classmethod
    def of(cls, seen: Mapping[str, Array], theme: Theme, *, width: float, height: float) -> Self:
        """Return the cloud of what meaning.survey saw: path, names, kinds and named."""
        names, kinds, named = (seen[key].tolist() for key in ("names", "kinds", "named"))
        dyed = [colours(kinds, theme)[kind] for kind in kinds]
        return cls(seen["path"], names, dyed, named, theme, width=width, height=height)

    def go_to(self, at: Array) -> Self:
        """Move the points; (N, 2)."""
        self.at = np.asarray(at, float)
        return self

    def let_see(self, share: float) -> Self:
        """Make this share of the points visible, and no names."""
        count = len(self.names)
        self.seen, self.noted = np.clip(share * (count + 5) - np.arange(count), 0, 5) / 5, 0.0
        return self

    def note(self, noted: float = 1.0) -> Self:
        """Write the names."""
        self.noted = noted
        return self

    def emphasise(self, *indices: int) -> Self:
        """Draw these points larger, and no others."""
        self.stress = np.isin(np.arange(len(self.names)), indices).astype(float)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the points, then the names."""
        theme, places = self.theme, self._places()
        for (x, y), colour, seen, stress in zip(places, self.colours, self.seen, self.stress, strict=True):
            brush.disc((x, y), RADIUS * (1 + stress), colour, float(seen) * 0.9)
        before: list[Box] = []
        for i in self.named:
            box = self._box(places[i], self.names[i], self.sides[i])
            clear = min([1.0, *(_gap(box, other) / CLEAR for other in before)])
            before.append(box)
            ink = mix(self.colours[i], theme.text, 0.35 + 0.65 * float(self.stress[i]))
            middle = (box[0] + box[2] / 2, box[1] + box[3] / 2)
            alpha = self.noted * max(0.0, clear)
            brush.box(box, theme.background, 0.7 * alpha, 0.08)  # so that points behind a name do not eat its letters
            brush.text(self.names[i], middle, self.size, ink, theme.font, alpha=alpha, bold=self.stress[i] > 0.5)

    def _places(self) -> list[tuple[float, float]]:
        return [(float(x), float(y)) for x, y in (self.at - self.middle) * self.scale_by]

    def _box(self, place: tuple[float, float], name: str, side: tuple[int, int]) -> Box:
        """Return the box of a name on one side of its point, moved inward at the part's border."""
        w, h = outline(name, self.theme.font, True).width * self.size, 0.016 * self.size
        x = place[0] + side[0] * (w / 2 + 0.2)
        y = place[1] + side[1] * (h / 2 + 0.16)
        x = float(np.clip(x, (w - self.local_width) / 2, (self.local_width - w) / 2))
        y = float(np.clip(y, (h - self.local_height) / 2, (self.local_height - h) / 2))
        return x - w / 2, y - h / 2, w, h

    def _choose_sides(self) -> dict[int, tuple[int, int]]:
        """Return on which side of its point each name stands: where it meets the fewest names and points."""
        places, sides, before = self._places(), {}, []  # type: list[tuple[float, float]], dict[int, tuple[int, int]], list[Box]
        dots = [(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS) for x, y in places]
        for i in self.named:
            options = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)]
            boxes = {side: self._box(places[i], self.names[i], side) for side in options}
            crowds = {
                s: 20 * sum(_gap(box, o) < CLEAR for o in before) + sum(_gap(box, d) < 0 for d in dots)
                for s, box in boxes.items()
            }
            sides[i] = min(options, key=lambda side: crowds[side])
            before.append(boxes[sides[i]])
        return sides


def _gap(one: Box, other: Box) -> float:
    """Return how far two boxes are apart; negative where they overlap."""
    wide = max(one[0], other[0]) - min(one[0] + one[2], other[0] + other[2])
    high = max(one[1], other[1]) - min(one[1] + one[3], other[1] + other[3])
    return max(wide, high)


def colours(kinds: Sequence[str], theme: Theme) -> dict[str, str]:
    """Return a colour for each kind, the most frequent first."""
    palette = cycle((theme.predicted, theme.correct, theme.loss, theme.attention, theme.negative, theme.blame))
    found = [name for name, _ in Counter(kinds).most_common()]
    return {name: theme.muted if name == MUTED else next(palette) for name in found}
