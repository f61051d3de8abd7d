"""A telephone's keyboard that offers what is likely next."""

from __future__ import annotations

from typing import ClassVar, Self

from gptanim.stage import Exhibit
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

WIDEST, MARKERS = 11.0, ("·", "…")


class Keyboard(Part):
    """A line of text, and below it three keys with what is likeliest next; the first one is tapped each time.

    exhibit: greedy, (T + 1,) tokens, or one more, "…"; offers, (T, K) labels, and chances, (T, K), the likeliest first.
    at: how many tokens have been tapped; on the way to the next whole number the first key lights up.
    """

    animated: ClassVar[tuple[str, ...]] = ("at",)

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        super().__init__(min(WIDEST, region.width), region.height, theme)
        self.tokens, self.at = tuple(exhibit["greedy"].tolist()), 0.0
        self.offers, self.chances = exhibit["offers"].tolist(), exhibit["chances"]
        region.place(self)

    def tap(self, at: float) -> Self:
        """Have so many tokens."""
        self.at = float(at)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the line with its cursor, then the keys."""
        theme, half, top = self.theme, self.local_width / 2, self.local_height / 2
        line, done = (-half, top - 1.3, 2 * half, 1.3), int(self.at + 1e-6)
        brush.box(line, theme.surface, 1.0, 0.2)
        brush.frame(line, theme.grid, 0.03, 1.0, 0.2)
        step = min(0.62, (2 * half - 1) / len(self.tokens))
        widest = max(outline(token, theme.mono, True).width for token in self.tokens)
        size = max(theme.smallest_size, min(1.4 * theme.title_size, 0.9 * step / widest))
        written = done + 1 if done < len(self.offers) else len(self.tokens)
        for i, token in enumerate(self.tokens[:written]):
            ink = theme.muted if i == 0 or token in MARKERS else theme.text
            brush.text(token, (-half + 0.5 + (i + 0.5) * step, top - 0.65), size, ink, theme.mono, bold=True)
        x = -half + 0.5 + (written + 0.15) * step
        brush.line([(x, top - 1.0), (x, top - 0.3)], theme.predicted, 0.06)
        self._paint_keys(brush, min(done, len(self.offers) - 1), self.at - done, done < len(self.offers))

    def _paint_keys(self, brush: Brush, row: int, pressed: float, open_: bool) -> None:
        theme, count, gap = self.theme, len(self.offers[row]), 0.3
        wide, high = (self.local_width - gap * (count - 1)) / count, self.local_height - 1.3 - 0.45
        for i, (label, chance) in enumerate(zip(self.offers[row], self.chances[row].tolist(), strict=True)):
            lit = max(0.0, 1 - abs(2 * pressed - 1)) if i == 0 and open_ else 0.0
            x, y = -self.local_width / 2 + i * (wide + gap), -self.local_height / 2
            box = (x, y, wide, high)
            brush.box(box, mix(theme.surface, theme.predicted, 0.15 + 0.6 * lit if i == 0 else 0.0), 1.0, 0.2)
            brush.frame(box, theme.predicted if i == 0 else theme.grid, 0.04, 1.0, 0.2)
            middle = x + wide / 2
            brush.text(label, (middle, y + 0.62 * high), 1.3 * theme.title_size, theme.text, theme.mono, bold=True)
            words = f"{'end' if label == '·' else ''} {f'{chance:.0%}' if chance >= 0.01 else '<1%'}"
            at = (middle, y + 0.22 * high)
            ink = theme.text if i == 0 else theme.muted
            brush.text(words.strip(), at, theme.body_size, ink, theme.mono)
