"""The numbers of one position on their way through an MLP: few, many, few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from manim import DOWN, RIGHT, Arrow, FadeIn, GrowArrow, VGroup

from gptanim.stage import Array
from scenes.kit.layout import Region
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme

BRIGHT = 0.95  # quantile of a block's numbers whose cell has the whole colour
SLIM = 0.38  # height of all cells together, to their width
GAP = 1.2  # between two blocks


class Expansion(VGroup):
    """Blocks of cells in a row, each over its caption, with arrows between them."""

    def __init__(self, vectors: Sequence[Array], captions: Sequence[str], theme: Theme, *, region: Region) -> None:
        tall = max(2, round(float(np.sqrt(SLIM * sum(map(len, vectors))))))
        wide = sum(-(-len(vector) // tall) for vector in vectors)
        cell = min((region.height - 0.7) / tall, (region.width - 2 * GAP) / wide)
        self.blocks = [_block(vector, tall, cell, theme) for vector in vectors]
        labels = [Label(caption, theme, size=theme.label_size, colour=theme.muted) for caption in captions]
        columns = [VGroup(*pair).arrange(DOWN, buff=0.2) for pair in zip(self.blocks, labels, strict=True)]
        self.columns = VGroup(*columns).arrange(RIGHT, buff=GAP)
        super().__init__(self.columns)
        region.place(self)
        ends = zip(self.blocks[:-1], self.blocks[1:], strict=True)
        style: dict[str, Any] = {"color": theme.muted, "buff": 0.2, "stroke_width": 5}
        self.arrows = [Arrow(a.get_right(), b.get_left(), **style) for a, b in ends]
        self.add(*self.arrows)

    def grown(self) -> Iterator[list[Any]]:
        """Yield the animations in which the blocks come, one after the other."""
        yield [FadeIn(self.columns[0])]
        for arrow, column in zip(self.arrows, self.columns[1:], strict=True):
            yield [GrowArrow(arrow), FadeIn(column)]


def _block(vector: Array, tall: int, cell: float, theme: Theme) -> Heatmap:
    cells = np.append(vector, np.zeros(-len(vector) % tall)).reshape(tall, -1)
    full = float(np.quantile(np.abs(vector), BRIGHT)) or float(np.abs(vector).max()) or 1.0
    return Heatmap(cells, theme, cell=cell, full=full, colour=theme.predicted)
