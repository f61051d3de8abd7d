"""A model a row: how wide and deep it is, how long it trained, and beside it what it writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.lines import cropped
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

HEAD = 0.75  # height of the headings, in rows
APART = 0.26  # between numbers side by side
SHORTEST = 1.7  # width of a text with the space after it
GLYPH = 0.36  # share of the width in which a model's layers are drawn, a cell for each dimension


class SizeTable(Part):
    """Settings, (R, 3), in columns with titles; what differs from the row above is bright.

    visible: (R,) 0..1. lit: (R,) 0..1, how bright each row is.
    """

    animated: ClassVar[tuple[str, ...]] = ("visible", "lit")

    def __init__(self, settings: Array, titles: Sequence[str], theme: Theme, *, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        self.settings, self.titles = settings.astype(int), tuple(titles)
        self.visible, self.lit = np.zeros(len(settings)), np.ones(len(settings))
        even, size = (1 - GLYPH) * region.width / len(self.titles), theme.label_size
        widest = [max(outline(f"{value:,}", theme.mono, True).width for value in of) for of in self.settings.T.tolist()]
        self.columns = [max(even, APART + wide * size) for wide in widest]  # where that is wider, the layers get less
        self.ends = [region.width / 2 - sum(self.columns[i + 1 :]) for i in range(len(self.columns))]
        region.place(self)

    def let_see(self, count: int) -> Self:
        """Show the first rows, and no others."""
        self.visible = (np.arange(len(self.visible)) < count).astype(float)
        return self

    def light(self, *rows: int) -> Self:
        """Light these rows, and dim the others."""
        self.lit = np.where(np.isin(np.arange(len(self.lit)), rows), 1.0, 0.35)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the titles, and a row for each model."""
        theme, left = self.theme, -self.local_width / 2
        pitch, glyph = row_pitch(self.local_height, len(self.settings)), self.ends[0] - self.columns[0] - left
        for title, end in zip(self.titles, self.ends, strict=True):
            at = (end, self.local_height / 2 - HEAD * pitch / 2)
            alpha = float(self.visible.max(initial=0))
            brush.text(title, at, theme.smallest_size, theme.muted, theme.font, anchor=1.0, alpha=alpha)
        for row, values in enumerate(self.settings.tolist()):
            y, alpha = row_y(self.local_height, len(self.settings), row), float(self.visible[row] * self.lit[row])
            self._paint_model(brush, values, (left, y), (glyph - 0.25, 0.62 * pitch), alpha)
            for i, value in enumerate(values):
                changed = row == 0 or value != self.settings[row - 1, i]
                ink, at = theme.text if changed else theme.muted, (self.ends[i], y)
                size = theme.label_size
                brush.text(f"{value:,}", at, size, ink, theme.mono, anchor=1.0, alpha=alpha, bold=changed)

    def _paint_model(
        self, brush: Brush, values: Sequence[int], at: tuple[float, float], room: tuple[float, float], alpha: float
    ) -> None:
        """Draw a model's layers, one above the other, with a cell for each dimension."""
        widest, deepest = self.settings[:, :2].max(axis=0).tolist()
        cell, high = room[0] / widest, room[1] / deepest
        for layer in range(values[1]):
            y = at[1] + (layer - values[1] / 2) * high
            for i in range(values[0]):
                shade = mix(self.theme.predicted, self.theme.background, 0.22 * (i % 2))
                brush.box((at[0] + i * cell, y + 0.03, cell, high - 0.06), shade, alpha)


class WrittenRows(Part):
    """What each model writes, (R, N), and a share, (R,), at the end of its row, both in the rows of a SizeTable.

    Of the N texts, as many are shown as there is room for.
    visible: (R,) 0..1. told: (R,) 0..1, how visible each share is.
    """

    animated: ClassVar[tuple[str, ...]] = ("visible", "told")

    def __init__(
        self, written: Sequence[Sequence[str]], shares: Array, title: str, theme: Theme, *, region: Region
    ) -> None:
        super().__init__(region.width, region.height, theme)
        self.last = 1.5  # width of the column of shares
        count = min(len(written[0]), max(1, int((region.width - self.last) / SHORTEST)))
        self.column = (region.width - self.last) / count
        room = (self.column - 0.2) / theme.label_size
        self.written = tuple(tuple(cropped(text, room, theme.mono) for text in texts[:count]) for texts in written)
        self.shares, self.title = shares, title
        self.visible, self.told = np.zeros(len(shares)), np.zeros(len(shares))
        region.place(self)

    def let_see(self, count: int) -> Self:
        """Show the first rows, and no others."""
        self.visible = (np.arange(len(self.visible)) < count).astype(float)
        return self

    def tell(self) -> Self:
        """Show the shares."""
        self.told = np.ones(len(self.shares))
        return self

    def paint(self, brush: Brush) -> None:
        """Write the rows."""
        theme, left, count = self.theme, -self.local_width / 2, len(self.written)
        top = self.local_height / 2 - HEAD * row_pitch(self.local_height, count) / 2
        size = theme.smallest_size
        head = float(self.visible.max(initial=0))
        brush.text("what it writes", (left, top), size, theme.muted, theme.font, anchor=0.0, alpha=head)
        told = float(self.told.max(initial=0))
        brush.text(self.title, (-left, top), size, theme.muted, theme.font, anchor=1.0, alpha=told)
        for row, texts in enumerate(self.written):
            y, alpha = row_y(self.local_height, count, row), float(self.visible[row])
            colour = mix(theme.untrained, theme.predicted, 0.3 + 0.7 * row / max(1, count - 1))
            for i, text in enumerate(texts):
                at = (left + i * self.column, y)
                brush.text(text, at, theme.label_size, colour, theme.mono, anchor=0.0, alpha=alpha)
            words, told = f"{self.shares[row]:.0%}", float(self.told[row])
            brush.text(words, (-left, y), theme.label_size, theme.text, theme.mono, anchor=1.0, alpha=told, bold=True)


def row_pitch(height: float, rows: int) -> float:
    """Return the distance between rows under their titles."""
    return height / (rows + HEAD)


def row_y(height: float, rows: int, row: int) -> float:
    """Return how high the middle of a row lies above that of the whole."""
    return height / 2 - (HEAD + row + 0.5) * row_pitch(height, rows)
