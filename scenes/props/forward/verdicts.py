"""What comes out: the likeliest words, each over the bar of its probability, on pages that turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush
from scenes.kit.lettering import outline
from scenes.kit.parts.lines import cropped
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme
from scenes.props.forward.track import HEAD


class Verdicts(Part):
    """Pages of K words with their probabilities; a full bar is certainty. p: (pages, K).

    page: which one is shown, between two of them bars run and words change. grown: 0..1, how far the bars have come.
    told: 0..1, whether words can be read; else there are question marks. correct: the word that takes the colour of
    what is right, "" for none.
    """

    animated: ClassVar[tuple[str, ...]] = ("page", "grown", "told")

    def __init__(
        self, pages: Sequence[Sequence[str]], p: Array, theme: Theme, *, width: float, height: float, correct: str
    ) -> None:
        super().__init__(width, height, theme)
        self.p, self.correct, self.size = np.asarray(p, float), correct, theme.label_size
        room = width / self.size - outline("88.8% ", theme.mono).width
        self.pages, self.room = tuple(map(tuple, pages)), room
        self.page, self.grown, self.told = 0.0, 0.0, 1.0

    def paint(self, brush: Brush) -> None:
        """Draw the rows."""
        theme, half, pitch = self.theme, self.local_width / 2, (self.local_height - HEAD) / self.p.shape[1]
        before, after = int(self.page), min(int(self.page) + 1, len(self.pages) - 1)
        turned = self.page - before
        values = self.p[before] + (self.p[after] - self.p[before]) * turned
        words, alpha = self.pages[after if turned > 0.5 else before], abs(2 * turned - 1) * self.told
        at = (0.0, self.local_height / 2 - 0.5 * HEAD)
        brush.text("output", at, theme.smallest_size, theme.muted, theme.font)
        for row, (word, value) in enumerate(zip(words, (values * self.grown).tolist(), strict=True)):
            y = self.local_height / 2 - HEAD - row * pitch - 0.22
            colour = theme.correct if word == self.correct else theme.predicted
            short = cropped(word, self.room, theme.mono)
            brush.text(short, (-half, y), self.size, theme.text, theme.mono, alpha=alpha, anchor=0.0, bold=True)
            brush.text("?", (-half, y), self.size, theme.muted, theme.mono, alpha=1 - self.told, anchor=0.0)
            brush.text(f"{value:.1%}", (half, y), self.size, theme.muted, theme.mono, alpha=self.told, anchor=1.0)
            brush.box((-half, y - 0.46, 2 * half, 0.2), theme.surface, 1.0, 0.05)
            brush.box((-half, y - 0.46, 2 * half * value, 0.2), colour, 1.0, 0.05)
