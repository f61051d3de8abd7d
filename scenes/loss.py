"""How wrong was it? One number for a guess: minus the logarithm of what the right token got."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, Write

from gptanim import probe
from gptanim.measures import guesses
from gptanim.measures.text_loss import text_loss
from gptanim.run import Run
from gptanim.stage import Exhibit, Fact
from scenes.kit.segment import Segment, beat
from scenes.kit.words import compared, shortened, whole_percent
from scenes.props.loss.board import LossBoard
from scenes.props.loss.guesses import EvenPanel, GuessPanel, WorkedPanel
from scenes.props.loss.level import LossLevel
from scenes.props.loss.numbers import MeanLosses
from scenes.props.loss.text_panel import TextPanel

STOPS = (0.90, 0.42, 0.10, 0.02)  # worked values of the curve
EXAMPLE = {"four": 0.47, "five": 0.42, "six": 0.11}  # a worked example, no prediction of the run
FIVE_FIRST = (0.30, 0.42, 0.28)  # the same with "five" ahead of the others
LONGEST, SHOWN = 9, 12  # letters of a text, bars of a guess


class Loss(Segment):
    """−log p, slid along, and then the real predictions of the run on it, before training and after."""

    title = "How wrong was it?"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run, *, text: str | None = None) -> Exhibit:
        """Place a held-out text on the curve, and find guesses that gave the right token nearly 90 % and 2 %."""
        text = text or probe.held_out_example(names, max_length=LONGEST)
        high, low = guesses.nearest(names, (STOPS[0], STOPS[-1]), longest=LONGEST - 2, most=SHOWN)
        found = text_loss(names, text, longest=LONGEST)
        arrays = {"tokens": np.array(found.tokens), "p": found.p, "letters": np.array(names.tokenizer.labels)}
        arrays |= {"top": np.array(found.axis_top), "slides": np.array([high.with_share(stop) for stop in STOPS])}
        facts: dict[str, Fact] = {f"loss_{100 * stop:.0f}": -float(np.log(stop)) for stop in STOPS}
        facts |= {"steeper": STOPS[0] / STOPS[-1], "five": -float(np.log(EXAMPLE["five"]))}
        facts |= {"p_high": whole_percent(high.p), "p_low": whole_percent(low.p), "text": shortened(text, LONGEST)}
        facts |= found.facts() | {"near": compared(found.means[0], found.unknowing, within=0.4)}
        facts["others"] = "texts it never saw" if names.corpus.held_out != names.corpus.train else "all its texts"
        return Exhibit(arrays | high.arrays("high") | low.arrays("low"), facts)

    def setup(self) -> None:
        """Two halves: a guess on the left; another, later the curve, on the right."""
        self.left, right = self.layout.stage.split(1, 1, gap=0.7)
        self.high = GuessPanel(self.exhibit, "high", self.theme, region=self.left)
        self.low = GuessPanel(self.exhibit, "low", self.theme, region=right)
        self.board = LossBoard(STOPS, self.theme, top=float(self.exhibit["top"]), region=right)
        self.curve, self.dot, self.slides = self.board.curve, self.board.dot, self.exhibit["slides"]

    @beat(
        "Two real guesses: what came next had got {p_high} in one, {p_low} in the other. How much worse is that?",
        ask=True,
    )
    def two_guesses(self) -> None:
        self.play(FadeIn(self.high.strip, self.low.strip, shift=0.3 * DOWN), share=0.1)
        for panel in (self.high, self.low):
            self.play(panel.animate.weigh(), share=0.2)
            self.play(panel.animate.reveal(), share=0.2)

    @beat("Only the bar of what came next counts. Its loss: minus the natural logarithm of its probability.")
    def one_bar(self) -> None:
        self.play(self.high.animate.keep_marked(), self.low.animate.keep_marked(), share=0.25)
        self.play(FadeOut(self.low, shift=0.5 * DOWN), FadeIn(self.curve), share=0.12)
        self.play(Write(self.board.formula), share=0.25)
        self.play(self.curve.animate.draw(1), share=0.3)

    @beat(
        "Let that bar shrink. At 90%, the loss is {loss_90:.2f}; at 42%, {loss_42:.2f}; "
        "at 10%, {loss_10:.2f}; at 2%, {loss_2:.2f}."
    )
    def slide(self) -> None:
        self.play(self.high.bars.animate.go_to(self.slides[0]), FadeIn(self.dot, self.board.sum), share=0.12)
        self.add(self.board.trace, self.dot)
        for i, shares in enumerate(self.slides):
            self.play(self.high.bars.animate.go_to(shares), *self.board.pass_stop(i), share=0.19)

    @beat(
        "Flat near certainty, steep near zero: the slope at 2% is {steeper:.0f} times that at 90%. "
        "Mending the worst mistakes pays most."
    )
    def steep(self) -> None:
        tangents, (first, *_, last) = self.board.tangents, STOPS
        self.play(FadeOut(self.board.trace), self.dot.animate.let_see(rods=0), FadeOut(self.board.sum), share=0.1)
        self.add(tangents)
        self.play(tangents.animate.let_see(leaning=1, noted=[1, 0]), share=0.22)
        slid = tangents.let_see(visible=1).animate.go_to([last, first]).let_see(noted=1)
        self.play(slid, self.dot.animate.go_to([first]), self.high.bars.animate.go_to(self.slides[0]), share=0.55)

    @beat(
        "A worked example: “two plus three equals”. Five gets 42%, so the loss is {five:.2f}, "
        "whatever four and six get."
    )
    def example(self) -> None:
        p, five = np.array(list(EXAMPLE.values())), EXAMPLE["five"]
        places = {"region": self.left, "footer": self.layout.footer}
        self.worked = WorkedPanel("two plus three equals …", list(EXAMPLE), self.theme, **places)
        self.play(FadeOut(self.high, self.board.tangents), FadeIn(self.worked), share=0.12)
        slid, total = self.dot.animate.go_to([five]).let_see(rods=1), self.board.sum.follow(five)
        self.play(self.worked.bars.animate.go_to(p).mark(1), slid, FadeIn(total), share=0.3)
        for values in (np.array(FIVE_FIRST), p):
            self.play(self.worked.bars.animate.go_to(values), share=0.22)

    @beat(
        "Loss is surprise: 0 when sure and right. Knowing nothing among {size} tokens, it is log {size}, "
        "or {unknowing:.2f}."
    )
    def surprise(self) -> None:
        size, unknowing = int(self.exhibit.facts["size"]), float(self.exhibit.facts["unknowing"])
        self.even = EvenPanel(self.exhibit["letters"].tolist(), self.theme, region=self.left)
        self.level = LossLevel(self.curve, unknowing, f"log {size} = {unknowing:.2f}")
        self.play(FadeOut(self.worked, self.board.formula, self.board.sum), FadeIn(self.even.bars), share=0.1)
        self.play(self.dot.animate.go_to([1]).let_see(noted=1, rods=1), share=0.2)
        self.play(self.even.bars.animate.go_to(np.full(size, 1 / size)), self.dot.animate.go_to([1 / size]), share=0.3)
        self.add(self.level.line, self.dot)
        drawn, quiet = self.level.line.animate.draw(1), self.dot.animate.let_see(noted=0)
        self.play(drawn, quiet, FadeIn(self.level.words, self.even.share), share=0.25)

    @beat(
        "Now real ones: before training, the tokens of “{text}” cost {before:.2f} on average, {near} knowing nothing."
    )
    def measured(self) -> None:
        facts, tokens, p = self.exhibit.facts, self.exhibit["tokens"].tolist(), self.exhibit["p"][0]
        self.panel = TextPanel(tokens, self.curve, self.theme, region=self.left)
        self.means = MeanLosses(p, float(facts["val_before"]), str(facts["others"]), self.theme)
        self.level.seat(self.means)
        self.play(FadeOut(self.even, self.dot), FadeIn(self.panel.before, self.panel), share=0.1)
        for count in np.linspace(0, len(p), 5)[1:].round():
            self.play(self.panel.animate.read(p, count), share=0.15)
        self.play(FadeIn(self.means[0], shift=0.2 * UP), share=0.15)

    @beat(
        "After training: {after:.2f}. Training aims at a low mean over its training texts; "
        "over {others}, it went from {val_before:.2f} to {val_after:.2f}."
    )
    def trained(self) -> None:
        p = self.exhibit["p"][1]
        self.play(FadeOut(self.panel.before, shift=0.3 * UP), FadeIn(self.panel.after, shift=0.3 * UP), share=0.1)
        self.play(self.panel.animate.learn(p), self.means.own.animate.follow(p), share=0.45)
        self.play(FadeIn(self.means[1], shift=0.2 * UP), share=0.08)
        self.play(self.means.others.animate.go_to(float(self.exhibit.facts["val_after"])), share=0.3)
