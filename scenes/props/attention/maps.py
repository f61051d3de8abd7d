"""Several maps of one kind beside each other, each with its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, FadeIn, LaggedStart, VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme

PER_ROW = 4
LEGIBLE = 0.22  # cells smaller than this have no labels
GAP = 0.1
LABELS = 0.0205  # room beside a map for its labels, for each point of their size


class Maps(VGroup):
    """Square heatmaps in one row, or two when there are more than PER_ROW; values: (H, N, N)."""

    def __init__(self, values: Array, tokens: Sequence[str], names: Sequence[str], theme: Theme, *, region: Region):
        super().__init__()
        self.tokens, count = tuple(tokens), len(values)
        per_row = count if count <= PER_ROW else (count + 1) // 2
        self.crowded = per_row < count  # names then stand beside the maps
        rows = region.rows(*[1] * -(-count // per_row), gap=0.2)
        slots = [slot for row in rows for slot in row.columns(*[1] * per_row)]
        self.maps: list[Heatmap] = []
        self.names = [Label(name, theme, size=theme.label_size) for name in names]
        for value, name, slot in zip(values, self.names, slots, strict=False):
            room = slot.height if self.crowded else slot.height - name.height - GAP
            labels: dict[str, Any] = {"rows": tokens, "columns": tokens, "label_size": theme.smallest_size}
            cell = min(0.7, (min(slot.width, room) - LABELS * theme.smallest_size) / len(tokens))
            if cell < LEGIBLE:
                labels, cell = {}, min(slot.width, room) / len(tokens)
            part = Heatmap(value, theme, cell=cell, **labels)
            self.maps.append(part)
            pair = (part, name) if self.crowded else (name, part)
            self.add(slot.place(VGroup(*pair).arrange(RIGHT if self.crowded else DOWN, buff=GAP)))

    def arrive(self) -> LaggedStart:
        """Return the animation that brings one map after the other."""
        return LaggedStart(*(FadeIn(one, shift=0.3 * UP) for one in self), lag_ratio=0.4)

    def go_to(self, values: Array) -> list[Any]:
        """Return the animations that show other values, every cell visible; (H, N, N)."""
        return [part.animate.go_to(value).reveal(1).frame_rows() for part, value in zip(self.maps, values, strict=True)]

    def keep_favourites(self, upto: int) -> list[Any]:
        """Return the animations that let only the greatest of rows 1 to ``upto`` stand out, and frame the last."""
        return [part.animate.reveal(_greatest(part.values, upto)).frame_rows(upto) for part in self.maps]

    def tell_last(self) -> VGroup:
        """Return where the last token looks, written under each map, or under its name where that stands beside it."""
        above, edge = (self.names, LEFT) if self.crowded else (self.maps, ORIGIN)
        found = [self.tokens[int(part.values[-1].argmax())] for part in self.maps]
        labels = [Label(f"{self.tokens[-1]} → {token}", self.maps[0].theme, mono=True) for token in found]
        pairs = zip(labels, above, strict=True)
        return VGroup(*(label.next_to(part, DOWN, buff=GAP, aligned_edge=edge) for label, part in pairs))


def _greatest(weights: Array, upto: int) -> Array:
    """Return how visible cells are when only the greatest stands out in rows 1 to ``upto``; (N, N)."""
    shown = np.ones_like(weights)
    shown[1 : upto + 1] = np.maximum(0.18, np.eye(len(weights))[weights.argmax(axis=-1)])[1 : upto + 1]
    return shown
