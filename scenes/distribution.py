"""Not one guess but a probability for every token, before training and after."""

from __future__ import annotations

from manim import UP, FadeIn, FadeOut, ReplacementTransform, linear

from gptanim.measures.beginnings import choose_prefixes, follow
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.label import Number
from scenes.kit.parts.placard import Placard
from scenes.kit.parts.shares import Shares
from scenes.kit.segment import Segment, beat
from scenes.props.distribution.key import Key
from scenes.props.distribution.learning_bars import LearningBars
from scenes.props.distribution.levels import Levels, percent_levels
from scenes.props.distribution.phrases import of_expectations
from scenes.props.distribution.prefix import Prefix
from scenes.props.distribution.prefix_rows import PrefixRows

MARGIN = 1.6  # beside the bars, for the names of their levels


class Distribution(Segment):
    """The bars of one prefix while the model learns, compared with the data; then those of other prefixes."""

    title = "Not one guess: a distribution"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run, *, prefixes: list[str] | None = None) -> Exhibit:
        """Follow what is expected after three prefixes; the first is looked at closely.

        prefixes: completed to three by frequent beginnings of the training texts (beginnings.choose_prefixes).
        """
        expected = follow(names, choose_prefixes(names, tuple(prefixes or ())))
        return Exhibit(expected.arrays(), {**expected.numbers(), **of_expectations(expected)})

    def setup(self) -> None:
        """Lay out the prefix above, its bars, and beneath them the whole that they make up."""
        theme, show, even = self.theme, self.exhibit, float(self.exhibit.facts["even"])
        self.steps, self.tokens = show["steps"].tolist(), show["labels"].tolist()
        self.labels, self.last = self.tokens[: show["probs"].shape[2]], len(self.steps) - 1
        self.above, middle, lower = self.layout.stage.rows(0.9, 3.5, 0.5, gap=0.2)
        size = {"width": middle.width - 2 * MARGIN, "height": middle.height, "headroom": 0.6}
        size["ceiling"] = max(float(show["probs"][0].max()), float(show["data"][0].max()))
        strip = Prefix(show["prefixes"][0], theme, width=middle.width, cell=1.3)
        self.strip = self.layout.stage.rows(3, 2)[0].place(strip)
        self.clock = self.above.place(Number(0, theme, form="step {:,.0f}", widest=self.steps[-1], side=1), side=1)
        self.bars = middle.place(LearningBars(show["probs"][0], self.labels, theme, **size))
        self.scale = percent_levels(self.bars, margin=MARGIN)
        self.even = Levels(self.bars, [even], [f"even {even:.1%}"], margin=MARGIN, side=1, colour=theme.text, dash=0.12)
        whole = Shares(show["whole"][0], self.tokens, theme, width=size["width"], margin=MARGIN, height=lower.height)
        self.shares = lower.place(whole.freshen())
        self.note = Placard(theme, region=self.layout.footer, colour=theme.muted)

    @beat("Not one guess: the model gives every letter, and the end, a probability. All {tokens} add up to 1.")
    def every_token(self) -> None:
        drawn = f"drawn: the {len(self.labels)} likeliest of {self.exhibit.facts['tokens']} tokens; … is the rest"
        note = self.note.turn_to(drawn if len(self.tokens) > len(self.labels) else "")
        before = self.bars.values
        self.play(FadeIn(self.strip, shift=0.3 * UP), share=0.1)
        self.play(*note, FadeIn(self.bars.go_to(0 * before)), share=0.1)  # in this order, see percent_levels
        self.play(self.bars.animate.go_to(before), share=0.15)
        self.play(FadeIn(self.shares.come_from(self.bars)), share=0.06)
        self.play(self.shares.animate.pour(), rate_func=linear, share=0.45)

    @beat("Untrained, random weights share it out: {low:.1%} to {high:.1%}; even is {even:.1%}. It knows nothing yet.")
    def untrained(self) -> None:
        lowest, highest = self.exhibit["extremes"].tolist()
        self.play(self.bars.animate.annotate({lowest}), share=0.2)
        self.play(self.bars.animate.annotate({lowest, highest}), share=0.2)
        self.add(self.even.draw(0))
        self.play(self.even.animate.draw(), self.bars.animate.annotate({highest}), share=0.45)

    @beat("Your turn: which letters would you raise {after}, and which would you lower?", ask=True)
    def guess(self) -> None:
        self.play(self.bars.animate.annotate([]), self.strip.animate.read(), share=0.4)
        self.play(self.strip.animate.ask(), share=0.4)

    @beat("{steps:,} steps of training later it gives {leaders}. Of the {tokens} shares, {sunk} shrank to make room.")
    def trained(self) -> None:
        self.bars.shade_first()
        up = self.strip.animate.scale(0.9 / 1.3).move_to(self.above.centre)
        self.play(up, FadeIn(self.clock, self.scale), FadeOut(self.even), share=0.12)
        for moment in range(1, self.last + 1):
            shares = self.shares.animate.go_to(self.exhibit["whole"][moment]).freshen(1 - moment / self.last)
            clock = self.clock.animate.go_to(self.steps[moment])
            self.play(self.bars.animate.at(moment), shares, clock, rate_func=linear, share=0.63 / self.last)
        self.play(self.bars.animate.annotate(self.exhibit["leaders"].tolist()), share=0.15)

    @beat(
        "In the data, {after} comes {counted}. No one told the model; {overlap:.0%} of this lies under its bars, "
        "before training {overlap_before:.0%}."
    )
    def data_agrees(self) -> None:
        self.play(*self.note.turn_to(Key(int(self.exhibit.facts["found"]), self.theme)), share=0.15)
        self.play(self.bars.animate.aim_at(self.exhibit["data"][0]), share=0.75)

    @beat("Likewise {others}: every beginning has its own distribution, random at first, then shaped by the data.")
    def others(self) -> None:
        show, spelled, region = self.exhibit, self.exhibit["prefixes"].tolist(), self.layout.stage
        self.rows = PrefixRows(spelled, show["probs"], self.labels, show["choices"], self.theme, region=region)
        first, *others = self.rows.bars
        gone = (FadeOut(self.shares, self.scale, self.clock), *self.note.clear())
        self.play(*gone, self.bars.animate.annotate([]), share=0.1)
        shrunk = ReplacementTransform(self.bars.aim_at(0 * self.bars.values), first.at(-1).shade_first())
        self.play(shrunk, ReplacementTransform(self.strip, self.rows.strips[0]), share=0.2)
        self.play(FadeIn(*self.rows.strips[1:], *others), share=0.15)
        for bars in others:
            self.play(bars.shade_first().animate.at(-1), share=0.4 / len(others))

    @beat("Its doubt {after}: as among {choices_before:.1f} equal letters, now {choices:.1f}. In training, {change}.")
    def flat_to_peaked(self) -> None:
        self.layout.footer.place(self.clock.go_to(0)).set_opacity(1)
        self.play(*self.rows.bars_at(0), share=0.12)
        self.play(FadeIn(self.rows.heading, self.clock, *self.rows.doubts), share=0.1)
        for moment in range(1, self.last + 1):
            clock = self.clock.animate.go_to(self.steps[moment])
            self.play(*self.rows.at(moment), clock, rate_func=linear, share=0.6 / self.last)
