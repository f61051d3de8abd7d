"""Not one guess but a probability for every token, before training and after."""

from __future__ import annotations

from manim import UP, FadeIn, FadeOut, linear

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
TALLEST = 1.2  # of the picture, for a width of one


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
        stage = self.layout.stage.middle(TALLEST)
        self.above, middle, lower = stage.rows(0.9, 3.5, 0.5, gap=0.2)
        size = {"width": middle.width - 2 * MARGIN, "height": middle.height, "headroom": 0.6}
        size["ceiling"] = max(float(show["probs"][0].max()), float(show["data"][0].max()))
        strip = Prefix(show["prefixes"][0], theme, width=middle.width, cell=1.3)
        self.strip = stage.rows(3, 2)[0].place(strip)
        self.clock = self.above.place(Number(0, theme, form="step {:,.0f}", widest=self.steps[-1], side=1), side=1)
        self.bars = middle.place(LearningBars(show["probs"][0], self.labels, theme, **size))
        self.scale = percent_levels(self.bars, margin=MARGIN)
        self.even = Levels(self.bars, [even], [f"even {even:.1%}"], margin=MARGIN, side=1, colour=theme.text, dash=0.12)
        whole = Shares(show["whole"][0], self.tokens, theme, width=size["width"], margin=MARGIN, height=lower.height)
        self.shares = lower.place(whole.freshen())
        self.note = Placard(theme, region=self.layout.footer, colour=theme.muted)

    @beat("Not one guess: each letter, and the end, gets its share of 1.", notes="There are {tokens} tokens.")
    def every_token(self) -> None:
        drawn = f"drawn: the {len(self.labels)} likeliest of {self.exhibit.facts['tokens']} tokens; … is the rest"
        note = self.note.turn_to(drawn if len(self.tokens) > len(self.labels) else "")
        before = self.bars.values
        self.play(FadeIn(self.strip, shift=0.3 * UP), share=0.1)
        self.play(*note, FadeIn(self.bars.go_to(0 * before)), share=0.1)  # in this order, see percent_levels
        self.play(self.bars.animate.go_to(before), share=0.15)
        self.play(FadeIn(self.shares.come_from(self.bars)), share=0.06)
        self.play(self.shares.animate.pour(), rate_func=linear, share=0.45)

    @beat(
        "Untrained, chance scatters them around {even:.1%}. Which will training raise {after}?",
        notes="They lie between {low:.1%} and {high:.1%}.",
        ask=True,
    )
    def untrained(self) -> None:
        self.add(self.even.draw(0))
        self.play(self.even.animate.draw(), self.bars.animate.annotate(self.exhibit["extremes"].tolist()), share=0.4)
        self.play(self.bars.animate.annotate([]), self.strip.animate.read(), share=0.25)
        self.play(self.strip.animate.ask(), share=0.25)

    @beat(
        "{steps:,} steps of training raised {raised} above all.",
        notes="{leaders}. Of the {tokens} shares, {sunk} shrank to make room.",
    )
    def trained(self) -> None:
        self.bars.shade_first()
        up = self.strip.animate.scale(0.9 / 1.3).move_to(self.above.centre)
        self.play(up, FadeIn(self.clock, self.scale), FadeOut(self.even), share=0.12)
        for moment in range(1, self.last + 1):
            shares = self.shares.animate.go_to(self.exhibit["whole"][moment]).freshen(1 - moment / self.last)
            clock = self.clock.animate.go_to(self.steps[moment])
            run_time = 0.6 * self.seconds["trained"] / self.last
            self.play(self.bars.animate.at(moment), shares, clock, rate_func=linear, run_time=run_time)
        self.play(self.bars.animate.annotate(self.exhibit["leaders"].tolist()), share=0.15)

    @beat(
        "Of what the data holds, framed, the bars now fill {overlap:.0%}; before, {overlap_before:.0%}.",
        notes="In the data, {after} comes {counted}. No one told the model.",
    )
    def data_agrees(self) -> None:
        self.play(*self.note.turn_to(Key(int(self.exhibit.facts["found"]), self.theme)), share=0.15)
        self.play(self.bars.animate.aim_at(self.exhibit["data"][0]), share=0.75)

    @beat(
        "Each beginning has its own: in training, {change}.",
        notes="Here {others}. The doubt {after}: as among {choices_before:.1f} equal letters, now {choices:.1f}.",
    )
    def flat_to_peaked(self) -> None:
        show, spelled, region = self.exhibit, self.exhibit["prefixes"].tolist(), self.layout.stage
        rows = PrefixRows(spelled, show["probs"], self.labels, show["choices"], self.theme, region=region)
        gone = FadeOut(self.shares, self.scale, self.bars, self.strip)
        self.play(gone, *self.note.clear(), self.clock.animate.go_to(0), share=0.12)
        self.layout.footer.place(self.clock)
        self.play(FadeIn(rows.heading, *rows.strips, *rows.bars, *rows.doubts), share=0.13)
        for moment in range(1, self.last + 1):
            clock = self.clock.animate.go_to(self.steps[moment])
            run_time = 0.6 * self.seconds["flat_to_peaked"] / self.last
            self.play(*rows.at(moment), clock, rate_func=linear, run_time=run_time)
