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

DRAWN, SHOWN, COLUMNS = 200, 24, 4  # names that each run writes, how many of them are shown, and in how many columns
PARTS = 4  # new places are asked about one part after the other


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
        facts |= phrases.of_runs(overfit, names) | phrases.of_copies(few, many) | phrases.of_shape(names)
        return Exhibit(arrays, facts | {"caption": phrases.caption(names, copied=not own)})

    def setup(self) -> None:
        """Gather the three cards, and keep a place for one line of words."""
        self.cards = Cards(self.exhibit, self.theme, region=self.layout.stage)
        self.count, self.new = len(self.exhibit["points"]), len(self.exhibit["new"])
        self.placard = Placard(self.theme, region=self.layout.footer, colour=self.theme.muted)

    @beat(
        "Does it understand, or is it a well-tuned curve? Take these three.",
        notes="{count} noisy measurements of one wave; to learn is to fit a curve to them. A straight line, a curve "
        "with a few numbers to tune, and one with as many numbers as there are points.",
    )
    def points(self) -> None:
        stack = self.cards.gather()
        self.play(FadeIn(stack), share=0.08)
        self.play(*(card.animate.let_see(self.count) for card in stack), share=0.25)
        self.play(*self.cards.spread(), share=0.17)
        curves = [card.animate.draw() for card in self.cards.cards]
        self.play(FadeIn(self.cards.titles, shift=0.2 * UP), *curves, share=0.35)

    @beat("C fits its points best. Which would you trust at new ones?", ask=True)
    def question(self) -> None:
        self.play(*(errors.animate.grow(1) for errors in self.cards.errors), share=0.3)
        self.play(*self.placard.turn_to("rings: what each curve answers at new places"), share=0.1)
        for part in range(1, PARTS + 1):
            visible = np.arange(self.new) < part * self.new / PARTS
            self.play(*(card.animate.ask(visible) for card in self.cards.cards), share=0.45 / PARTS)

    @beat(
        "Trust B: A is too simple, C learned the noise.",
        notes="All three are tested at {new} places that no fit has seen. More numbers to tune always come closer to "
        "the points one has; whether they come closer to the wave, only points that were kept back can tell.",
    )
    def answer(self) -> None:
        told = [card.animate.tell() for card in self.cards.cards]
        self.play(*self.placard.turn_to(self.cards.legend), *told, share=0.35)
        grown = [errors.animate.grow(2) for errors in self.cards.errors]
        self.play(*grown, FadeOut(self.cards.titles), FadeIn(self.cards.verdicts, shift=0.2 * UP), share=0.5)

    @beat(
        "{fate}",
        notes="From {few:,} names, the loss ends at {few_trained:.2f} on those and at {few_held:.2f} on others, where "
        "it once was {few_least:.2f}; from {many:,}, at {many_trained:.2f} and {many_held:.2f}. The gap is what is "
        "only memorised.",
    )
    def two_runs(self) -> None:
        self.sweep()
        self.gaps = LossGaps(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(self.gaps), *self.placard.turn_to(self.gaps.legend), share=0.1)
        self.play(*(gap.animate.draw() for gap in self.gaps), rate_func=linear, share=0.5)
        self.play(*(gap.animate.end(2) for gap in self.gaps), share=0.2)

    @beat("Of what it writes, {few_copied} is copied; given {many_names}, {many_copied}.")
    def copies(self) -> None:
        self.sweep()
        counters = Counters(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(counters), *self.placard.turn_to(counters.legend), share=0.12)
        for rows in range(2, counters.rows + 1, 2):
            self.play(counters.animate.count(rows), share=1.3 / counters.rows)

    @beat(
        "{shape}",
        notes="Making the loss small on names it never saw is possible only by finding out how names go: that is what "
        "we want, a model that generalises.",
    )
    def shape(self) -> None:
        self.sweep()
        own, region = self.exhibit["own"].tolist(), self.layout.stage
        lines = Lines([own], self.theme, width=region.width, height=region.height, columns=COLUMNS, size=38).let_see(0)
        self.play(FadeIn(region.place(lines)), *self.placard.turn_to(str(self.exhibit.facts["caption"])), share=0.07)
        for part in range(1, COLUMNS + 1):
            self.play(lines.animate.let_see(np.arange(len(own)) < part * lines.rows), share=0.75 / COLUMNS)
