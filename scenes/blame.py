"""Whose fault was it? A wrong answer, and its true gradient running back through the network, stage by stage."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut, linear

from gptanim.measures.case import investigate
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.props.blame.court import Court
from scenes.props.blame.phrases import STAGES, of_answer, of_stages, of_weight

ELSEWHERE = {"tokenizer": 0.05, "embeddings": 0.15, "attention": 0.30, "output": 0.50}  # an explainer's figures


class Blame(Segment):
    """The last answer that a run gets wrong; blame flows back; each stage gets its share, each weight its own."""

    title = "Who is to blame?"
    roles = ("calculator",)

    @classmethod
    def measure(cls, calculator: Run) -> Exhibit:
        """Blame the weights for one prediction (mistake.mistake), at the moment of the mistake and all the others."""
        case = investigate(calculator)
        said = of_answer(case) | of_stages(case, ELSEWHERE) | of_weight(case, calculator.config)
        return Exhibit(case.arrays(), {**said, **case.numbers()})

    def setup(self) -> None:
        """Lay out the court, and below it a place for notes."""
        others = np.array([ELSEWHERE.get(stage, -1.0) for stage in STAGES])
        self.court = Court(self.exhibit, STAGES, others, self.theme, layout=self.layout)
        self.web, self.bars, self.stages = self.court.web, self.court.bars, self.court.stages
        self.note = Placard(self.theme, region=self.layout.footer, colour=self.theme.muted)

    @beat(
        "After {step}, our model reads {read} {verdict}",
        notes="{answer} The loss is {loss:.2f}.",
    )
    def wrong(self) -> None:
        self.add(self.web, self.bars)
        note = self.note.turn_to(str(self.exhibit.facts["drawn"]))
        self.play(self.web.animate.put(grown=1), FadeIn(self.court.clock), *note, share=0.25, rate_func=linear)
        self.play(self.web.animate.put(sent=1), self.bars.animate.put(shown=1), share=0.4, rate_func=linear)
        self.play(self.web.animate.put(told=np.ones(len(self.web.answers))), FadeIn(self.court.loss), share=0.15)

    @beat(
        "{count} weights took part. Which failed: attention, the output, another stage?",
        notes="Did attention miss a word, or did the output choose badly? Let the audience point at a stage.",
        ask=True,
    )
    def who(self) -> None:
        for stage in range(len(STAGES) + 1):  # the last time none, for that would be an answer
            self.play(*self.court.name(stage), share=0.14)

    @beat(
        "Working backward, we ask each weight: nudged up, how does the loss move? That is its gradient.",
        notes="Backpropagation is the chain rule, from right to left: the slopes along a path multiply.",
    )
    def backward(self) -> None:
        note = self.note.turn_to("backpropagation: the chain rule from right to left; in PyTorch, loss.backward()")
        self.play(*note, share=0.08)
        self.play(self.web.animate.put(blamed=1), share=0.8, rate_func=linear)

    @beat(
        "Here, {guiltiest} has {share:.0%} of the blame; outlined are an explainer’s figures, not ours.",
        notes="Measured: {share:.0%}, then {others} of the squared gradient. The explainer says {source}; "
        "those are its figures, for its own picture. Our tokenizer has no weights to blame.",
    )
    def shares(self) -> None:
        ours, its = ("squared gradient, measured", self.theme.blame), ("an explainer’s figures", self.theme.muted)
        legend = Legend([(*ours, True), (*its, False)], self.theme)
        self.play(self.web.animate.put(tall=0), *self.note.turn_to(legend), share=0.14)
        for count in range(1, len(STAGES)):
            self.play(self.court.rank(count), share=0.09)
        self.play(*self.court.name(int(self.bars.values.argmax())), share=0.12)
        self.play(self.bars.animate.put(beside=1 + 0 * self.stages), share=0.22)

    @beat(
        "Every weight has its own gradient; the steepest {of}, {gradient}, should change most.",
        notes="Shown is the steepest of each layer of edges, from right to left. The redder an edge, the steeper.",
    )
    def guiltiest(self) -> None:
        suspects = self.court.suspects()
        self.play(FadeIn(self.court.tag), *self.court.name(-1), share=0.06)
        for edge in suspects:
            self.play(*self.court.point_at(edge), share=0.8 / len(suspects))

    @beat(
        "And blame {moves}.",
        notes="Untrained, the guiltiest stage has {share_before:.0%}; after {steps}, {share_after:.0%}. "
        "Meanwhile the loss went from {loss_before:.2f} to {loss_after:.2f}.",
    )
    def over_training(self) -> None:
        count = len(self.court.series)
        alone = self.bars.animate.put(beside=0 * self.stages, ceiling=self.court.series.max())
        note = self.note.turn_to("red: beside the steepest edge of the moment")
        self.play(self.web.animate.put(spot=0 * self.web.spot), alone, FadeOut(self.court.tag), *note, share=0.1)
        for moment in range(count):
            time = 0.78 * self.seconds[self.now.name] / count
            self.play(*self.court.turn_to(moment), run_time=time, rate_func=linear)
