"""A calculator made of words: one question asked all through training, and what came to know the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import FadeIn, FadeOut, linear

from gptanim.measures.inquiry import inquire
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.props.calculator import phrases
from scenes.props.calculator.asking import Asking, one_round
from scenes.props.calculator.looking import Looking
from scenes.props.calculator.paper import Paper
from scenes.props.calculator.thread import Untangling
from scenes.props.calculator.views import Views, grades

TURNS = 8  # stations of the round that are shown going by: two rounds


class Calculator(Segment):
    """The answer's probability grows; questions kept back are answered; attention and embeddings show how."""

    title = "A calculator nobody wrote"
    roles = ("calculator",)

    @classmethod
    def measure(cls, calculator: Run) -> Exhibit:
        """Ask one question (question.question) of all snapshots, and of some those kept back (inquiry.inquire)."""
        return Exhibit((found := inquire(calculator)).arrays(), phrases.of(found))

    def setup(self) -> None:
        """The question above, bars at the left, the clock and the curve at the right; the footer is for notes."""
        self.asking = Asking(self.exhibit, self.theme, region=self.layout.stage)
        self.note = Placard(self.theme, region=self.layout.footer, colour=self.theme.muted)
        self.moment, last = int(self.exhibit["moment"]), len(self.exhibit["moments"]) - 1
        self.places = sorted({*range(1, last, 2), last})

    def each(self, moves: Callable[[int], list[Any]], places: Sequence[int], *, share: float) -> None:
        """Play what a method returns for each of these places, one after the other."""
        for place in places:
            self.play(*moves(place), share=share / len(places), rate_func=linear)

    @beat("{question}: what comes next? Untrained, it bets on {before}.", notes="The right answer has {p_before}.")
    def untrained(self) -> None:
        asking = self.asking
        self.add(asking.strip.let_see())
        self.each(asking.spell, range(1, asking.blank + 2), share=0.4)
        self.play(asking.strip.animate.light(asking.blank), FadeIn(asking.bars, asking.plot, asking.clock), share=0.15)
        self.play(*asking.ask(0), *self.note.turn_to(phrases.UNTRAINED), share=0.3)

    @beat(
        "Each step is one round: forward, loss, backward, update. After {at:,}, it says {said}.",
        notes="It says {then}. The right answer has {p_then}, so the loss is {loss_then}.",
    )
    def one_round(self) -> None:
        self.ring = one_round(self.exhibit, self.moment, self.theme, region=self.asking.body)
        self.play(FadeOut(self.asking.plot), FadeIn(self.ring[0]), *self.note.clear(), share=0.1)
        for turn, moment in enumerate(np.linspace(1, self.moment, TURNS).round().astype(int).tolist()):
            self.play(self.ring[0].animate.step_to(turn), *self.asking.ask(moment), share=0.6 / TURNS)
        self.play(FadeIn(self.ring[1]), *self.note.turn_to(phrases.ROUND), share=0.15)

    @beat("After {steps}, it answers {after}.", notes="The loss is {loss_after}.")
    def trained(self) -> None:
        chart, rest = self.asking.chart(self.moment), range(self.moment + 1, len(self.asking.steps))
        self.play(FadeOut(self.ring), FadeIn(chart), *self.note.turn_to(phrases.TRAINED), share=0.15)
        self.each(self.asking.follow, rest, share=0.5)
        self.play(self.asking.strip.animate.cover(), share=0.2)

    @beat("On {kept}, it scores {scores}.", notes="{familiar}. {other_way}{heart}")
    def operations(self) -> None:
        self.sweep()
        upper, lower = self.layout.stage.rows(3.1, 1.8, gap=0.2)
        paper = upper.place(Paper.of(self.exhibit, self.theme, region=upper))
        ranks = lower.place(grades(self.exhibit, self.theme, region=lower))
        self.play(FadeIn(paper, ranks), *self.note.turn_to(str(self.exhibit.facts["sample"])), share=0.1)
        self.each(lambda done: [paper.animate.answer(done)], range(1, paper.count + 1), share=0.45)
        self.play(ranks.animate.go_to(self.exhibit["exam_held"][-1]), share=0.2)

    @beat(
        "{middle} can only look back, at {seen}; {last} looks at {both}, and answers.",
        notes="An explainer has “plus” look at the numbers before and after it; this model sees only what came before.",
    )
    def attention(self) -> None:
        self.sweep()
        looking = Looking(self.exhibit, self.theme, region=self.layout.stage)
        note = self.note.turn_to("under each token: the share it gets from the head that looks there most")
        self.play(FadeIn(looking.strip), *note, share=0.06)
        for query, arcs in enumerate(looking.arcs):
            self.play(*looking.turn(query), share=0.08)
            self.add(looking.sides[query])
            self.each(looking.look(query), range(arcs.origin, -1, -1), share=0.3)

    @beat(
        "How many {things} lie nearest to a neighbour in {order}? At first {neighbours_first} of {drawn}, "
        "now {neighbours}.",
        notes="Along the line that orders them best, the rank correlation goes from {rank_first} to {rank}.",
    )
    def numbers(self) -> None:
        self.sweep()
        untangling = Untangling(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(untangling.thread, untangling.panel), share=0.08)
        self.play(untangling.thread.animate.put(strung=1), share=0.15)
        self.each(untangling.turn_to, self.places, share=0.55)

    @beat(
        "Nobody programmed this: {count} weights were nudged to lower one number, the loss.",
        notes="In {steps}.",
        loop=True,
    )
    def nothing(self) -> None:
        self.sweep()
        views = Views(self.exhibit, self.theme, region=self.layout.stage, clock=self.layout.footer)
        self.play(FadeIn(views), share=0.1)
        self.each(views.turn_to, self.places, share=0.65)
