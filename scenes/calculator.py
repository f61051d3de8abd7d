"""A calculator made of words: one question asked all through training, and what came to know the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

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

ELSEWHERE = "an explainer’s own example: {}"
SOURCE = (ELSEWHERE.format("loss 1.05 at 35%"), ELSEWHERE.format("94% and 0.06 after 1,000 examples"))


class Calculator(Segment):
    """The answer's probability grows; questions kept back are answered; attention and embeddings show how."""

    title = "A calculator nobody wrote"
    roles = ("calculator",)

    @classmethod
    def measure(cls, calculator: Run) -> Exhibit:
        """Ask one question (question.question) of all snapshots, and of some those kept back (inquiry.inquire)."""
        found = inquire(calculator)
        return Exhibit(found.arrays(), phrases.of(found))

    def setup(self) -> None:
        """The question above, bars at the left, the clock and the curve at the right; the footer is for notes."""
        self.asking = Asking(self.exhibit, self.theme, region=self.layout.stage)
        self.note = Placard(self.theme, region=self.layout.footer, colour=self.theme.muted)
        self.moment, self.end = int(self.exhibit["moment"]), len(self.exhibit["steps"])
        self.places = range(1, len(self.exhibit["moments"]))

    def each(self, moves: Callable[[int], list[Any]], places: Sequence[int], *, share: float) -> None:
        """Play what a method returns for each of these places, one after the other."""
        for place in places:
            self.play(*moves(place), share=share / len(places), rate_func=linear)

    def sweep(self) -> None:
        """Fade everything out but the heading."""
        self.note.clear()
        self.play(*(FadeOut(mobject) for mobject in self.mobjects if mobject is not self.heading), share=0.07)

    @beat("{question}: what comes next? Random weights bet on {before}.")
    def untrained(self) -> None:
        asking = self.asking
        self.add(asking.strip.let_see())
        self.each(asking.spell, range(1, asking.blank + 2), share=0.3)
        self.play(asking.strip.animate.light(asking.blank), FadeIn(asking.bars, asking.plot, asking.clock), share=0.2)
        self.play(*asking.ask(0), share=0.35)

    @beat("Train, and ask again and again. After {step}: {then}.")
    def halfway(self) -> None:
        self.add(self.asking.curve)
        self.each(self.asking.ask, range(1, self.moment + 1), share=0.85)

    @beat("Each step is one round: forward, {p_then} for the right answer; loss {loss_then}; backward; update.")
    def one_round(self) -> None:
        self.ring = one_round(self.exhibit, self.moment, self.theme, region=self.asking.body)
        gone = FadeOut(self.asking.plot, self.asking.curve)
        self.play(gone, FadeIn(self.ring[0]), *self.note.turn_to(SOURCE[0]), share=0.12)
        self.play(self.ring[0].animate.step_to(1), FadeIn(self.ring[1]), share=0.2)
        self.each(lambda station: [self.ring[0].animate.step_to(station)], (2, 3, 4), share=0.55)

    @beat("After {steps}, it answers {after}; the loss is {loss_after}.")
    def trained(self) -> None:
        self.play(FadeOut(self.ring), FadeIn(self.asking.plot, self.asking.curve), *self.note.clear(), share=0.1)
        self.each(self.asking.ask, range(self.moment + 1, self.end), share=0.5)
        self.play(self.asking.strip.animate.cover(), *self.note.turn_to(SOURCE[1]), share=0.25)

    @beat("{familiar}. What of {kept}? How many will it get right?", ask=True)
    def unseen(self) -> None:
        self.sweep()
        self.upper, self.below = self.layout.stage.rows(3.1, 1.8, gap=0.2)
        self.paper = Paper.of(self.exhibit, self.theme, width=self.upper.width, height=self.upper.height)
        self.add(self.layout.stage.place(self.paper))
        self.each(lambda seen: [self.paper.animate.let_see(seen)], range(1, self.paper.count + 1), share=0.75)
        self.play(*self.note.turn_to(str(self.exhibit.facts["other_way"])), share=0.1)

    @beat("Without a mistake: {scores}{heart}.")
    def operations(self) -> None:
        ranks, held = self.below.place(grades(self.exhibit, self.theme, region=self.below)), self.exhibit["exam_held"]
        note = self.note.turn_to(str(self.exhibit.facts["sample"]))
        self.play(self.paper.animate.move_to(self.upper.centre), FadeIn(ranks), *note, share=0.1)
        self.each(lambda done: [self.paper.animate.answer(done)], range(1, self.paper.count + 1), share=0.35)
        self.each(lambda place: [ranks.animate.go_to(held[place])], self.places, share=0.4)

    @beat(
        "An explainer’s “plus” looks at the numbers before and after. Ours, at {middle}, can only look back: {seen}. "
        "The answer forms at {last}: {both}."
    )
    def attention(self) -> None:
        self.sweep()
        looking = Looking(self.exhibit, self.theme, region=self.layout.stage)
        note = self.note.turn_to("under each token: the share it gets from the head that looks there most")
        self.play(FadeIn(looking.strip), *note, share=0.08)
        for query, arcs in enumerate(looking.arcs):
            self.play(*looking.turn(query), share=0.1)
            self.add(looking.sides[query])
            self.each(partial(looking.look, query), range(arcs.origin, -1, -1), share=0.32)

    @beat(
        "{things} order: a tangle at first. Trained, {neighbours} of {drawn} have a neighbour in that order as the "
        "nearest; along one line, their rank correlation is {rank}."
    )
    def numbers(self) -> None:
        self.sweep()
        untangling = Untangling(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(untangling.thread, untangling.panel), share=0.1)
        self.play(untangling.thread.animate.put(strung=1), share=0.25)
        self.each(untangling.turn_to, self.places, share=0.5)

    @beat("None of it was programmed: {count} weights, nudged in {steps}, to lower one number, the loss.", loop=True)
    def nothing(self) -> None:
        self.sweep()
        views = Views(self.exhibit, self.theme, region=self.layout.stage, clock=self.layout.footer)
        self.play(FadeIn(views), share=0.12)
        self.each(views.turn_to, self.places, share=0.65)
