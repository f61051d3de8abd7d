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
FAINT = 0.35  # how visible rows are that are not spoken of
LABELS = 0.0205  # room beside a map for its labels, for each point of their size


class Maps(VGroup):
    """Square heatmaps in one row, or in two where it is tall or they are more than PER_ROW; values: (H, N, N)."""

    def __init__(self, values: Array, tokens: Sequence[str], names: Sequence[str], theme: Theme, *, region: Region):
        super().__init__()
        self.tokens, count = tuple(tokens), len(values)
        tall = region.height > region.width
        per_row = count if count <= PER_ROW and not tall else (count + 1) // 2
        rows = region.rows(*[1] * -(-count // per_row), gap=0.2)
        slots = [slot for row in rows for slot in row.firm.columns(*[1] * per_row)]
        self.crowded = per_row < count and not tall  # names then stand beside the maps
        self.maps: list[Heatmap] = []
        self.names = [Label(name, theme, size=theme.label_size) for name in names]
        for value, name, slot in zip(values, self.names, slots, strict=False):
            room = slot.height if self.crowded else slot.height - (2 if tall else 1) * (name.height + GAP)
            labels: dict[str, Any] = {"rows": tokens, "columns": tokens, "label_size": theme.smallest_size}
            cell = min(0.7 * region.growth, (min(slot.width, room) - LABELS * theme.smallest_size) / len(tokens))
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

    def look_last(self) -> list[Any]:
        """Return the animations after which only the last row keeps its colour, in a frame."""
        last = len(self.tokens) - 1
        seen = np.where(np.arange(last + 1) < last, FAINT, 1.0)[:, None]
        return [part.animate.reveal(seen).frame_rows(last) for part in self.maps]

    def tell(self, words: Sequence[str], *, bold: int) -> VGroup:
        """Return words for each map, to stand under it, or under its name where that stands beside it; one is bold."""
        theme, above, edge = (
            self.maps[0].theme,
            self.names if self.crowded else self.maps,
            LEFT if self.crowded else ORIGIN,
        )
        inks = [theme.attention if i == bold else theme.text for i in range(len(words))]
        labels = [
            Label(w, theme, mono=True, colour=ink, bold=i == bold)
            for i, (w, ink) in enumerate(zip(words, inks, strict=True))
        ]
        pairs = zip(labels, above, strict=True)
        return VGroup(*(label.next_to(part, DOWN, buff=GAP, aligned_edge=edge) for label, part in pairs))
