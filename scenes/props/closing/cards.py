"""Empty cards that wait for their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme


class Cards(Part):
    """Frames around some regions. lit: (N,) 0..1, how strongly each stands out; drawn: 0..1, how visible all are."""

    animated: ClassVar[tuple[str, ...]] = ("lit", "drawn")

    def __init__(self, places: Sequence[Region], theme: Theme, *, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        region.place(self)
        self.boxes = [
            (place.left - region.x, place.top - place.height - region.y, place.width, place.height) for place in places
        ]
        self.lit, self.drawn = np.zeros(len(places)), 0.0

    def light(self, *indices: int) -> Self:
        """Let these cards stand out, and no others."""
        self.lit, self.drawn = np.isin(np.arange(len(self.boxes)), indices).astype(float), 1.0
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the frames."""
        for box, lit in zip(self.boxes, self.lit.tolist(), strict=True):
            brush.box(box, self.theme.surface, 0.45 * self.drawn * (0.4 + 0.6 * lit), 0.2)
            edge = mix(self.theme.grid, self.theme.text, 0.5 * lit)
            brush.frame(box, edge, 0.025, self.drawn * (0.5 + 0.5 * lit), 0.2)
