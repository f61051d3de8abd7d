"""Random weights say random things."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, FadeIn, FadeOut, linear

from gptanim.measures.scrambles import scrambles
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.answers import Answers
from scenes.kit.parts.label import Label
from scenes.kit.segment import Segment, beat
from scenes.kit.words import quoted
from scenes.props.scramble.mixer import LAYERS, Mixer

SEEDS = 8
BLOCK = (9, 14)  # rows and columns of the weights that colour the strands
TOP = 5
LEGENDS = (
    "a strand’s colour is a weight, each of them random",
    "what each of the networks says",
    "what the right answer got from each; an even share is {even:.1%}",
)


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
        numbers = found.numbers()
        spoken["won"] = {0: "never won", 1: "won once"}.get(int(numbers["hits"]), f"won {numbers['hits']} times")
        return Exhibit(found.arrays(top=TOP, block=BLOCK), {**words, **spoken, **numbers})

    def setup(self) -> None:
        """Put the network at the left and what it says at the right; the tally takes the place of both."""
        theme, exhibit, stage = self.theme, self.exhibit, self.layout.stage
        left, right = stage.split(4, 3)
        self.mixer = Mixer(tuple(exhibit["tokens"].tolist()), exhibit["weights"][0], theme, region=left)
        self.aside = left.centre
        stage.place(self.mixer)
        words, high = exhibit["words"].tolist(), min(0.85 * right.height, 4.2)
        self.says = right.place(Answers(words, exhibit["p"], theme, width=right.width, height=high).grow(0))
        answer = str(exhibit.facts["answer_word"])
        pages = [exhibit["words"][:, 0].tolist(), [answer] * SEEDS]
        values = np.stack([exhibit["p"][:, 0], exhibit["right"]])  # (2, S)
        table = Answers(pages, values, theme, width=stage.width * 0.8, height=stage.height, marked=answer)
        self.table = stage.place(table.grow(0))
        self.legend, self.tried, self.got = (
            self.layout.footer.place(Label(text.format(**exhibit.facts), theme, colour=theme.muted)) for text in LEGENDS
        )

    @beat(
        "“{prompt} …”: layers of neurons mix it and say what follows.",
        notes="The picture shows the idea, not every neuron: each takes in all that comes from the left.",
    )
    def reads(self) -> None:
        self.add(self.mixer)
        self.play(self.mixer.animate.read_to(1), rate_func=linear, share=0.3)
        self.play(self.mixer.animate.read_to(LAYERS + 2), rate_func=linear, share=0.6)

    @beat(
        "Before its pre-training, the weights are random. What will it say?",
        notes="Pre-trained is the P in GPT. Before the training it might as well stand for pointless.",
        ask=True,
    )
    def fresh(self) -> None:
        self.play(self.mixer.animate.move_to(self.aside), FadeIn(self.legend), share=0.25)
        self.play(self.mixer.animate.colour(), share=0.65)

    @beat("It says {said}, with {p_said:.1%}. Blind guessing gives each {even:.1%}.")
    def says_something(self) -> None:
        self.play(FadeIn(self.says, shift=0.3 * RIGHT), share=0.15)
        self.play(self.says.animate.grow(1), share=0.75)

    @beat("Scramble the weights again and again: each time, chance decides.")
    def scrambled(self) -> None:
        for seed in range(1, SEEDS):
            weights = self.mixer.animate.scramble(self.exhibit["weights"][seed])
            self.play(weights, self.says.animate.turn(seed), share=0.9 / (SEEDS - 1))

    @beat(
        "In {tries} tries, {answer} {won}. It knows no facts; it multiplies numbers.",
        notes="{different} different answers. The right one got {p_right:.1%} on average, an even share is {even:.1%}. "
        "A calculator of words says “seventy” to two plus three, as one source has it, before it is trained.",
    )
    def tally(self) -> None:
        self.play(FadeOut(self.mixer, self.says, self.legend), FadeIn(self.table, self.tried), share=0.12)
        self.play(self.table.animate.grow(1), share=0.35)
        self.play(self.table.animate.turn(1), FadeOut(self.tried), FadeIn(self.got), share=0.45)
