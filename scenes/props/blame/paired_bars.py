"""Two shares for each of a few things, side by side: what was measured, and what somebody else says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

LABELS = 0.42  # room below the floor


class PairedBars(Part):
    """Filled bars, in the colour of blame, for values, (N,), and framed ones for others, (N,); −1 stands for none.

    visible: (N,) and beside: (N,) 0..1, how far bars and frames have grown. named: (N,) 0..1, labels that shine.
    """

    animated: ClassVar[tuple[str, ...]] = ("values", "visible", "beside", "named", "shown", "ceiling")

    def __init__(
        self,
        values: Array,
        others: Array,
        labels: Sequence[str],
        theme: Theme,
        *,
        region: Region,
    ) -> None:
        super().__init__(region.width, region.height, theme)
        self.values, self.others, self.labels = np.asarray(values, float), np.asarray(others, float), tuple(labels)
        self.ceiling, self.shown = max(1e-9, *self.values, *self.others), 0.0
        region.place(self)
        widest = max(outline(label, theme.font, True).width for label in self.labels)
        pitch = region.width / len(self.labels)
        self.label_size = max(theme.smallest_size, min(theme.label_size, 0.92 * pitch / widest))
        self.visible, self.beside, self.named = (np.zeros(len(self.labels)) for _ in range(3))

    def paint(self, brush: Brush) -> None:
        """Draw the floor, bars, frames and labels."""
        theme, size, pitch = self.theme, self.theme.label_size, self.local_width / len(self.labels)
        floor, left = LABELS - self.local_height / 2, -self.local_width / 2
        brush.line([(left + 0.1, floor), (-left - 0.1, floor)], theme.grid, 0.025, self.shown)
        room, wide = self.local_height - LABELS - 0.4, 0.3 * pitch
        for i, label in enumerate(self.labels):
            x, apart = left + (i + 0.5) * pitch, 0.22 * pitch * float(self.beside.max())
            brush.text(
                label,
                (x, floor - 0.24),
                self.label_size,
                theme.text,
                theme.font,
                alpha=self.shown * (0.6 + 0.4 * self.named[i]),
                bold=bool(self.named[i] > 0.5),
            )
            for value, grown, at, filled in (
                (self.values[i], self.visible[i], x - apart, True),
                (self.others[i], self.beside[i], x + apart, False),
            ):
                if value < 0 and filled:
                    for line, text in enumerate(("weights", "no")):
                        place, alpha = (at, floor + 0.2 + 0.26 * line), 0.8 * float(grown)
                        brush.text(text, place, theme.smallest_size, theme.muted, theme.font, alpha=alpha)
                if value < 0 or grown <= 0:
                    continue
                height = room * min(1.0, float(value) / self.ceiling) * float(grown)
                box = (at - wide / 2, floor, wide, height)
                colour = theme.blame if filled else theme.muted
                brush.box(box, colour, 0.95 if filled else 0.12, min(0.05, height / 2))
                if not filled:
                    brush.frame(box, colour, 0.035, 1.0, min(0.05, height / 2))
                text = f"{100 * value:.0f}%"
                brush.text(text, (at, floor + height + 0.2), size, colour, theme.mono, alpha=float(grown), bold=filled)
