"""A calculator made of words: one question asked all through training, and what came to know the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
        self.moment, self.places = int(self.exhibit["moment"]), range(1, len(self.exhibit["moments"]))

    def each(self, moves: Callable[[int], list[Any]], places: Sequence[int], *, share: float) -> None:
        """Play what a method returns for each of these places, one after the other."""
        for place in places:
            self.play(*moves(place), share=share / len(places), rate_func=linear)

    def sweep(self, note: str = "") -> None:
        """Fade everything out but the heading, and write a note."""
        gone = [FadeOut(mobject) for mobject in self.mobjects if mobject is not self.heading]
        self.note.clear()
        self.play(*gone, *(self.note.turn_to(note) if note else []), share=0.07)

    @beat("{question}: what comes next? Random weights bet on {before}.")
    def untrained(self) -> None:
        asking = self.asking
        self.add(asking.strip.let_see(), asking.curve)
        self.each(asking.spell, range(1, asking.blank + 2), share=0.3)
        self.play(asking.strip.animate.light(asking.blank), FadeIn(asking.bars, asking.plot, asking.clock), share=0.2)
        self.play(*asking.ask(0), *self.note.turn_to(phrases.UNTRAINED), share=0.45)

    @beat("Train, and ask again and again. After {step}: {then}.")
    def halfway(self) -> None:
        self.each(self.asking.ask, range(1, self.moment + 1), share=0.85)

    @beat("Each step is one round: forward, {p_then} for the right answer; loss {loss_then}; backward; update.")
    def one_round(self) -> None:
        self.ring = one_round(self.exhibit, self.moment, self.theme, region=self.asking.body)
        self.play(FadeOut(self.asking.plot, self.asking.curve), FadeIn(self.ring[0]), share=0.12)
        self.play(self.ring[0].animate.step_to(1), FadeIn(self.ring[1]), *self.note.turn_to(phrases.ROUND), share=0.2)
        self.each(lambda station: [self.ring[0].animate.step_to(station)], (2, 3, 4), share=0.55)

    @beat("After {steps}, it answers {after}; the loss is {loss_after}.")
    def trained(self) -> None:
        self.play(FadeOut(self.ring), FadeIn(self.asking.plot, self.asking.curve), *self.note.clear(), share=0.1)
        self.each(self.asking.ask, range(self.moment + 1, len(self.asking.steps)), share=0.5)
        self.play(self.asking.strip.animate.cover(), *self.note.turn_to(phrases.TRAINED), share=0.25)

    @beat("{familiar}. How many of {kept} will it get right?", ask=True)
    def unseen(self) -> None:
        self.sweep(str(self.exhibit.facts["other_way"]))
        self.upper, self.below = self.layout.stage.rows(3.1, 1.8, gap=0.2)
        self.paper = self.layout.stage.place(Paper.of(self.exhibit, self.theme, region=self.upper))
        self.each(lambda seen: [self.paper.animate.let_see(seen)], range(1, self.paper.count + 1), share=0.8)

    @beat("Without a mistake: {scores}{heart}.")
    def operations(self) -> None:
        ranks, held = self.below.place(grades(self.exhibit, self.theme, region=self.below)), self.exhibit["exam_held"]
        note = self.note.turn_to(str(self.exhibit.facts["sample"]))
        self.play(self.paper.animate.move_to(self.upper.centre), FadeIn(ranks), *note, share=0.1)
        self.each(lambda done: [self.paper.animate.answer(done)], range(1, self.paper.count + 1), share=0.32)
        self.each(lambda place: [ranks.animate.go_to(held[place])], self.places, share=0.4)

    @beat(
        "An explainer’s “plus” looks at numbers before and after it. Our {middle} can only look back: {seen}. "
        "The answer forms at {last}: {both}."
    )
    def attention(self) -> None:
        self.sweep("under each token: the share it gets from the head that looks there most")
        looking = Looking(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(looking.strip), share=0.06)
        for query, arcs in enumerate(looking.arcs):
            self.play(*looking.turn(query), share=0.08)
            self.add(looking.sides[query])
            self.each(looking.look(query), range(arcs.origin, -1, -1), share=0.32)

    @beat(
        "{things} order. Untrained, {neighbours_first} of {drawn} have a neighbour in that order as the nearest; "
        "trained, {neighbours}. Along one line, rank correlation {rank}."
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
