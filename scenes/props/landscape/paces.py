"""Gradients of very different size, and the steps that Adam makes of them."""

from __future__ import annotations

from typing import ClassVar, Self

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

FORM = "{:.5f}"


class Paces(Part):
    """A row for each of W weights: the bar of its gradient, then that of its step. size, stride: (W,).

    grown: how many rows of gradients have grown; stepped: 0..1, how far the steps have.
    """

    animated: ClassVar[tuple[str, ...]] = ("grown", "stepped")

    def __init__(self, size: Array, stride: Array, theme: Theme, *, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        self.bars = ((size, theme.blame, "gradient"), (stride, theme.predicted, "Adam’s step"))
        self.grown, self.stepped = 0.0, 0.0
        self.pitch = region.height / (len(size) + 2)
        region.place(self)

    def grow(self, grown: float, stepped: float) -> Self:
        """Show so many gradients, and so much of the steps."""
        self.grown, self.stepped = float(grown), float(stepped)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw both columns of bars with their titles and numbers."""
        theme, top, half = self.theme, self.local_height / 2, self.local_width / 2
        small = theme.smallest_size
        title = f"first step of {len(self.bars[0][0])} weights"
        brush.text(title, (0, top - 0.4 * self.pitch), theme.label_size, theme.text, theme.font)
        room = half - outline(FORM.format(0), theme.mono).width * small - 0.4
        for column, (values, colour, title) in enumerate(self.bars):
            left = (column - 1) * half + 0.1
            visible = min(1.0, self.grown) if column == 0 else self.stepped
            at = (left, top - 1.5 * self.pitch)
            brush.text(title, at, theme.label_size, colour, theme.font, anchor=0.0, alpha=visible, bold=True)
            for i, value in enumerate(values.tolist()):
                grown = min(1.0, max(0.0, self.grown - i)) if column == 0 else self.stepped
                y = top - (i + 2.5) * self.pitch
                length = room * value / max(float(values.max()), 1e-12) * grown
                brush.box((left, y - 0.3 * self.pitch, max(0.03, length), 0.6 * self.pitch), colour, grown, 0.04)
                spot = (left + max(0.03, length) + 0.1, y)
                brush.text(FORM.format(value), spot, small, theme.muted, theme.mono, alpha=grown, anchor=0.0)
