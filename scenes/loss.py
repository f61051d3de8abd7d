"""How wrong was it? One number for a guess: minus the logarithm of what the right token got."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, Write

from gptanim import probe
from gptanim.measures import guesses
from gptanim.measures.text_loss import text_loss
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.segment import Segment, beat
from scenes.kit.words import shortened
from scenes.props.loss import phrases
from scenes.props.loss.pictures import Pictures
from scenes.props.loss.worked import EXAMPLE, FIVE, FIVE_FIRST, STOPS, paris

LONGEST, SHOWN = 9, 12  # letters of a text, bars of a guess


class Loss(Segment):
    """−log p, slid along, and then the real predictions of the run on it, before training and after."""

    title = "How wrong was it?"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run, *, text: str | None = None) -> Exhibit:
        """Put on the curve: a guess near 90 % and one near 2 %, then a held-out text before training and after."""
        text = text or probe.held_out_example(names, max_length=LONGEST)
        high, low = guesses.nearest(names, (STOPS[0], STOPS[-1]), longest=LONGEST - 2, most=SHOWN)
        found = text_loss(names, text, longest=LONGEST)
        told = phrases.of_text(found, shortened(text, LONGEST), names)
        said = phrases.of_worked_examples() | phrases.of_guesses(high, low) | told
        arrays = high.arrays("high") | low.arrays("low") | {"letters": np.array(names.tokenizer.labels)}
        return Exhibit(arrays | found.arrays(), said)

    def setup(self) -> None:
        """Guesses on the left, and on the right the curve of their losses."""
        self.show = show = Pictures(self.exhibit, self.theme, self.layout)
        self.board, self.dot = show.board, show.board.dot

    @beat(
        "The right token got {p_high} here, {p_low} there. The model cannot tell. How wrong was it?",
        notes="Two real guesses of our model on held-out texts. It does not know that it was wrong: we must tell it.",
        ask=True,
    )
    def two_guesses(self) -> None:
        self.play(FadeIn(self.show.high.strip, self.show.low.strip, shift=0.3 * DOWN), share=0.1)
        for panel in (self.show.high, self.show.low):
            self.play(panel.animate.weigh(), share=0.24)
            self.play(panel.animate.reveal(), share=0.18)

    @beat(
        "Minus the logarithm of that probability is its loss, or cross-entropy.",
        notes="Only what came next counts, not how the others share the rest. The logarithm is the natural one.",
    )
    def one_bar(self) -> None:
        self.play(self.show.high.animate.keep_marked(), self.show.low.animate.keep_marked(), share=0.2)
        self.play(FadeOut(self.show.low, shift=0.5 * DOWN), FadeIn(self.board.curve), share=0.1)
        self.play(Write(self.board.formula), self.board.curve.animate.draw(1), share=0.55)

    @beat(
        "Say “Paris” is right: 90% costs little, 42% more, and 2% screams {loss_2}.",
        notes="−log 0.90 = {loss_90}, −log 0.42 = {loss_42}, −log 0.10 = {loss_10}, −log 0.02 = {loss_2}.",
    )
    def slide(self) -> None:
        self.play(FadeOut(self.show.high), FadeIn(self.show.paris, self.dot, self.board.sum), share=0.1)
        self.add(self.board.trace, self.dot)
        for i, stop in enumerate(STOPS):
            self.play(self.show.paris.animate.give(paris(stop)), *self.board.pass_stop(i), share=0.16)
        self.play(self.board.scream(), share=0.14)

    @beat(
        "Steep near zero, flat near one: the worst mistakes matter most.",
        notes="From 2% to 90% the slope falls {steeper:.0f}-fold, so training mends confident errors first.",
    )
    def steep(self) -> None:
        self.play(*self.board.lean(), share=0.25)
        self.play(*self.board.straighten(), self.show.paris.animate.give(paris(STOPS[0])), share=0.6)

    @beat(
        "In another example, “five” got {p_five}: loss {five}, however the rest is shared.",
        notes="The explainer’s figures: {example}. Whether five is ahead or not, its loss is the same.",
    )
    def example(self) -> None:
        show, p = self.show, list(EXAMPLE.values())
        self.play(FadeOut(show.paris, self.board.tangents), FadeIn(show.five, self.board.sum), share=0.1)
        self.play(show.five.animate.give(p), *self.board.travel(p[FIVE]), share=0.3)
        for values in (FIVE_FIRST, p):
            self.play(show.five.animate.give(values), share=0.22)

    @beat(
        "Loss is surprise: none if rightly sure, {unknowing:.2f} if clueless, more if wrongly sure.",
        notes="Clueless is an even share for each of {size} tokens: log {size}. A high loss means wrong or unsure.",
    )
    def surprise(self) -> None:
        show, even, least = self.show, 1 / len(self.exhibit["letters"]), np.exp(-self.board.curve.y[1])
        self.play(FadeOut(show.five, self.board.formula), FadeIn(show.even), *self.board.travel(1), share=0.12)
        self.play(show.even.animate.be_unsure(), *self.board.travel(even), share=0.27)
        self.add(show.level.line, self.dot)
        self.play(FadeOut(self.board.sum), share=0.08)
        self.play(show.level.line.animate.draw(1), FadeIn(show.level.words), share=0.15)
        self.play(show.even.animate.be_wrong(least), self.dot.animate.go_to([least]), share=0.25)

    @beat(
        "“{text}” cost {before:.2f} a token untrained, {after:.2f} trained: we want it low everywhere.",
        notes="Untrained it is {near} knowing nothing. The goal is a low mean over all examples; {elsewhere}.",
    )
    def measured(self) -> None:
        show, (before, after) = self.show, self.exhibit["p"]
        self.play(FadeOut(show.even, self.dot), FadeIn(show.text.before, show.text), share=0.08)
        for count in np.linspace(0, len(before), 4)[1:].round():
            self.play(show.text.animate.read(before, count), share=0.08)
        self.play(FadeIn(show.means[0], shift=0.2 * UP), share=0.08)
        turn = FadeOut(show.text.before, shift=0.3 * UP), FadeIn(show.text.after, shift=0.3 * UP)
        self.play(*turn, show.text.animate.learn(after), show.means.own.animate.follow(after), share=0.3)
        self.play(FadeIn(show.means[1], shift=0.2 * UP), share=0.08)
        self.play(show.means.others.animate.go_to(float(self.exhibit.facts["val_after"])), share=0.12)
