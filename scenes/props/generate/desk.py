"""The desk at which a text is written: the text above, what is expected next, and the bar that is drawn from."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import LEFT, FadeIn, FadeOut

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.arcs import Arcs
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.label import Label
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.theme import Theme
from scenes.props.generate.loop import FeedBack
from scenes.props.generate.lottery import Lottery

ARCS = "arcs: how strongly the newest looks at each token before it, and at itself (mean of the heads)"
LEAST = 0.2  # no bar below this fills its height


class Desk:
    """Holds the parts in their places; none of them is shown yet. The text's first token alone is visible."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        self.exhibit, self.theme = exhibit, theme
        probs, shown, labels = exhibit["probs"], exhibit["shown"].tolist(), exhibit["labels"].tolist()
        main, aside = region.columns(14, 1, gap=0.1)
        self.above, text, middle, lower = main.rows(0.9, 0.95, 1.75, 1.4, gap=0.1)
        tokens, self.count = exhibit["tokens"].tolist(), len(exhibit["draws"])
        more = ["…"] * (int(exhibit.facts["short"]) > self.count)
        self.strip = text.place(TokenStrip([*tokens, *more], theme, width=text.width, cell=0.95))
        self.middle = text
        self.place_text(0)
        self.rows = probs[:, shown]
        names = [labels[i] for i in shown]
        wide, high = min(middle.width - 0.8, 0.9 * len(names)), middle.height
        self.bars = middle.place(Bars(self.rows[0], names, theme, headroom=0.3, width=wide, height=high))
        self.bars.ceiling = self.ceiling_of(0)
        self.lottery = Lottery(probs[0], labels, theme, width=lower.width, height=lower.height)
        lower.place(self.lottery)
        self.loop = aside.place(FeedBack(theme, width=0.5 * aside.width, height=0.8 * region.height))
        self.arcs: list[Arcs] = []

    def place_text(self, last: int) -> TokenStrip:
        """Show the tokens up to this one, in the middle of their region."""
        self.strip.let_see(*range(last + 1)).light(last)
        self.strip.set_x(self.middle.x + self.strip.cell * (len(self.strip.tokens) - 1 - last) / 2)
        return self.strip

    def ceiling_of(self, step: int) -> float:
        """Return where the bars of a step should end."""
        return max(LEAST, float(self.rows[step].max()))

    def look(self, step: int) -> Arcs:
        """Return the arcs from the newest token to all that it reads."""
        weights = np.zeros(len(self.strip.tokens))
        weights[: step + 1] = self.exhibit["looks"][step, : step + 1]
        arcs = Arcs(self.strip, weights, origin=step, height=self.above.height, colour=self.theme.attention)
        return arcs

    def expect(self, step: int) -> list[Any]:
        """Return the animations after which everything shows what is expected at a step, and the number drawn."""
        gone = [FadeOut(old) for old in self.arcs]
        arcs = self.look(step)
        self.arcs = [arcs]
        lottery = self.lottery.animate.go_to(self.exhibit["probs"][step]).hit().spin(self.exhibit["draws"][step])
        bars = self.bars.animate.go_to(self.rows[step], ceiling=self.ceiling_of(step)).annotate([])
        return [FadeIn(arcs), *gone, bars, lottery, self.loop.draw(0).animate.draw()]

    def hit(self, step: int) -> list[Any]:
        """Return the animations that single out what is drawn at a step."""
        drawn = int(self.exhibit["drawn"][step])
        bar = self.exhibit["shown"].tolist().index(drawn)
        return [self.lottery.animate.hit(drawn), self.bars.animate.annotate({bar})]

    def letter(self, step: int) -> Label:
        """Return the token that is drawn at a step, where it lies in the bar."""
        token = self.exhibit["tokens"].tolist()[step + 1]
        label = Label(token, self.theme, size=self.strip.size, bold=True, mono=True)
        return label.move_to(self.lottery.middle_of(int(self.exhibit["drawn"][step])))

    def append(self, step: int, letter: Label) -> list[Any]:
        """Return the animations that bring it to the end of the text, which makes room."""
        shift = self.strip.cell / 2 * LEFT
        target = self.strip.centre_of(step + 1) + shift
        return [letter.animate.move_to(target), *(part.animate.shift(shift) for part in (self.strip, *self.arcs))]

    def finish(self) -> list[Any]:
        """Return the animations that light all that was drawn, with "…" behind it where more follows."""
        last = len(self.strip.tokens) - 1
        shift = self.strip.cell / 2 * LEFT * (last - self.count)
        strip = self.strip.animate.let_see(*range(last + 1)).light(*range(1, self.count + 1)).shift(shift)
        return [strip, *(arcs.animate.shift(shift) for arcs in self.arcs)]
