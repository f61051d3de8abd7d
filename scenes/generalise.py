"""Understanding, or a well-tuned curve? Points and texts that were kept back decide."""

from __future__ import annotations

import numpy as np
from manim import UP, FadeIn, FadeOut, linear

from gptanim.fits import fits
from gptanim.measures.copies import draw
from gptanim.measures.gap import losses, of_fits
from gptanim.run import Run
from gptanim.stage import Exhibit, Fact
from scenes.kit.parts.lines import Lines
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.props.generalise import phrases
from scenes.props.generalise.cards import Cards
from scenes.props.generalise.gap import Counters, LossGaps

DRAWN, SHOWN = 200, 24  # names that each run writes, and how many of them are shown


class Generalise(Segment):
    """Three fits of the same points, then two trainings: what was kept back tells learning from memorising."""

    title = "Understanding, or a well-tuned curve?"
    roles = ("names", "overfit")

    @classmethod
    def measure(cls, names: Run, overfit: Run) -> Exhibit:
        """Fit points three times; compare a run on many texts with one on few."""
        made, many, few = fits(), draw(names, DRAWN), draw(overfit, DRAWN)
        own = [text for text in dict.fromkeys(many.drawn) if text not in names.corpus.train]
        arrays = of_fits(made) | {"few": losses(overfit), "few_copied": few.copied}
        arrays |= {"many": losses(names), "many_copied": many.copied, "own": np.array((own or many.drawn)[:SHOWN])}
        facts: dict[str, Fact] = {"count": len(made.points.x), "new": len(made.points.held_out_x)}
        facts |= {"caption": phrases.OWN if own else phrases.ALL_COPIED, "shape": phrases.of_shape(names)}
        facts |= phrases.of_fits(made) | phrases.of_runs(overfit, names) | phrases.of_copies(few, many)
        return Exhibit(arrays, facts)

    def setup(self) -> None:
        """Gather the three cards, and keep a place for one line of words."""
        self.cards = Cards(self.exhibit, self.theme, region=self.layout.stage)
        self.count, self.new = len(self.exhibit["points"]), len(self.exhibit["new"])
        self.placard = Placard(self.theme, region=self.layout.footer, colour=self.theme.muted)

    @beat(
        "Does it understand, or is it only a well-tuned curve? "
        "Here are {count} noisy measurements of one wave; to learn is to fit a curve to them."
    )
    def points(self) -> None:
        stack = self.cards.gather()
        self.play(FadeIn(stack), share=0.08)
        for seen in range(1, self.count + 1):
            self.play(*(card.animate.let_see(seen) for card in stack), share=0.5 / self.count)
        self.play(*self.cards.spread(), share=0.22)
        self.play(FadeIn(self.cards.titles, shift=0.2 * UP), share=0.1)

    @beat("Three real fits. With {numbers} numbers to tune, the typical error goes down: {trained}.")
    def three_fits(self) -> None:
        for card, errors in zip(self.cards.cards, self.cards.errors, strict=True):
            self.play(card.animate.draw(), share=0.2)
            self.play(errors.animate.grow(1), share=0.1)

    @beat("Now we ask all three at {new} new places. Which curve would you trust there?", ask=True)
    def question(self) -> None:
        self.play(*self.placard.turn_to("rings: what each curve answers at the new places"), share=0.1)
        for asked in range(1, self.new + 1):
            visible = np.arange(self.new) < asked
            self.play(*(card.animate.ask(visible) for card in self.cards.cards), share=0.8 / self.new)

    @beat("There, the errors are {held_out}. {lesson}")
    def answer(self) -> None:
        self.play(*self.placard.turn_to(self.cards.legend), share=0.08)
        for seen in range(1, self.new + 1):
            visible = np.arange(self.new) < seen
            self.play(*(card.animate.tell(visible) for card in self.cards.cards), share=0.45 / self.new)
        self.play(*(errors.animate.grow(2) for errors in self.cards.errors), share=0.15)
        self.play(FadeOut(self.cards.titles), share=0.08)
        self.play(FadeIn(self.cards.verdicts, shift=0.2 * UP), share=0.12)

    @beat(
        "The same with our GPT, learning from {few:,} names or from {many:,}. "
        "Solid is the loss on those names, dashed on names {kept_back}."
    )
    def two_runs(self) -> None:
        self.sweep()
        self.gaps = LossGaps(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(self.gaps), *self.placard.turn_to(self.gaps.legend), share=0.12)
        self.play(*(gap.animate.draw() for gap in self.gaps), rate_func=linear, share=0.75)

    @beat("{ends}")
    def gap(self) -> None:
        for gap in self.gaps:
            self.play(gap.animate.end(1), share=0.22)
            self.play(gap.animate.end(2), share=0.22)

    @beat("Each writes {drawn} names: {few_copied} of the first one's are copies, and {many_copied} of the second's.")
    def copies(self) -> None:
        self.sweep()
        counters = Counters(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(counters), *self.placard.turn_to(counters.legend), share=0.12)
        for row in range(1, counters.rows + 1):
            self.play(counters.animate.count(row), share=0.68 / counters.rows)

    @beat("{shape}")
    def shape(self) -> None:
        self.sweep()
        own, region = self.exhibit["own"].tolist(), self.layout.stage
        lines = Lines([own], self.theme, width=region.width, height=region.height, columns=4, size=32).let_see(0)
        self.play(FadeIn(region.place(lines)), *self.placard.turn_to(str(self.exhibit.facts["caption"])), share=0.06)
        for seen in range(1, len(own) + 1):
            self.play(lines.animate.let_see(np.arange(len(own)) < seen), share=0.8 / len(own))
