"""Several maps of one kind beside each other, each with its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme

PER_ROW = 4
LEGIBLE = 0.22  # cells smaller than this have no labels
LABELS = 0.0205  # room beside a map for its labels, for each point of their size


class Maps(VGroup):
    """Square heatmaps in one row, or two when there are more than PER_ROW; values: (H, N, N)."""

    def __init__(self, values: Array, tokens: Sequence[str], names: Sequence[str], theme: Theme, *, region: Region):
        super().__init__()
        count = len(values)
        per_row = count if count <= PER_ROW else (count + 1) // 2
        rows = region.rows(*[1] * -(-count // per_row), gap=0.15)
        slots = [slot for row in rows for slot in row.columns(*[1] * per_row)]
        self.maps: list[Heatmap] = []
        for value, name, slot in zip(values, names, slots, strict=False):
            cell = min(0.6, (min(slot.width, slot.height - 0.5) - LABELS * theme.smallest_size) / len(tokens))
            labels: dict[str, Any] = {"rows": tokens, "columns": tokens} if cell > LEGIBLE else {}
            self.maps.append(Heatmap(value, theme, cell=cell, label_size=theme.smallest_size, **labels))
            title = Label(name, theme, size=theme.label_size)
            self.add(slot.place(VGroup(title, self.maps[-1]).arrange(DOWN, buff=0.08), side=0))

    def go_to(self, values: Array) -> list[Any]:
        """Return the animations that show other values, every cell visible; (H, N, N)."""
        return [part.animate.go_to(value).reveal(1).frame_rows() for part, value in zip(self.maps, values, strict=True)]

    def reveal(self, shown: Array, *, framed: int) -> list[Any]:
        """Return the animations that set how visible the cells are, (H, N, N), and frame one row."""
        return [part.animate.reveal(own).frame_rows(framed) for part, own in zip(self.maps, shown, strict=True)]

    def favourites(self, upto: int) -> Array:
        """Return how visible cells are when only the greatest of each row stands out, in rows 1 to ``upto``."""
        shown = np.ones((len(self.maps), *self.maps[0].values.shape))
        for own, part in zip(shown, self.maps, strict=True):
            greatest = np.eye(len(own))[part.values.argmax(axis=-1)]
            own[1 : upto + 1] = np.maximum(0.18, greatest[1 : upto + 1])
        return shown

    def below(self, labels: Sequence[Label]) -> VGroup:
        """Set a label under each map and return them as a group."""
        pairs = zip(labels, self.maps, strict=True)
        return VGroup(*(label.next_to(part, DOWN, buff=0.15) for label, part in pairs))
