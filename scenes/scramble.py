"""Random weights say random things."""

from __future__ import annotations

import numpy as np
from manim import UP, FadeIn, FadeOut

from gptanim.measures.scrambles import scrambles
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.answers import Answers
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.segment import Segment, beat
from scenes.kit.words import quoted

SEEDS = 8
BLOCK = (9, 14)  # rows and columns of the weights that are drawn
TOP = 5
LEGENDS = ("some of its weights, all of them random", "what each of them says", "what the right answer got from each")


class Scramble(Segment):
    """One question to several networks that learned nothing, each with random weights of its own."""

    title = "A network that knows nothing"
    roles = ("scrambled",)

    @classmethod
    def measure(cls, scrambled: Run) -> Exhibit:
        """Ask SEEDS fresh networks of the run's shape (scrambles.scrambles)."""
        found = scrambles(scrambled, SEEDS)
        words = {"prompt": found.prompt, "answer_word": found.answer}
        spoken = {"answer": quoted(found.answer), "said": quoted(str(found.said[0]))}
        return Exhibit(found.arrays(top=TOP, block=BLOCK), {**words, **spoken, **found.numbers()})

    def setup(self) -> None:
        """Put the question above, the weights at the left and what they say at the right."""
        theme, exhibit = self.theme, self.exhibit
        self.above, below = self.layout.stage.rows(1, 3.6)
        left, right = below.columns(1, 1)
        self.strip = self.layout.stage.place(
            TokenStrip(exhibit["tokens"].tolist(), theme, width=self.above.width, cell=2)
        )
        full = float(np.abs(exhibit["weights"]).max())
        self.weights = left.place(Heatmap(exhibit["weights"][0], theme, full=full, colour=theme.predicted).reveal(0))
        self.says = right.place(
            Answers(exhibit["words"].tolist(), exhibit["p"], theme, width=right.width, height=0.95 * right.height).grow(
                0
            )
        )
        answer = str(exhibit.facts["answer_word"])
        pages = [exhibit["words"][:, 0].tolist(), [answer] * SEEDS]
        values = np.stack([exhibit["p"][:, 0], exhibit["right"]])  # (2, S)
        table = Answers(pages, values, theme, width=below.width * 0.7, height=below.height, marked=answer)
        self.table = below.place(table)
        self.legend, self.tried, self.got = (
            self.layout.footer.place(Label(text, theme, colour=theme.muted)) for text in LEGENDS
        )

    @beat("“{prompt} …”: a network reads it, passes it through layers of neurons that mix, and must say what follows.")
    def reads(self) -> None:
        last = len(self.strip.tokens) - 1
        self.play(FadeIn(self.strip, shift=0.3 * UP), share=0.2)
        for token in range(last + 1):
            self.play(self.strip.animate.light(token), share=0.65 / (last + 1))

    @beat(
        "The P in GPT is for pre-trained. This one is not: its weights are random, so pointless. What will it say?",
        ask=True,
    )
    def fresh(self) -> None:
        self.add(self.weights)
        self.play(self.strip.animate.move_to(self.above.centre), FadeIn(self.legend), share=0.25)
        self.play(self.weights.animate.reveal(1), share=0.6)

    @beat(
        "It says {said}, with {p_said:.1%}. An even share among {count} would be {even:.1%}: it hardly prefers a thing."
    )
    def says_something(self) -> None:
        self.play(FadeIn(self.says), share=0.15)
        self.play(self.says.animate.grow(1), share=0.7)

    @beat("Scramble the weights, and it says another thing. Scramble them again: another. It never knows.")
    def scrambled(self) -> None:
        for seed in range(1, SEEDS):
            weights = self.weights.animate.go_to(self.exhibit["weights"][seed])
            self.play(weights, self.says.animate.turn(seed), share=0.88 / (SEEDS - 1))

    @beat(
        "{tries} sets of random weights, {different} different answers. The right one, {answer}, came first {hits} "
        "times, and got {p_right:.1%} on average."
    )
    def tally(self) -> None:
        self.play(FadeOut(self.weights, self.says, self.legend), share=0.1)
        self.play(FadeIn(self.table.grow(0)), FadeIn(self.tried), share=0.1)
        self.play(self.table.animate.grow(1), share=0.25)
        self.play(self.table.animate.turn(1), FadeOut(self.tried), FadeIn(self.got), share=0.35)

    @beat("There are no facts in there, and nothing in it knows that it is wrong. It only multiplies numbers.")
    def no_facts(self) -> None:
        for token in range(len(self.strip.tokens)):
            self.play(self.strip.animate.light(token), share=0.85 / len(self.strip.tokens))
