"""The whole loop: one real step of a training through its eight stages, then ten of them, then all."""

from __future__ import annotations

from typing import Any

from manim import FadeIn, FadeOut, linear
from manim.utils.rate_functions import ease_in_quad

from gptanim.measures.one_step import one_step
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.props.loop.phrases import of_step
from scenes.props.loop.reading import Changes
from scenes.props.loop.stations import BLAMED, STAGES, Stations

LONGEST, LAPS, POINTS, BLUR = 9, 10, 300, 24  # letters; laps that are counted; points of the loss; laps that are not


class Loop(Segment):
    """Eight stations around the stage; what stands at each of them is large in the middle."""

    title = "One step, then all of them"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        """Train up to the middle one of the snapshots again, and look at the next step (one_step) and LAPS more."""
        step = one_step(names, more=LAPS, longest=LONGEST)
        return Exhibit(step.arrays() | step.course(POINTS), of_step(step))

    def setup(self) -> None:
        """The ring around the stage, and in its middle, one after the other, what its stations hold."""
        self.at = Stations(self.exhibit, self.theme, region=self.layout.stage)
        self.note, self.ring = Placard(self.theme, region=self.layout.footer), self.at.ring

    def arrive(self, stage: str, *changes: Any, note: str = "", share: float = 0.2) -> None:
        """Let the light run on to a stage while the middle changes, with a note in the footer or none."""
        said = self.note.turn_to(note.format(**self.exhibit.facts)) if note else self.note.clear()
        self.play(self.ring.animate.step_to(STAGES.index(stage)), *changes, *said, share=share)

    def flow(self, changes: Changes, *, count: int = 0, share: float) -> None:
        """Play changes one after the other, as many as there are groups of tokens or ``count``, in that share."""
        for some in changes:
            self.play(*some, share=share / (count or len(self.at.reading.groups)))

    @beat("Predict, measure, adjust: one step in full has eight stages.")
    def eight(self) -> None:
        self.play(FadeIn(self.at.cycle), share=0.08)
        self.play(self.at.cycle.animate.step_to(3), share=0.27)
        self.add(self.ring, self.at.batch)
        self.play(FadeOut(self.at.cycle, scale=1.6), self.ring.animate.let_see(len(STAGES)), share=0.25)
        seen = self.note.turn_to(self.at.seen)
        self.play(FadeIn(self.at.clock), self.at.batch.animate.let_see(1), *seen, share=0.25)

    @beat("Tokenize: every letter of “{text}” becomes a number.")
    def tokenized(self) -> None:
        self.play(self.at.batch.animate.mark(0), share=0.15)
        gone, come = FadeOut(self.at.clock, self.at.batch), FadeIn(self.at.reading.strip)
        self.arrive("tokenize", gone, come, note="letter → number")
        self.add(self.at.reading.ids)
        self.flow(self.at.reading.numbered(), share=0.5)

    @beat("Embed: each fetches its row, and its place adds another.")
    def embedded(self) -> None:
        self.arrive("embed", *self.at.reading.rise(), note="row of the letter")
        self.add(self.at.reading.columns.drop())
        self.flow(self.at.reading.unrolled(), share=0.4)
        self.play(self.at.reading.placed(), *self.note.turn_to("row of the letter + row of its place"), share=0.25)

    @beat("Attend: the last letter looks back for what may help.")
    def attended(self) -> None:
        self.arrive("attend", *self.at.reading.sink(), note="attention of the last letter, mean of all heads")
        self.add(self.at.reading.arcs.grow(), self.at.reading.shares)
        self.flow(self.at.reading.looked(), share=0.65)

    @beat("Transform: {fired} of {units} units fire and add what they say.")
    def transformed(self) -> None:
        self.arrive("transform", *self.at.reading.leave(), note="the last MLP, after {read}")
        self.flow(self.at.mlp.grown(), count=3, share=0.65)

    @beat("Predict: what really comes, {next}, gets {share}.", notes="After {read}, {expected}.")
    def predicted(self) -> None:
        self.arrive("predict", FadeOut(self.at.mlp), FadeIn(self.at.bars), note="what comes after {read}?")
        self.flow(self.at.guessed(), count=2, share=0.65)

    @beat("Measure: minus the logarithm of that is the loss, {loss:.2f}.")
    def measured(self) -> None:
        one = self.at.surprise
        self.arrive("measure", FadeOut(self.at.bars), FadeIn(one), note=one.elsewhere)
        self.flow(one.found(), count=2, share=0.5)
        self.play(FadeIn(one.note), share=0.15)

    @beat("Backpropagate: each of {n_params:,} weights gets its share of the blame.")
    def backpropagated(self) -> None:
        gone, note = self.at.surprise.leave(), "share of the squared gradient, by stage"
        self.arrive("backpropagate", gone, FadeIn(self.at.blame), note=note)
        self.flow(self.at.accused(), count=len(BLAMED), share=0.65)

    @beat("Update: {optimizer} nudges them all, and the batch’s loss {batch_goes}.")
    def updated(self) -> None:
        self.play(FadeOut(self.at.blame), self.ring.animate.redden(), share=0.1)
        self.arrive("update", FadeIn(self.at.nudge), note="{slope_text}")
        self.flow(self.at.nudge.moved(), count=2, share=0.6)

    @beat("Then the next batch, and round again.", notes="After {laps}, the loss on “{text}” {text_went}.")
    def ten_steps(self) -> None:
        self.play(FadeOut(self.at.nudge), FadeIn(self.at.laps), *self.note.clear(), share=0.15)
        spin = self.ring.animate.step_to(len(STAGES) * self.at.laps.count, tail=1.5)
        self.play(spin, *self.at.laps.run_to(self.at.laps.pause), rate_func=ease_in_quad, share=0.7)

    @beat("In {steps:,} steps, the loss {whole_went}.")
    def all_steps(self) -> None:
        self.play(self.at.laps.widen(), share=0.15)
        spin = self.ring.animate.step_to(self.ring.at + len(STAGES) * BLUR, tail=len(STAGES))
        self.play(spin, *self.at.laps.run_to(self.at.laps.steps), rate_func=linear, share=0.7)
