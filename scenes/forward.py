"""A question flows through the network, from left to right."""

from __future__ import annotations

import numpy as np
from manim import linear

from gptanim.measures.lens import foremost, hits, read_out
from gptanim.measures.passage import continuations, passage
from gptanim.run import Run
from gptanim.stage import Exhibit, Fact
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.props.forward.flow import Flow
from scenes.props.forward.phrases import of_hits, of_passage, of_unit

LONGEST, DRAWN, TERMS, WORDS = 7, 6, 6, 5  # tokens with a lane; numbers of each; products; answers


class Forward(Segment):
    """The real activations of one prompt, stage by stage; one unit in numbers; and every stage read out."""

    title = "From left to right"
    roles = ("calculator",)

    @classmethod
    def measure(cls, calculator: Run, *, prompt: str | None = None) -> Exhibit:
        """Follow a prompt (passage) and read out its last token after each stage, as for the held-out texts (lens)."""
        found, right, labels = passage(calculator, prompt), hits(calculator), np.array(calculator.tokenizer.labels)
        shares, known = right.shares[list(found.kept)], sorted(continuations(calculator, found.prompt))
        best, p = foremost(read_out(calculator.last, found.streams[:, -1]), WORDS)  # (S, 5) each
        arrays = {"tokens": np.array(found.tokens[-LONGEST:]), "stages": np.array(found.stages), "shares": shares}
        arrays |= {"streams": found.directions[:, -LONGEST:, :DRAWN], "words": labels[best], "p": p}
        arrays |= {"attention": found.attention[:, -LONGEST:, -LONGEST:], "terms": (terms := found.terms(TERMS))}
        facts: dict[str, Fact] = {"prompt": found.prompt, "n_embd": (width := calculator.config.n_embd)}
        facts |= {"drawn": min(DRAWN, width), "vocab_size": len(labels), "others": width - len(terms)}
        facts |= {"right": known[0] if len(known) == 1 else "", "rest": found.unit.total - float(terms.prod(1).sum())}
        facts |= {**of_passage(found, calculator.config), **of_unit(found.unit)}
        return Exhibit(arrays, facts | of_hits(right, shares, labels[best[:, 0]].tolist(), float(p[-1, 0])))

    def setup(self) -> None:
        """Lay out the flow on the stage, and below it a place for notes."""
        self.flow = Flow(self.exhibit, self.theme, region=self.layout.stage)
        self.note = Placard(self.theme, region=self.layout.footer, colour=self.theme.muted)

    @beat(
        "“{prompt}” is cut into tokens; each becomes {n_embd} numbers.",
        notes="A token’s numbers are its embedding; {drawn} of them are drawn. The dot marks where the text starts.",
    )
    def tokens(self) -> None:
        self.add(self.flow.question)
        self.play(self.flow.question.animate.put(written=1), rate_func=linear, share=0.2)
        self.play(self.flow.question.animate.put(apart=1), share=0.15)
        signs = [("above zero", self.theme.predicted, True), ("below zero", self.theme.negative, True)]
        self.play(self.flow.question.animate.put(risen=1), *self.note.turn_to(Legend(signs, self.theme)), share=0.12)
        for count in range(1, self.flow.count + 1):
            self.play(self.flow.upto(count, "dropped"), run_time=self.each(0.4, self.flow.count))

    @beat(
        "Attention looks back: of the tokens before it, {last} takes most from {favourite}.",
        notes="{p_favourite}, the mean of all heads. Laid on its side, each column has a lane of its own.",
    )
    def attended(self) -> None:
        for count in range(1, self.flow.count + 1):
            self.play(self.flow.upto(count, "turned"), run_time=self.each(0.32, self.flow.count))
        self.add(self.flow.lanes)
        self.play(*self.flow.plan(1), share=0.12)
        self.play(*self.flow.change(flow=1), rate_func=linear, share=0.42)

    @beat("Next, the MLP: one of its units multiplies every number by a weight.", notes="The numbers come in scaled.")
    def multiply(self) -> None:
        self.play(*self.flow.plan(0, at=1, framed=1, alone=1), share=0.13)
        self.play(self.flow.open_unit(), share=0.22)
        for columns in (2, 3):
            self.play(self.flow.unroll(columns), rate_func=linear, share=0.25)

    @beat(
        "It adds them up and activates: {verdict}.", notes="The sum is {total}. Multiply, add, activate: that is all."
    )
    def activate(self) -> None:
        self.play(self.flow.unit.animate.put(added=len(self.flow.unit.products)), rate_func=linear, share=0.45)
        self.play(self.flow.unit.animate.put(fired=1), share=0.45)

    @beat("Every token does so, from left to right, through {layers}.", notes="There are {units} units in each layer.")
    def onward(self) -> None:
        self.play(self.flow.close_unit(), share=0.12)
        self.play(*self.flow.plan(1, framed=0, alone=0), share=0.12)
        self.play(*self.flow.change(flow=self.flow.last), rate_func=linear, share=0.66)

    @beat(
        "At the end, every token gets a probability: {answer}, {p_answer}.",
        notes="It comes from the last lane alone. There are {vocab_size} tokens; the likeliest are drawn.",
    )
    def output(self) -> None:
        self.play(*self.flow.change(at=self.flow.last, framed=1, alone=1), share=0.2)
        self.play(*self.flow.answer(), share=0.2)
        self.play(self.flow.answers.animate.put(grown=1), rate_func=linear, share=0.45)

    @beat(
        "Asked after each stage, {trend}: {first} at first, {after} at last.",
        notes="Here it would say {said}. The shares are of {cases}. Later stages are often called more abstract; "
        "what is measured here is how often they are right.",
    )
    def early(self) -> None:
        count = self.flow.last + 1
        self.add(self.flow.readings)
        self.play(*self.flow.change(low=1), share=0.12)
        for stage in range(count):
            self.play(*self.flow.read(stage), run_time=self.each(0.38, count))
        bars = Legend([(f"right, of {self.exhibit.facts['cases']}", self.theme.correct, True)], self.theme)
        for stage in range(count):
            note = self.note.turn_to(bars) if stage == 0 else []
            self.play(*note, self.flow.rate(stage), run_time=self.each(0.36, count))

    def each(self, share: float, count: int) -> float:
        """Return how long one of so many motions lasts when all together take that share of the beat."""
        return share * self.seconds[self.now.name] / count
