"""A text on its way through layers that mix, as strands coloured by weights."""

from __future__ import annotations

from itertools import product
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.paths import Point
from scenes.kit.theme import Theme

LAYERS, UNITS = 2, 7  # of mixers between the text and what it says: a picture of the network, not its plan


class Mixer(Part):
    """Tokens at the left, each tied to every unit of a layer, those to every unit of the next; one end at the right.

    weights: (E,), one for each strand. read: 0..LAYERS + 2, how far the text has come. coloured: 0..1, how far the
    strands take the colours of their weights.
    """

    animated: ClassVar[tuple[str, ...]] = ("weights", "read", "coloured")

    def __init__(self, tokens: tuple[str, ...], weights: Array, theme: Theme, *, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        self.move_to(region.centre)
        self.tokens, self.read, self.coloured = tokens, 0.0, 0.0
        widest = max(outline(token, theme.mono, True).width for token in tokens)
        self.size = max(theme.smallest_size, min(theme.body_size, 2.0 / widest))
        self.pitch = min(0.95, region.height / len(tokens))
        self.cell = (widest * self.size + 0.4, 0.8 * self.pitch)
        self.columns = [self._column(i, count) for i, count in enumerate((len(tokens), *[UNITS] * LAYERS, 1))]
        sides = [[(x + self.cell[0] / 2, y) for x, y in self.columns[0]], *self.columns[1:]]
        self.strands = [(i, *ends) for i in range(LAYERS + 1) for ends in product(sides[i], sides[i + 1])]
        self.full = float(np.abs(weights).max()) or 1.0
        self.scramble(weights)

    def scramble(self, weights: Array) -> Self:
        """Take other weights, as many as there are strands of them."""
        self.weights = np.resize(weights, len(self.strands)).astype(float)
        return self

    def read_to(self, read: float) -> Self:
        """Let the text come so far: 1 is the tokens themselves."""
        self.read = float(read)
        return self

    def colour(self) -> Self:
        """Colour the strands."""
        self.coloured = 1.0
        return self

    def paint(self, brush: Brush) -> None:
        """Draw strands, tokens and units, as far as the text has come."""
        theme = self.theme
        for (layer, start, end), weight in zip(self.strands, self.weights.tolist(), strict=True):
            come = min(1.0, max(0.0, self.read - 1 - layer))
            if come > 0.01:
                strength = abs(weight) / self.full
                ink = mix(theme.background, theme.predicted if weight >= 0 else theme.negative, 0.25 + 0.75 * strength)
                tip = (start[0] + (end[0] - start[0]) * come, start[1] + (end[1] - start[1]) * come)
                thick = 0.02 + 0.05 * strength * self.coloured
                brush.line([start, tip], mix(theme.grid, ink, self.coloured), thick)
        self._paint_nodes(brush)

    def _paint_nodes(self, brush: Brush) -> None:
        theme, (wide, high) = self.theme, self.cell
        for i, column in enumerate(self.columns[1:-1], start=1):
            come = min(1.0, max(0.0, self.read - i))
            for at in column:
                brush.disc(at, 0.13 * come, theme.text, come)
        for i, (token, at) in enumerate(zip(self.tokens, self.columns[0], strict=True)):
            come = min(1.0, max(0.0, self.read * len(self.tokens) - i))
            self._cell(brush, token, at, (wide, high), theme.surface, theme.text, come)
        come = min(1.0, max(0.0, self.read - LAYERS - 1))
        self._cell(brush, "?", self.columns[-1][0], (0.8, 0.8), theme.predicted, theme.background, come)

    def _cell(
        self, brush: Brush, text: str, at: Point, size: tuple[float, float], fill: str, ink: str, come: float
    ) -> None:
        box = (at[0] - size[0] / 2, at[1] - size[1] / 2, *size)
        brush.box(box, fill, come, 0.1)
        brush.frame(box, self.theme.grid, 0.025, come, 0.1)
        brush.text(text, at, self.size, ink, self.theme.mono, alpha=come, bold=True)

    def _column(self, place: int, count: int) -> list[Point]:
        """Return the points of a column; the first has room for the tokens."""
        left, right = -self.local_width / 2 + self.cell[0] / 2, self.local_width / 2 - 0.4
        x = (
            left
            if place == 0
            else left + 0.4 * self.cell[0] + (right - left - 0.4 * self.cell[0]) * place / (LAYERS + 1)
        )
        pitch = min(0.95, self.local_height / (count if place == 0 else UNITS))
        return [(x, pitch * ((count - 1) / 2 - i)) for i in range(count)]
