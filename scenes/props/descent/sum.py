"""An update of a weight as a sum with a caption under each of its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

from manim import DOWN, RIGHT, VGroup

from gptanim.stage import Fact
from scenes.kit.brush import Brush
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.label import Label
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme

SIGNS = ("−", "×", "=")
CAPTIONS = ("weight", "learning rate", "gradient", "new weight")


class Sum(Part):
    """before − rate × pace = after, each number in its box; shown: 0..4, how many of them can be seen.

    title: written above.
    """

    animated: ClassVar[tuple[str, ...]] = ("shown",)

    def __init__(self, numbers: Sequence[str], theme: Theme, *, title: str, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        self.numbers, self.title, self.shown = tuple(numbers), title, 0.0
        self.pitch = region.width / len(self.numbers)
        widest = max(outline(number, theme.mono, True).width for number in self.numbers)
        self.size = min(1.5 * theme.body_size, 0.62 * self.pitch / widest)
        region.place(self)

    def reveal(self, count: float) -> Self:
        """Let the first numbers be seen."""
        self.shown = float(count)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw title, boxes, signs and captions."""
        theme, wide, high = self.theme, 0.76 * self.pitch, 1.0
        colours = (theme.text, theme.text, theme.blame, theme.correct)
        shown = min(1.0, self.shown)
        brush.text(
            self.title,
            (-self.local_width / 2 + 0.12 * self.pitch, min(1.0, self.local_height / 2 - 0.2)),
            theme.label_size,
            theme.muted,
            theme.font,
            anchor=0.0,
            alpha=shown,
        )
        for i, (number, caption, colour) in enumerate(zip(self.numbers, CAPTIONS, colours, strict=True)):
            alpha = min(1.0, max(0.0, self.shown - i))
            x, y = (i + 0.5) * self.pitch - self.local_width / 2, -0.05 - 0.2 * (1 - alpha)
            box = (x - wide / 2, y - high / 2, wide, high)
            brush.box(box, theme.surface, alpha, 0.15)
            brush.frame(box, colour, 0.04, alpha, 0.15)
            brush.text(number, (x, y), self.size, colour, theme.mono, alpha=alpha, bold=True)
            brush.text(caption, (x, y - high / 2 - 0.28), 0.95 * theme.label_size, theme.muted, theme.font, alpha=alpha)
            if i:
                brush.text(SIGNS[i - 1], (x - self.pitch / 2, y), self.size, theme.text, theme.mono, alpha=alpha)


class FirstStep(VGroup):
    """The neuron's first step of its first weight, in two halves; one below the other in a slim region."""

    def __init__(self, facts: Mapping[str, Fact], theme: Theme, *, region: Region) -> None:
        words = (f"{facts['zero']:.2f} − {facts['rate']} × ({facts['slope']})", f"= {facts['w1']:.2f}")
        super().__init__(*(Label(line, theme, mono=True) for line in words))
        line, lines = region.rows(1, 9)[0], region.rows(1, 4)[0]
        shrunk = line.width / self.arrange(RIGHT, buff=0.2).width
        if shrunk * theme.body_size >= theme.smallest_size:
            line.place(self)
        else:
            lines.place(self.arrange(DOWN, buff=0.1, aligned_edge=RIGHT), side=1)
