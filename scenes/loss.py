"""How wrong was it? One number for a guess: minus the logarithm of what the right token got."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, Write

from gptanim import probe
from gptanim.measures import answers, guesses
from gptanim.measures.text_loss import text_loss
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.segment import Segment, beat
from scenes.kit.words import shortened
from scenes.props.loss import phrases
from scenes.props.loss.pictures import Pictures
from scenes.props.loss.worked import EXAMPLE, FIVE, FIVE_FIRST, STOPS

LONGEST, SHOWN = 9, 12  # letters of a text, bars of a guess


class Loss(Segment):
    """−log p, slid along, and then the real predictions of the runs on it, before training and after."""

    title = "How wrong was it?"
    roles = ("names", "calculator")

    @classmethod
    def measure(cls, names: Run, calculator: Run, *, text: str | None = None) -> Exhibit:
        """Put on the curve: a guess near 90 % and one near 2 %, an answer while it is learned, a held-out text."""
        text = text or probe.held_out_example(names, max_length=LONGEST)
        high, low = guesses.nearest(names, (STOPS[0], STOPS[-1]), longest=LONGEST - 2, most=SHOWN)
        found, own = text_loss(names, text, longest=LONGEST), answers.learned(calculator)
        said = phrases.of_worked_examples() | phrases.of_guesses(high, low)
        said |= phrases.of_text(found, shortened(text, LONGEST), names) | phrases.of_answers(own, calculator)
        arrays = high.arrays("high") | low.arrays("low") | {"letters": np.array(names.tokenizer.labels)}
        return Exhibit(arrays | own.arrays() | found.arrays(), said)

    def setup(self) -> None:
        """Guesses on the left, and on the right the curve of their losses."""
        self.show = Pictures(self.exhibit, self.theme, self.layout)
        self.board, self.dot = self.show.board, self.show.board.dot

    @beat(
        "Two real guesses: what came next had got {p_high} in one, {p_low} in the other. "
        "The model does not know that it was wrong. How wrong was it?",
        ask=True,
    )
    def two_guesses(self) -> None:
        self.play(FadeIn(self.show.high.strip, self.show.low.strip, shift=0.3 * DOWN), share=0.1)
        for panel in (self.show.high, self.show.low):
            self.play(panel.animate.weigh(), share=0.24)
            self.play(panel.animate.reveal(), share=0.18)

    @beat("Only what came next counts. Its loss, or cross-entropy: minus the natural logarithm of its probability.")
    def one_bar(self) -> None:
        self.play(self.show.high.animate.keep_marked(), self.show.low.animate.keep_marked(), share=0.22)
        self.play(FadeOut(self.show.low, shift=0.5 * DOWN), FadeIn(self.board.curve), share=0.12)
        self.play(Write(self.board.formula), share=0.28)
        self.play(self.board.curve.animate.draw(1), share=0.28)

    @beat(
        "Say “Paris” is right. Given 90%, that is barely a mistake: {loss_90}. At 42%, {loss_42}; at 10%, {loss_10}. "
        "And 2% needs a number that screams: {loss_2}."
    )
    def slide(self) -> None:
        self.play(FadeOut(self.show.high), FadeIn(self.show.paris, self.dot, self.board.sum), share=0.12)
        self.add(self.board.trace, self.dot)
        for i, stop in enumerate(STOPS):
            self.play(self.show.paris.animate.give(stop), *self.board.pass_stop(i), share=0.15)
        self.play(self.board.scream(), share=0.15)

    @beat(
        "Steep near zero, flat near one: the slope falls {steeper:.0f}-fold. So mending the worst mistakes pays most."
    )
    def steep(self) -> None:
        self.play(*self.board.lean(), share=0.3)
        self.play(*self.board.straighten(), self.show.paris.animate.give(STOPS[0]), share=0.55)

    @beat("An explainer’s example: {example}. Five is right: its loss is {five}, however four and six share the rest.")
    def example(self) -> None:
        both, panel, p = self.show.answers, self.show.answers.example, np.array(list(EXAMPLE.values()))
        self.play(FadeOut(self.show.paris, self.board.tangents), FadeIn(both.asked, panel), share=0.12)
        self.play(panel.animate.weigh(p).judge(), FadeIn(self.board.sum), *self.board.travel(p[FIVE]), share=0.35)
        for values in (FIVE_FIRST, p):
            self.play(panel.animate.weigh(values), share=0.2)

    @beat("Measured in our own {machine}: {untrained}; {then}; {in_the_end}.")
    def own_answer(self) -> None:
        self.play(FadeIn(self.show.answers.own), share=0.1)
        for shares, p, step in zip(*(self.exhibit[key] for key in ("shares", "right_p", "steps")), strict=True):
            self.play(self.show.answers.own.animate.weigh(shares, step).judge(), *self.board.travel(p), share=0.26)

    @beat(
        "So loss is surprise: 0 when sure and right. Unsure, all {size} tokens alike: log {size}, or {unknowing:.2f}. "
        "Sure and wrong: more still."
    )
    def surprise(self) -> None:
        show, even, least = self.show, 1 / int(self.exhibit.facts["size"]), np.exp(-self.board.curve.y[1])
        self.play(FadeOut(show.answers, self.board.formula), FadeIn(show.even), *self.board.travel(1), share=0.15)
        self.play(show.even.animate.be_unsure(), *self.board.travel(even), share=0.3)
        self.add(show.level.line, self.dot)
        self.play(show.level.line.animate.draw(1), FadeIn(show.level.words), FadeOut(self.board.sum), share=0.2)
        self.play(show.even.animate.be_wrong(least), self.dot.animate.go_to([least]), share=0.25)

    @beat("Now real ones: untrained, the tokens of “{text}” cost {before:.2f} on average, {near} knowing nothing.")
    def measured(self) -> None:
        show, p = self.show, self.exhibit["p"][0]
        self.play(FadeOut(show.even, self.dot), FadeIn(show.text.before, show.text), share=0.1)
        for count in np.linspace(0, len(p), 5)[1:].round():
            self.play(show.text.animate.read(p, count), share=0.16)
        self.play(FadeIn(show.means[0], shift=0.2 * UP), share=0.12)

    @beat("After training: {after:.2f}. The goal is a low mean over all training examples; {elsewhere}.")
    def trained(self) -> None:
        show, p, mean = self.show, self.exhibit["p"][1], float(self.exhibit.facts["val_after"])
        self.play(FadeOut(show.text.before, shift=0.3 * UP), FadeIn(show.text.after, shift=0.3 * UP), share=0.1)
        self.play(show.text.animate.learn(p), show.means.own.animate.follow(p), share=0.45)
        self.play(FadeIn(show.means[1], shift=0.2 * UP), share=0.1)
        self.play(show.means.others.animate.go_to(mean), share=0.2)
