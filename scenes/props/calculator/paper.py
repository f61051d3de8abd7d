"""An exam paper: questions, and what was written behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Exhibit
from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.lines import cropped
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

TALLEST = 0.6  # that a row may be


class Paper(Part):
    """Rows of a question and an answer; where that is wrong, what is right stands behind it.

    answered: (R,) 0..1, how far each blank has become its answer.
    """

    animated: ClassVar[tuple[str, ...]] = ("answered",)

    def __init__(
        self,
        questions: Sequence[str],
        answers: Sequence[str],
        right: Sequence[str],
        theme: Theme,
        *,
        width: float,
        height: float,
    ) -> None:
        super().__init__(width, height, theme)
        self.count, self.size = len(questions), 1.0
        wanted = [text if text != answer else "" for text, answer in zip(right, answers, strict=True)]
        columns = (questions, answers, wanted)
        natural = [max(self._width(text) for text in texts) for texts in columns]
        self.size = min(theme.body_size, max(theme.label_size, 0.93 * width / sum(natural)))
        fits = self.size * sum(natural) <= 0.931 * width
        rooms = natural if fits else [share * width / self.size for share in (0.47, 0.26, 0.2)]
        cut = [
            [text and cropped(text, room + 1e-6, theme.mono) for text in texts]
            for texts, room in zip(columns, rooms, strict=True)
        ]
        self.questions, self.answers, self.right = cut
        self.wide = [self._width(text) for text in self.answers]
        widths = [max(map(self._width, texts)) for texts in cut]
        self.axis = widths[0] - sum(widths) / 2 - 0.25  # so that the rows stand in the middle
        self.answered = np.zeros(len(questions))

    @classmethod
    def of(cls, exhibit: Exhibit, theme: Theme, *, region: Region) -> Self:
        """Return the paper of an Exam's arrays, as large as a region."""
        questions, answers, right = (exhibit[f"exam_{name}"].tolist() for name in ("questions", "answers", "right"))
        return cls(questions, answers, right, theme, width=region.width, height=region.height)

    def answer(self, count: int) -> Self:
        """Fill the first blanks, and no others."""
        self.answered = (np.arange(self.count) < count).astype(float)
        return self

    def paint(self, brush: Brush) -> None:
        """Write the rows."""
        theme, size, pitch = self.theme, self.size, min(TALLEST, self.local_height / self.count)
        for i, (question, answer) in enumerate(zip(self.questions, self.answers, strict=True)):
            y, done = ((self.count - 1) / 2 - i) * pitch, float(self.answered[i])
            at, right = (self.axis + 0.35, y), self.right[i]
            brush.text(question, (self.axis, y), size, theme.text, theme.mono, anchor=1.0)
            box = (at[0] - 0.15, y - 0.36 * pitch, max(self.wide) + 0.3, 0.72 * pitch)
            brush.box(box, theme.surface, max(0.0, 1 - 2 * done), 0.08)
            brush.text("?", at, size, theme.muted, theme.mono, anchor=0.0, alpha=max(0.0, 1 - 2 * done))
            colour, shown = theme.predicted if right else theme.correct, max(0.0, 2 * done - 1)
            brush.text(answer, at, size, colour, theme.mono, anchor=0.0, alpha=shown, bold=True)
            if right:
                end = at[0] + self.wide[i]
                brush.line([(at[0], y), (at[0] + done * self.wide[i], y)], theme.loss, 0.035, shown)
                brush.text(right, (end + 0.3, y), size, theme.muted, theme.mono, anchor=0.0, alpha=shown)

    def _width(self, text: str) -> float:
        return outline(text, self.theme.mono).width * self.size
