"""Whose fault was it? A wrong answer, and its true gradient running back through the network, stage by stage."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut, linear

from gptanim.measures.case import investigate
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.label import Label
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.props.blame.court import Court
from scenes.props.blame.phrases import STAGES, of_answer, of_stages, of_weight

ELSEWHERE = {"tokenizer": 0.05, "embeddings": 0.15, "attention": 0.30, "output": 0.50}  # an explainer's figures
NUDGE = 0.01


class Blame(Segment):
    """The last answer that a run gets wrong; blame flows back; each stage gets its share, and one weight is tried."""

    title = "Who is to blame?"
    roles = ("calculator",)

    @classmethod
    def measure(cls, calculator: Run) -> Exhibit:
        """Blame the weights for one prediction (mistake.mistake), at the moment of the mistake and all the others."""
        case = investigate(calculator, NUDGE)
        said = of_answer(case) | of_stages(case, ELSEWHERE) | of_weight(case, calculator.config, NUDGE)
        return Exhibit(case.arrays(), {**said, **case.numbers()})

    def setup(self) -> None:
        """Lay out the court, and below it a place for notes."""
        others = np.array([ELSEWHERE.get(stage, -1.0) for stage in STAGES])
        self.court = Court(self.exhibit, STAGES, others, self.theme, layout=self.layout)
        self.web, self.bars, self.stages = self.court.web, self.court.bars, self.court.stages
        self.note = Placard(self.theme, region=self.layout.footer, colour=self.theme.muted)

    @beat("After {step}, the model has read {read}. {answer}")
    def wrong(self) -> None:
        self.add(self.web, self.bars)
        note = self.note.turn_to(str(self.exhibit.facts["drawn"]))
        self.play(self.web.animate.put(grown=1), FadeIn(self.court.clock), *note, share=0.3, rate_func=linear)
        self.play(self.web.animate.put(sent=1), self.bars.animate.put(shown=1), share=0.4, rate_func=linear)
        self.play(self.web.animate.put(told=np.ones(len(self.web.answers))), share=0.15)

    @beat("The loss is {loss:.2f}, and {count} weights had a hand in it. Which stage is the guiltiest?", ask=True)
    def who(self) -> None:
        self.play(FadeIn(self.court.loss), share=0.12)
        for stage in range(len(STAGES) + 1):  # the last time none, for that would be an answer
            self.play(*self.court.name(stage), share=0.12)

    @beat(
        "Backpropagation asks every weight: were you greater, how would the loss move? "
        "The answers are slopes, called gradients. It works from right to left."
    )
    def backward(self) -> None:
        note = self.note.turn_to("by the chain rule, backwards; in PyTorch one line: loss.backward()")
        self.play(self.web.animate.put(blamed=1), *note, share=0.88, rate_func=linear)

    @beat("Guiltiest stage here: {guiltiest}, with {share:.0%} of the squared gradient; {others}.")
    def shares(self) -> None:
        room = self.note.turn_to("red: steep; each stage’s share of all squared gradients")
        self.play(self.web.animate.put(tall=0), *room, share=0.18)
        for count in range(1, len(STAGES)):
            self.play(self.court.rank(count), share=0.14)
        self.play(*self.court.name(int(self.bars.values.argmax())), share=0.14)

    @beat("An explainer’s picture says: {source}. Its figures, not ours: a tokenizer has no weights.")
    def elsewhere(self) -> None:
        ours, its = ("this run, measured", self.theme.blame), ("an explainer’s figures, for its own", self.theme.muted)
        legend = Legend([(*ours, True), (*its, False)], self.theme)
        self.play(*self.note.turn_to(legend), *self.court.name(-1), share=0.1)
        for i in self.stages:
            self.play(self.bars.animate.put(beside=self.stages <= i), share=0.155)

    @beat(
        "Every weight has a gradient of its own. Here is the steepest of each layer of edges; "
        "the guiltiest {of}: {gradient}."
    )
    def guiltiest(self) -> None:
        suspects = self.court.suspects()
        self.play(FadeIn(self.court.tag), share=0.06)
        for edge in suspects:
            self.play(*self.court.point_at(edge), share=0.8 / len(suspects))

    @beat(
        "Adding {size} to it should move the loss by {promised}. Tried: {tried}. "
        "The steeper its gradient, the more a weight should change."
    )
    def tried(self) -> None:
        facts, loss = self.exhibit.facts, self.court.loss
        words = f"promised: {facts['size']} × {facts['gradient']} = {facts['promised']}      tried: {facts['tried']}"
        sums = Label(words, self.theme, colour=self.theme.muted, size=self.theme.label_size).hidden()
        self.play(*self.note.turn_to(sums), share=0.06)
        self.play(sums.animate.write(), rate_func=linear, share=0.45)
        self.play(loss.animate.go_to(loss.value + float(self.exhibit["tried"])).scale(1.15), share=0.25)
        self.play(loss.animate.scale(1 / 1.15), share=0.12)

    @beat(
        "Blame moves. Untrained, it is {before}, with {share_before:.0%}; after {steps}, {after}: {share_after:.0%}. "
        "Meanwhile the loss went from {loss_before:.2f} to {loss_after:.2f}."
    )
    def over_training(self) -> None:
        count = len(self.court.series)
        alone = self.bars.animate.put(beside=0 * self.stages, ceiling=self.court.series.max())
        note = self.note.turn_to("red: beside the steepest edge of the moment")
        self.play(self.web.animate.put(spot=0 * self.web.spot), alone, FadeOut(self.court.tag), *note, share=0.1)
        for moment in range(count):
            time = 0.78 * self.seconds[self.now.name] / count
            self.play(*self.court.turn_to(moment), run_time=time, rate_func=linear)
