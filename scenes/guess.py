"""You are the model: guess a name it never saw, letter by letter."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, FadeIn, FadeOut, LaggedStart

from gptanim import probe
from gptanim.reading import read, shortlist
from gptanim.run import Run
from gptanim.stage import Exhibit, Fact
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.label import Label
from scenes.kit.segment import Segment, beat
from scenes.kit.words import quoted
from scenes.props.guess.blanks import Blanks
from scenes.props.guess.choices import ChoicesChart
from scenes.props.guess.covered import CoveredText

UNSEEN = "that the model has never seen"
KNOWN = "that the model was trained on, for there are too few to keep any back"
LONGEST = 11  # letters of a text that fit beside each other
ELSEWHERE = ("The capital of France is", "two plus three equals", "Once upon a")


class Guess(Segment):
    """A held-out text is uncovered token by token while the model's expectations stand below it."""

    title = "Guess the next letter"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run, *, text: str | None = None) -> Exhibit:
        """Read a text the model never saw: by default the one where it grows surest (probe.held_out_example)."""
        text = text or probe.held_out_example(names, max_length=LONGEST)
        reading = read(names.last, text, longest=LONGEST)
        shown = shortlist(reading, names.tokenizer.labels, always=reading.ids[:1])
        favourite, surest = int(shown.probs[1].argmax()), int(reading.choices.argmin())
        arrays = {"tokens": np.array(reading.tokens), "choices": reading.choices}
        arrays |= {"labels": np.array(shown.labels), "probs": shown.probs, "targets": shown.targets}
        facts: dict[str, Fact] = {
            "novelty": KNOWN if text in names.corpus.train else UNSEEN,
            "first": reading.tokens[1],
            "second": quoted(reading.tokens[2]),
            "p_second": float(reading.p[1]),
            "favourite": quoted(shown.labels[favourite]),
            "p_favourite": float(shown.probs[1, favourite]),
            "choices_first": float(reading.choices[0]),
            "choices_least": float(reading.choices[surest]),
            "surest_prefix": reading.before(surest),
        }
        return Exhibit(arrays, facts)

    def setup(self) -> None:
        """Put the text in the middle; its later place is above, that of the bars and the chart below."""
        theme, stage, footer, exhibit = self.theme, self.layout.stage, self.layout.footer, self.exhibit
        self.tokens, self.probs, self.choices = exhibit["tokens"].tolist(), exhibit["probs"], exhibit["choices"]
        self.above, below = stage.rows(1.1, 3.6)
        self.left, right = below.split(3, 2)
        self.strip = stage.place(CoveredText(self.tokens, theme, width=self.above.width, cell=1.15))
        wide, high, ceiling = self.left.width, self.left.height, float(self.probs.max())
        bars = Bars(0 * self.probs[0], exhibit["labels"].tolist(), theme, ceiling=ceiling, width=wide, height=high)
        self.bars = below.place(bars)
        self.chart = right.place(ChoicesChart(self.choices, theme, width=right.width, height=right.height))
        self.prompt = footer.place(Label("Which letter comes next?", theme, colour=theme.muted))
        self.legend = footer.place(Label("what the model expects next", theme, colour=theme.muted))

    @beat("Here is a name {novelty}, covered up; the dot marks where it starts. Let us uncover it letter by letter.")
    def covered(self) -> None:
        self.play(FadeIn(self.strip.read_up_to(0).let_see(0), shift=0.3 * UP), share=0.25)
        for seen in range(2, len(self.tokens) + 1):
            self.play(self.strip.animate.let_see(*range(seen)), share=0.7 / len(self.tokens))

    @beat("It begins with “{first}”. You are the model now. Which letter comes next?", ask=True)
    def question(self) -> None:
        self.play(self.strip.animate.read_up_to(1), share=0.3)
        self.play(FadeIn(self.prompt, shift=0.2 * UP), self.strip.animate.light(2), share=0.3)
        self.play(self.strip.animate.light(1), share=0.15)
        self.play(self.strip.animate.light(2), share=0.15)

    @beat(
        "It is {second}. The model gave that {p_second:.0%}; its own favourite was {favourite}, with {p_favourite:.0%}."
    )
    def reveal(self) -> None:
        target, favourite = int(self.exhibit["targets"][1]), int(self.probs[1].argmax())
        self.play(FadeOut(self.prompt), self.strip.animate.read_up_to(2), share=0.15)
        self.play(self.strip.animate.move_to(self.above.centre), FadeIn(self.bars, self.legend), share=0.2)
        self.play(self.bars.animate.go_to(self.probs[1]), share=0.3)
        self.play(self.bars.animate.mark(target).annotate({target}), share=0.15)
        self.play(self.bars.animate.annotate({target, favourite}), share=0.15)

    @beat(
        "So it reads on like a student spelling: guess, look, see how wrong. "
        "Each guess is a forward pass, as you did by hand."
    )
    def onward(self) -> None:
        aside = self.bars.animate.annotate([]).move_to(self.left.centre)
        self.play(FadeIn(self.chart), aside, self.legend.animate.set_x(self.left.x), share=0.1)
        last = len(self.choices) - 1
        for position in range(2, last + 1):
            expected = self.bars.animate.go_to(self.probs[position]).mark()
            self.play(expected, self.chart.curve.animate.draw(position / last, tip=True), share=0.45 / (last - 1))
            right = self.bars.animate.mark(int(self.exhibit["targets"][position]))
            self.play(right, self.strip.animate.read_up_to(position + 1), share=0.4 / (last - 1))

    @beat(
        "Knowing nothing, it wavers between some {choices_first:.0f} letters. "
        "After “{surest_prefix}” it is down to {choices_least:.1f}. Context narrows the choice."
    )
    def narrowing(self) -> None:
        for position, visible in ((0, [1, 0]), (int(self.choices.argmin()), [1, 1])):
            marked = self.chart.dots.animate.let_see(visible)
            self.play(marked, self.strip.animate.light(*range(position + 1)), share=0.22)
            self.play(self.bars.animate.go_to(self.probs[position]).mark(), share=0.22)

    @beat("Which token comes next? GPT and Claude too fill that blank, billions of times over. Only the scale differs.")
    def same_task(self) -> None:
        blanks = self.layout.stage.place(Blanks(("".join(self.tokens[1:-2]), *ELSEWHERE), self.theme))
        self.play(FadeOut(self.bars, self.legend, self.chart, self.strip), share=0.15)
        self.play(LaggedStart(*(FadeIn(blank, shift=0.5 * RIGHT) for blank in blanks), lag_ratio=0.6), share=0.7)
