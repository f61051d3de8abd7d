"""A word whose letters grow together, merge by merge, into tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.paths import Box
from scenes.kit.theme import Theme


class MergeTree(Part):
    """The letters in the upper row; below them every token that a merge makes, as wide as what it spans.

    growth: letters (N,), labels (M,), spans (M, 2) and levels (M,), as of merging.Growth. notes: (M,) a small line in
    each token; final: (N + M,) such a line for letters and tokens that stay. grown: (M,) 0..1, how far each has come.
    settled: 0..1, what stays has sunk to the lowest row and all else is pale.
    """

    animated: ClassVar[tuple[str, ...]] = ("grown", "settled")

    def __init__(
        self, growth: Mapping[str, Array], notes: Sequence[str], final: Sequence[str], theme: Theme, *, region: Region
    ) -> None:
        letters, levels = growth["letters"].tolist(), growth["levels"]
        self.leaves, self.final = len(letters), tuple(final)
        self.labels, self.notes = (*letters, *growth["labels"].tolist()), (*[""] * len(letters), *notes)
        own = np.stack([np.arange(self.leaves), np.arange(1, self.leaves + 1)], axis=-1)  # (N, 2)
        self.spans = np.concatenate([own, growth["spans"]])  # (N + M, 2)
        self.levels = np.concatenate([np.zeros(self.leaves, int), levels])  # (N + M,)
        rows = int(self.levels.max()) + 1
        self.pitch, self.row = (
            min(1.0, region.width / self.leaves),
            min(1.15 if region.wide is None else 1.5, region.height / rows),
        )
        self.parents = [self._parent(i) for i in range(len(self.labels))]
        self.grown, self.settled = np.zeros(len(levels)), 0.0
        super().__init__(self.pitch * self.leaves, self.row * rows, theme)
        self.move_to(region.centre)

    def grow(self, count: int) -> Self:
        """Let the first tokens stand, and no others."""
        self.grown = (np.arange(len(self.grown)) < count).astype(float)
        return self

    def settle(self) -> Self:
        """Sink what stays to the lowest row."""
        self.settled = 1.0
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the tokens, those that stay above the others."""
        here = np.concatenate([np.ones(self.leaves), self.grown])
        for i in sorted(range(len(self.labels)), key=lambda i: self.parents[i] is None):
            if here[i] > 0.01:
                parent = self.parents[i]
                absorbed = float(here[parent]) if parent is not None else 0.0
                self._token(brush, i, float(here[i]), absorbed)

    def _token(self, brush: Brush, i: int, here: float, absorbed: float) -> None:
        theme, box = self.theme, self._box(i, here)
        x, y, w, h = box
        stays = self.parents[i] is None
        alpha = here * (1.0 if stays else 1 - 0.8 * self.settled)
        colour = mix(theme.predicted, theme.correct, self.settled) if stays else theme.predicted
        lit = (0.85 if stays else 0.6) * (1 - absorbed) * min(1.0, max(float(i >= self.leaves), self.settled * stays))
        brush.box(box, mix(theme.surface, colour, lit), alpha, 0.09)
        brush.frame(box, mix(theme.grid, colour, lit), 0.025, alpha, 0.09)
        ink = theme.background if lit > 0.5 else mix(theme.text, theme.muted, absorbed)
        note = self.final[i] if stays and self.settled > 0.5 else self.notes[i]
        room = bool(note) and outline(note, theme.font).width * theme.smallest_size < w - 0.08 and self.row > 0.75
        size = max(theme.smallest_size, min(0.9 * theme.title_size, 36 * self.row))
        lift = 0.16 * self.row * room
        brush.text(self.labels[i], (x + w / 2, y + h / 2 + lift), size, ink, theme.mono, alpha=alpha, bold=True)
        if room:
            seen = alpha * (abs(2 * self.settled - 1) if stays else 1.0)
            below = (x + w / 2, y + h / 2 - 0.25 * self.row)
            brush.text(note, below, theme.smallest_size, ink, theme.font, alpha=seen)

    def _box(self, i: int, here: float) -> Box:
        (start, stop), level = self.spans[i].tolist(), float(self.levels[i])
        level -= 0.9 * (1 - here) * (level > 0)
        if self.parents[i] is None:
            level += (float(self.levels.max()) - level) * self.settled
        x = -self.local_width / 2 + start * self.pitch
        y = self.local_height / 2 - (level + 1) * self.row
        return x + 0.035, y + 0.05, (stop - start) * self.pitch - 0.07, self.row - 0.1

    def _parent(self, i: int) -> int | None:
        """Return which token took this one in, if any."""
        (start, stop), level = self.spans[i], self.levels[i]
        over = (self.spans[:, 0] <= start) & (self.spans[:, 1] >= stop) & (self.levels > level)
        return min(np.flatnonzero(over).tolist(), key=lambda j: self.levels[j], default=None)
