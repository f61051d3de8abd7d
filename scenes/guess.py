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
from scenes.kit.words import percent, quoted
from scenes.props.guess.blanks import Blanks
from scenes.props.guess.covered import CoveredText
from scenes.props.guess.doubts import Doubts

UNSEEN = "the model never saw"
KNOWN = "the model was trained on, for lack of others"
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
        favourite = int(shown.probs[1].argmax())
        arrays = {"tokens": np.array(reading.tokens), "choices": reading.choices}
        arrays |= {"labels": np.array(shown.labels), "probs": shown.probs, "targets": shown.targets}
        facts: dict[str, Fact] = {
            "novelty": KNOWN if text in names.corpus.train else UNSEEN,
            "first": reading.tokens[1],
            "second": quoted(reading.tokens[2]),
            "p_second": float(reading.p[1]),
            "gave": percent(float(reading.p[1])),
            "verdict": _verdict(shown.labels[favourite], float(shown.probs[1, favourite]), reading.tokens[2]),
            "choices_first": float(reading.choices[0]),
            "choices_least": float(reading.choices.min()),
        }
        return Exhibit(arrays, facts)

    def setup(self) -> None:
        """Put the text in the middle; its later place is above, that of the bars below, the doubts come between."""
        theme, stage, footer, exhibit = self.theme, self.layout.stage, self.layout.footer, self.exhibit
        self.tokens, self.probs, self.choices = exhibit["tokens"].tolist(), exhibit["probs"], exhibit["choices"]
        self.above, middle, self.lower = stage.rows(1.15, 1.4, 2.6, gap=0.15)
        self.strip = stage.place(CoveredText(self.tokens, theme, width=stage.width, cell=1.2))
        self.doubts = middle.place(Doubts(self.choices, self.strip, height=middle.height))
        (wide, high), ceiling = (self.lower.width, self.lower.height), float(self.probs[1].max())
        bars = Bars(0 * self.probs[0], exhibit["labels"].tolist(), theme, ceiling=ceiling, width=wide, height=high)
        self.bars = stage.rows(1.15, 3.9)[1].place(bars)
        self.prompt = footer.place(Label("Which letter comes next?", theme, colour=theme.muted))
        self.legend = footer.place(Label("what the model expects next", theme, colour=theme.muted))

    @beat("Here is a name {novelty}. Now you are the model.", notes="The dot marks where a name starts and ends.")
    def covered(self) -> None:
        self.play(FadeIn(self.strip.read_up_to(0).let_see(0), shift=0.3 * UP), share=0.2)
        for seen in range(2, len(self.tokens) + 1):
            run_time = 0.75 * self.seconds["covered"] / len(self.tokens)
            self.play(self.strip.animate.let_see(*range(seen)), run_time=run_time)

    @beat("It begins with “{first}”. Which letter comes next?", ask=True)
    def question(self) -> None:
        self.play(self.strip.animate.read_up_to(1), share=0.3)
        self.play(FadeIn(self.prompt, shift=0.2 * UP), self.strip.animate.light(2), share=0.3)
        self.play(self.strip.animate.light(1), share=0.15)
        self.play(self.strip.animate.light(2), share=0.15)

    @beat("It is {second}. The model gave that {gave}, {verdict}.")
    def reveal(self) -> None:
        target, favourite = int(self.exhibit["targets"][1]), int(self.probs[1].argmax())
        self.play(FadeOut(self.prompt), self.strip.animate.read_up_to(2), share=0.2)
        self.play(self.strip.animate.move_to(self.above.centre), FadeIn(self.bars, self.legend), share=0.2)
        self.play(self.bars.animate.go_to(self.probs[1]), share=0.2)
        self.play(self.bars.animate.mark(target).annotate({target, favourite}), share=0.3)

    @beat("So it spells on like a student: guess, check, measure; each a forward pass.")
    def onward(self) -> None:
        full = self.bars.animate.annotate([]).go_to(self.probs[1], ceiling=self.probs.max())
        self.play(full.move_to(self.lower.centre), FadeIn(self.doubts.grow(0)), share=0.1)
        self.play(self.doubts.animate.grow(2), share=0.08)
        last = len(self.choices) - 1
        each = 0.36 * self.seconds["onward"] / max(1, last - 1)
        for position in range(2, last + 1):
            expected = self.bars.animate.go_to(self.probs[position]).mark().annotate([])
            self.play(expected, self.doubts.animate.grow(position + 1), run_time=each)
            target = int(self.exhibit["targets"][position])
            read = self.strip.animate.read_up_to(position + 1)
            self.play(self.bars.animate.mark(target).annotate({target}), read, run_time=each)

    @beat("It wavered among {choices_first:.0f} letters at first, {choices_least:.1f} at its surest: context decides.")
    def narrowing(self) -> None:
        for position in (0, int(self.choices.argmin())):
            read = self.strip.animate.light(*range(position + 1))
            self.play(self.doubts.animate.mark(position), read, share=0.2)
            self.play(self.bars.animate.go_to(self.probs[position]).mark().annotate([]), share=0.25)

    @beat(
        "GPT and Claude fill the same blank, billions of times. Only scale differs.",
        notes="They see all that stands before the blank, and are asked what comes next.",
    )
    def same_task(self) -> None:
        blanks = self.layout.stage.place(Blanks(("".join(self.tokens[1:-2]), *ELSEWHERE), self.theme))
        self.play(FadeOut(self.bars, self.legend, self.doubts, self.strip), share=0.15)
        self.play(LaggedStart(*(FadeIn(blank, shift=0.5 * RIGHT) for blank in blanks), lag_ratio=0.6), share=0.7)


def _verdict(favourite: str, p: float, truth: str) -> str:
    return "more than any other" if favourite == truth else f"but {quoted(favourite)} {p:.0%}"
