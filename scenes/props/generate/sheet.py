"""Texts that are written letter by letter, one after the other, faster and faster."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Exhibit
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

COLUMN, PALE = 3.2, ("·", "…")  # about the width of one, and what is no letter
FOOT = 0.6  # room for the number below


class Sheet(Part):
    """Texts in columns, end markers included. written: how many of all tokens are there.

    A text with more tokens than fit ends in "…". told: 0..1, how visible it is which texts
    stand in the training data.
    """

    animated: ClassVar[tuple[str, ...]] = ("written", "told")

    def __init__(self, exhibit: Exhibit, theme: Theme, *, longest: int, region: Region) -> None:
        texts, known = [text.split("\n") for text in exhibit["sheet"].tolist()], exhibit["known"].tolist()
        predictions = int(exhibit.facts["predictions"])
        super().__init__(region.width, region.height, theme)
        region.place(self)
        columns = max(1, round(region.width / COLUMN))
        self.texts = [tuple(text) if len(text) <= longest else (*text[: longest - 1], "…") for text in texts]
        self.starts = np.cumsum([0, *(len(text) for text in texts)])
        self.known, self.columns, self.rows = tuple(known), columns, -(-len(texts) // columns)
        self.column, self.pitch = region.width / columns, (region.height - FOOT) / self.rows
        self.step = min(0.33, 0.92 * self.column / longest)
        widest = max(outline(token, theme.mono, True).width for text in self.texts for token in text)
        self.size = max(theme.smallest_size, min(theme.body_size, 0.9 * self.step / widest))
        self.predictions, self.written, self.told = predictions, 0.0, 0.0

    def write(self) -> Self:
        """Let all tokens be there."""
        self.written = float(self.starts[-1])
        return self

    def tell(self) -> Self:
        """Colour the texts that stand in the training data."""
        self.told = 1.0
        return self

    def paint(self, brush: Brush) -> None:
        """Write the tokens that are there, the newest in a cell, and their number."""
        theme, foot = self.theme, FOOT / 2 - self.local_height / 2
        done = self.predictions * self.written / max(1, int(self.starts[-1]))
        at = (-self.local_width / 2, foot)
        brush.text(f"{done:,.0f} predictions", at, theme.body_size, theme.text, theme.mono, anchor=0.0, bold=True)
        words, at = "green: in its training data", (self.local_width / 2, foot)
        brush.text(words, at, theme.label_size, theme.correct, theme.font, anchor=1.0, alpha=self.told)
        for i, (text, start) in enumerate(zip(self.texts, self.starts.tolist(), strict=False)):
            x = -self.local_width / 2 + (i // self.rows) * self.column
            y = self.local_height / 2 - (i % self.rows + 0.5) * self.pitch
            ink = mix(theme.predicted, theme.correct, self.told * self.known[i])
            for place, token in enumerate(text):
                age = self.written - start - place
                if age <= 0:
                    break
                at = (x + (place + 0.5) * self.step, y)
                box = (at[0] - 0.5 * self.step, y - 0.4 * self.pitch, self.step, 0.8 * self.pitch)
                brush.box(box, theme.predicted, 0.4 * max(0.0, 1 - abs(age - 1)), 0.05)
                colour = theme.muted if token in PALE else ink
                brush.text(token, at, self.size, colour, theme.mono, alpha=min(1.0, age), bold=True)
