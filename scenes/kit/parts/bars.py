"""A probability for every token, as bars that breathe."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.parts.part import Part
from scenes.kit.paths import Box
from scenes.kit.theme import Theme


class Bars(Part):
    """Upright bars, one for each label, from zero to ``ceiling``.

    values: (V,) heights. ghost: (V,) a paler row behind, such as the distribution before training.
    marked: (V,) 0..1, how far each bar takes the colour of what is correct. aim: (V,) frames around the bars,
    such as what the data says. fresh: 0..1, how far the bars take the colour of an untrained model.
    Percentages stand over the bars named to ``annotate``, those of the frames over them; headroom is kept for both.
    """

    animated: ClassVar[tuple[str, ...]] = ("values", "ghost", "marked", "ceiling", "noted", "aim", "fresh")

    def __init__(
        self,
        values: Array,
        labels: Sequence[str],
        theme: Theme,
        *,
        width: float = 12.0,
        height: float = 3.6,
        ceiling: float | None = None,
        colour: str | None = None,
        headroom: float = 0.35,
    ) -> None:
        super().__init__(width, height, theme)
        self.labels = tuple(labels)
        self.values = np.asarray(values, float)
        self.ghost = np.zeros_like(self.values)
        self.marked = np.zeros_like(self.values)
        self.noted = np.zeros_like(self.values)
        self.aim = np.zeros_like(self.values)
        self.fresh = 0.0
        self.ceiling = float(ceiling or max(self.values.max(), 1e-9))
        self.colour, self.headroom = colour or theme.predicted, headroom
        self.pitch = width / len(labels)
        self.label_size = max(theme.smallest_size, min(theme.label_size, self.pitch / 0.0145))
        self.note_size = max(theme.smallest_size, min(theme.label_size, self.pitch / 0.034))
        self.floor = -height / 2 + 0.0175 * self.label_size

    def go_to(self, values: Array, *, ceiling: float | None = None) -> Self:
        """Show other values; (V,)."""
        self.values = np.asarray(values, float)
        self.ceiling = float(ceiling or self.ceiling)
        return self

    def shade(self, ghost: Array) -> Self:
        """Show paler bars behind; (V,)."""
        self.ghost = np.asarray(ghost, float)
        return self

    def aim_at(self, aim: Array) -> Self:
        """Frame what the bars should reach; (V,)."""
        self.aim = np.asarray(aim, float)
        return self

    def freshen(self, fresh: float = 1.0) -> Self:
        """Take the colour of an untrained model, or with 0 that of a trained one."""
        self.fresh = fresh
        return self

    def mark(self, *indices: int) -> Self:
        """Colour these bars as correct, and no others."""
        self.marked = np.isin(np.arange(len(self.labels)), indices).astype(float)
        return self

    def annotate(self, indices: Collection[int]) -> Self:
        """Write the percentage over these bars, and no others."""
        self.noted = np.isin(np.arange(len(self.labels)), list(indices)).astype(float)
        return self

    def top_of(self, index: int) -> Array:
        """Return the scene point in the middle of a bar's upper edge; (3,)."""
        x, y = self._x(index), self.floor + self.height_of(self.values[index])
        return self.in_scene(x, y)

    def box_of(self, index: int) -> Box:
        """Return a bar's box in the part's own units."""
        wide = self.pitch * 0.74
        return self._x(index) - wide / 2, self.floor, wide, self.height_of(self.values[index])

    def height_of(self, value: float) -> float:
        """Return how high a bar of this value stands, in the part's own units."""
        room = self.local_height / 2 - self.floor - self.headroom
        return float(min(1.0, max(0.0, value / self.ceiling))) * room

    def paint(self, brush: Brush) -> None:
        """Draw floor, ghosts, bars, frames, labels and percentages."""
        theme, wide = self.theme, self.pitch * 0.74
        half = self.local_width / 2
        brush.line([(-half, self.floor), (half, self.floor)], theme.grid, 0.025)
        for i, label in enumerate(self.labels):
            x, height, aim = self._x(i), self.height_of(self.values[i]), self.height_of(self.aim[i])
            brush.box((x - wide / 2, self.floor, wide, self.height_of(self.ghost[i])), theme.untrained, 0.3, 0.04)
            colour = mix(mix(self.colour, theme.untrained, self.fresh), theme.correct, float(self.marked[i]))
            brush.box((x - wide / 2, self.floor, wide, height), colour, 1.0, min(0.06, height / 2))
            if aim > 0:
                brush.frame((x - 0.58 * wide, self.floor, 1.16 * wide, aim), theme.correct, 0.035, radius=0.04)
            if self.label_size * 0.0135 <= self.pitch or i % 2 == 0:
                below = self.floor - 0.0095 * self.label_size
                shade = mix(theme.muted, theme.text, max(self.marked[i], self.noted[i]))
                brush.text(label, (x, below), self.label_size, shade, theme.mono)
        for i, text, y, aimed in self._notes():
            colour = theme.correct if aimed else mix(theme.text, theme.correct, float(self.marked[i]))
            brush.text(text, (self._x(i), y), self.note_size, colour, theme.mono, alpha=float(self.noted[i]))

    def _notes(self) -> list[tuple[int, str, float, bool]]:
        """Return the percentages: over which bar, in what words, how high, and whether a frame's.

        A percentage stands above those of lower neighbours.
        """
        tops = np.maximum.reduce([self.values, self.ghost, self.aim])  # (V,)
        placed: list[tuple[int, str, float, bool]] = []
        line = 0.0145 * self.note_size
        for i in sorted(np.flatnonzero(self.noted > 0.02).tolist(), key=lambda i: float(tops[i])):
            y = self.floor + self.height_of(tops[i]) + 0.2
            for share, aimed in ((self.values[i], False), (self.aim[i], True))[: 2 if self.aim.any() else 1]:
                text = f"{100 * share:.0f}%"
                for other, words, height, _ in placed:
                    wide = (len(text) + len(words)) * 0.005 * self.note_size
                    if abs(i - other) * self.pitch < wide and abs(y - height) < line:
                        y = height + line
                placed.append((i, text, y, aimed))
        return placed

    def _x(self, index: int) -> float:
        return -self.local_width / 2 + (index + 0.5) * self.pitch
