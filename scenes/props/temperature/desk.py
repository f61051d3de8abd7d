"""A text, what the model would draw after it, and the knob that changes this."""

from __future__ import annotations

from typing import Any

from manim import DOWN, FadeIn, FadeOut, MathTypst

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.theme import Theme
from scenes.props.temperature.dial import Dial
from scenes.props.temperature.heated import HeatedBars, Worked

FORMULA = "p = e^(z slash T) / (sum e^(z slash T))"
SIZE = 60
WIDEST = 0.9  # of one bar with its gap


class Desk:
    """Text and dial at one side; beside them formula or numbers, whichever is needed, above the bars.

    exhibit: tokens, and a Heated as temperatures (G,), shares (G, K), labels (K,), the likeliest first,
    and logits (R,) of the first R. full: where the dial ends.
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, *, full: float, region: Region) -> None:
        self.theme, self.exhibit, self.full = theme, exhibit, full
        side, main = region.split(1.2, 2.7, gap=0.5)
        top, under = side.rows(1, 4.2, gap=0.2)
        self.above = main.columns(1, 2.6)[1].rows(2.2, 2.9)[0]  # beside the tallest bar, above all others
        self.strip = top.place(TokenStrip(exhibit["tokens"].tolist(), theme, width=top.width, cell=0.75))
        self.dial = under.place(Dial(1, theme, full=full, width=under.width, height=under.height))
        labels = exhibit["labels"].tolist()
        size = {"width": min(main.width, WIDEST * len(labels)), "height": main.height, "ceiling": 1.0}
        bars = HeatedBars(exhibit["temperatures"], exhibit["shares"], labels, theme, **size)
        self.bars = main.place(bars, side=-1).annotate({0})
        self.formula = self.above.place(MathTypst(FORMULA, color=theme.text, font_size=SIZE))
        wide, high = self.above.width, self.above.height
        self.worked = self.above.place(Worked(exhibit["logits"], bars, theme, width=wide, height=high)).write(0)
        self.numbers: list[Worked] = []

    def work_out(self) -> list[Any]:
        """Return the animations that put the numbers, still unwritten, in the place of the formula."""
        self.numbers = [self.worked]
        return [FadeOut(self.formula, shift=0.3 * DOWN), FadeIn(self.worked)]

    def heat(self, temperature: float) -> list[Any]:
        """Return the animations that turn the dial, followed by the bars and the numbers, if they are there."""
        followers = [part.animate.heat(temperature) for part in (self.bars, *self.numbers)]
        return [self.dial.animate.turn(temperature), *followers]
