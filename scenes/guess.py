"""You are the model: guess a name it never saw, letter by letter."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, LaggedStart, VGroup

from gptanim import probe
from gptanim.reading import foremost, gather, read
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.label import Label
from scenes.kit.parts.plot import Curve, Dots, Plot, round_ticks
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.segment import Segment, beat
from scenes.kit.words import quoted

KNOWN = "that the model was trained on, for there are too few to keep any back"
LONGEST = 11  # letters of a text that fit beside each other
ELSEWHERE = ("The capital of France is", "two plus three equals", "Once upon a")


class Guess(Segment):
    """A held-out text is uncovered token by token while the model's expectations stand below it."""

    title = "Guess the next letter"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run, *, text: str | None = None) -> Exhibit:
        """Read a text the model never saw: by default the one where it grows surest (probe.held_out_example).

        choices: exp(entropy), the number of equally likely letters between which one would be as unsure.
        """
        text = text or probe.held_out_example(names, max_length=LONGEST)
        reading = read(names.last, text, longest=LONGEST)
        ids = foremost(reading.probs, always=reading.ids)
        probs, labels = gather(reading.probs, ids, names.tokenizer.labels)  # (T, K)
        choices = np.exp(probe.entropy(reading.probs))  # (T,)
        seen, surest = text in names.corpus.train, int(choices.argmin())
        arrays = {"tokens": np.array(reading.tokens), "labels": np.array(labels), "probs": probs, "choices": choices}
        arrays["targets"] = np.array([ids.index(token) for token in reading.ids[1:]])
        return Exhibit(
            arrays,
            {
                "novelty": KNOWN if seen else "that the model has never seen",
                "first": reading.tokens[1],
                "second": quoted(reading.tokens[2]),
                "p_second": float(reading.p[1]),
                "favourite": quoted(labels[probs[1].argmax()]),
                "p_favourite": float(probs[1].max()),
                "choices_first": float(choices[0]),
                "choices_least": float(choices[surest]),
                "surest_prefix": "".join(reading.tokens[1 : surest + 1]) or reading.tokens[0],
            },
        )

    def setup(self) -> None:
        """Lay out the strip above, the bars and the chart of choices below."""
        theme, exhibit = self.theme, self.exhibit
        upper, lower = self.layout.stage.rows(1.1, 3.6)
        left, right = lower.split(3, 2)
        self.above, middle = upper, self.layout.stage
        self.strip = middle.place(TokenStrip(exhibit["tokens"].tolist(), theme, width=upper.width, cell=1.15))
        self.count = len(self.strip.tokens)
        self.read_up_to(self.strip, 0).let_see(0)
        labels, ceiling, size = exhibit["labels"].tolist(), float(exhibit["probs"].max()), (left.width, left.height)
        bars = Bars(np.zeros(len(labels)), labels, theme, width=size[0], height=size[1], ceiling=ceiling)
        self.bars, self.beside = lower.place(bars), left
        self.legend = self.layout.footer.place(Label("what the model expects next", theme, colour=theme.muted))
        ticks = round_ticks(float(exhibit["choices"].max()))
        plot = Plot(theme, x=(0, self.count - 2), y=(0, ticks[-1]), width=right.width, height=right.height)
        plot.name_axes("letters read", "letters still in play", x_ticks=range(0, self.count - 1, 2), y_ticks=ticks)
        self.plot = right.place(plot)
        self.curve = Curve(self.plot, np.arange(self.count - 1), exhibit["choices"], colour=theme.predicted).draw(0)
        self.prompt = self.layout.footer.place(Label("Which letter comes next?", theme, colour=theme.muted))

    def read_up_to(self, strip: Any, position: int) -> Any:
        """Uncover a strip, or its animation, up to a position and light the token there."""
        return strip.cover(*range(position + 1, self.count)).light(position)

    @beat("Here is a name {novelty}, covered up; the dot marks where it starts. Let us uncover it letter by letter.")
    def covered(self) -> None:
        self.play(FadeIn(self.strip, shift=0.3 * UP), share=0.25)
        for seen in range(2, self.count + 1):
            self.play(self.strip.animate.let_see(*range(seen)), share=0.6 / self.count)

    @beat("It begins with “{first}”. You are the model now. Which letter comes next?", ask=True)
    def question(self) -> None:
        self.play(self.read_up_to(self.strip.animate, 1), share=0.3)
        self.play(FadeIn(self.prompt, shift=0.2 * UP), self.strip.animate.light(2), share=0.3)
        self.play(self.strip.animate.light(1), share=0.15)
        self.play(self.strip.animate.light(2), share=0.15)

    @beat(
        "It is {second}. The model, reading the same first letter, gave that {p_second:.0%}; "
        "its own favourite was {favourite}, with {p_favourite:.0%}."
    )
    def reveal(self) -> None:
        target, favourite = int(self.exhibit["targets"][1]), int(self.exhibit["probs"][1].argmax())
        self.play(FadeOut(self.prompt), self.read_up_to(self.strip.animate, 2), share=0.15)
        self.play(self.strip.animate.move_to(self.above.centre), FadeIn(self.bars, self.legend), share=0.15)
        self.play(self.bars.animate.go_to(self.exhibit["probs"][1]), share=0.25)
        self.play(self.bars.animate.mark(target).annotate({target}), share=0.15)
        self.play(self.bars.animate.annotate({target, favourite}), share=0.15)

    @beat(
        "So it reads on, weighing every letter anew. You have just done by hand what a GPT does, "
        "and all that it ever does: predict what comes next."
    )
    def onward(self) -> None:
        aside = self.bars.animate.annotate([]).move_to(self.beside.centre)
        self.play(FadeIn(self.plot), aside, self.legend.animate.set_x(self.beside.x), share=0.1)
        self.add(self.curve)
        for position in range(2, self.count - 1):
            reached = self.curve.animate.draw(position / (self.count - 2), tip=True)
            expected = self.bars.animate.go_to(self.exhibit["probs"][position]).mark()
            self.play(expected, reached, share=0.45 / (self.count - 3))
            right = self.bars.animate.mark(int(self.exhibit["targets"][position]))
            self.play(right, self.read_up_to(self.strip.animate, position + 1), share=0.4 / (self.count - 3))

    @beat(
        "Knowing nothing, it wavers between some {choices_first:.0f} letters. "
        "After “{surest_prefix}” it is down to {choices_least:.1f}. Context narrows the choice."
    )
    def narrowing(self) -> None:
        choices, surest = self.exhibit["choices"], int(self.exhibit["choices"].argmin())
        at = np.array([[0, choices[0]], [surest, choices[surest]]])
        self.dots = Dots(self.plot, at, colour=self.theme.correct)
        for visible, position in (([1, 0], 0), ([1, 1], surest)):
            self.dots.let_see([0, 0] if position == 0 else [1, 0])
            self.play(self.dots.animate.let_see(visible), self.strip.animate.light(*range(position + 1)), share=0.2)
            self.play(self.bars.animate.go_to(self.exhibit["probs"][position]).mark(), share=0.2)

    @beat(
        "Fill in the blank from all that came before: GPT and Claude are trained on this same task. "
        "Only the scale differs."
    )
    def same_task(self) -> None:
        texts = ("".join(self.strip.tokens[1:-2]), *ELSEWHERE)
        blanks = VGroup(*(self._blank(text) for text in texts)).arrange(DOWN, buff=0.45, aligned_edge=LEFT)
        self.layout.stage.place(blanks)
        self.play(FadeOut(self.bars, self.legend, self.plot, self.curve, self.dots, self.strip), share=0.15)
        self.play(LaggedStart(*(FadeIn(blank, shift=0.5 * RIGHT) for blank in blanks), lag_ratio=0.6), share=0.7)

    def _blank(self, text: str) -> VGroup:
        cell = TokenStrip(["?"], self.theme, cell=0.8).light(0)
        return VGroup(Label(text, self.theme, size=self.theme.title_size, mono=True), cell).arrange(RIGHT, buff=0.3)
