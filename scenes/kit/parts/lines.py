"""A list of texts, one below the other, that turns its pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from scenes.kit.brush import Brush, mix
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

EMPTY = "·"


class Lines(Part):
    """Texts in one column or several, filled column by column; each page holds as many texts.

    page: which page is shown; between two pages the lines turn over one after the other. visible: (N,) 0..1.
    marked: (N,) 0..1, how far each line takes the colour of what is correct. A text wider than its column is cut
    and ends in "…"; an empty one is written "·".
    """

    animated: ClassVar[tuple[str, ...]] = ("page", "visible", "marked")

    def __init__(
        self,
        pages: Sequence[Sequence[str]],
        theme: Theme,
        *,
        width: float,
        height: float,
        columns: int = 1,
        size: float | None = None,
        colours: Sequence[str] = (),
    ) -> None:
        super().__init__(width, height, theme)
        count = len(pages[0])
        self.columns, self.rows = columns, -(-count // columns)
        self.size = min(size or theme.label_size, max(theme.smallest_size, height / self.rows / 0.016))
        self.column_width = width / columns
        room = self.column_width - (0.25 if columns > 1 else 0.0)
        self.pages = tuple(tuple(cropped(text, room / self.size, theme.mono) for text in page) for page in pages)
        self.colours = tuple(colours) or (theme.predicted,) * len(pages)
        self.page = 0.0
        self.visible, self.marked = np.ones(count), np.zeros(count)

    def turn(self, page: float) -> Self:
        """Show another page, or the turn from one to the next."""
        self.page = float(page)
        return self

    def let_see(self, visible: npt.ArrayLike) -> Self:
        """Set how visible the lines are; (N,) or one number for all."""
        self.visible = np.broadcast_to(np.asarray(visible, float), self.visible.shape).copy()
        return self

    def mark(self, *indices: int) -> Self:
        """Colour these lines as correct, and no others."""
        self.marked = np.isin(np.arange(len(self.marked)), indices).astype(float)
        return self

    def paint(self, brush: Brush) -> None:
        """Write the lines."""
        theme, pitch, count = self.theme, self.local_height / self.rows, len(self.visible)
        before = min(int(self.page), len(self.pages) - 1)
        for i in range(count):
            turned = min(1.0, max(0.0, 2 * (self.page - before) - i / max(1, count - 1)))
            after = turned > 0.5
            page = before + after
            x = -self.local_width / 2 + (i // self.rows) * self.column_width
            y = self.local_height / 2 - (i % self.rows + 0.5) * pitch + 0.25 * pitch * (turned - after)
            colour = mix(self.colours[page], theme.correct, float(self.marked[i]))
            alpha = float(self.visible[i]) * abs(2 * turned - 1)
            brush.text(self.pages[page][i], (x, y), self.size, colour, theme.mono, alpha=alpha, anchor=0.0)


def cropped(text: str, width: float, font: str) -> str:
    """Return a text that is at most so wide at font size 1: the longest beginning that fits, then "…"."""
    text = text or EMPTY
    reach = list(accumulate(outline(character, font).width for character in text))  # ink alone: a lower bound
    if reach[-1] <= width and outline(text, font).width <= width:
        return text
    fits = sum(end <= width for end in reach[:-1])
    while fits and outline(text[:fits] + "…", font).width > width:
        fits -= 1
    return text[:fits] + "…"
