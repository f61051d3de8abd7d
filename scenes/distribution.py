"""Not one guess but a probability for every token, before training and after."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import UP, FadeIn, FadeOut, ReplacementTransform, linear

from gptanim.beginnings import Expectations, choose_prefixes, follow, foremost_of
from gptanim.reading import foremost, gather
from gptanim.run import Run
from gptanim.stage import Exhibit, Fact
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.levels import Levels
from scenes.kit.parts.shares import Shares
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.segment import Segment, beat
from scenes.kit.words import listed, quoted

MARGIN = 1.6  # beside the bars, for the names of their levels
WIDEST = 0.9  # that one bar may be
PEAKED, ACCURATE = 0.75, 0.5  # letters left in play, of those before; share in common with the data
SHOWN = 5  # last letters of a longer prefix


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
        probs, data, labels = expected.probs, expected.data, names.tokenizer.labels  # (P, S, V), (P, V)
        before, leaders = probs[0, 0], foremost_of(probs[0, -1])
        extremes = [int(before.argmin()), int(before.argmax())]
        rows = np.concatenate([probs.reshape(-1, len(labels)), data])
        ids = foremost(rows, always=[*extremes, *leaders, *foremost_of(data[0])])
        whole, all_labels = gather(probs[0], ids, labels)  # (S, K), or (S, K + 1) with the others in one
        arrays = {"probs": probs[:, :, ids], "data": data[:, ids], "whole": whole, "labels": np.array(all_labels)}
        arrays |= {"steps": np.array(expected.steps), "choices": expected.choices}
        arrays |= {"extremes": np.searchsorted(ids, extremes), "leaders": np.searchsorted(ids, leaders)}
        arrays["prefixes"] = np.array([_spelled(names, prefix) for prefix in expected.prefixes])
        return Exhibit(arrays, _facts(expected, labels))

    def setup(self) -> None:
        """Lay out the prefix above, its bars, and beneath them the whole that they make up."""
        theme, exhibit = self.theme, self.exhibit
        self.probs, self.steps, labels = exhibit["probs"], exhibit["steps"].tolist(), exhibit["labels"].tolist()
        self.labels, self.last = labels[: self.probs.shape[2]], len(self.steps) - 1
        self.above, middle, lower = self.layout.stage.rows(0.9, 3.5, 0.5, gap=0.2)
        wide, even = middle.width - 2 * MARGIN, float(exhibit.facts["even"])
        ceiling = max(float(self.probs[0].max()), float(exhibit["data"][0].max()))
        self.strip = self.layout.stage.rows(3, 2)[0].place(self.make_strip(0, 1.3, wide))
        self.clock = self.above.place(Number(0, theme, form="step {:,.0f}", widest=self.steps[-1], side=1), side=1)
        self.bars = middle.place(self.make_bars(0, wide, middle.height, ceiling, headroom=0.6))
        ticks = [tick for tick in (0.2, 0.4, 0.6, 0.8, 1.0) if tick < 1.02 * ceiling]
        self.scale = Levels(self.bars, ticks, [f"{tick:.0%}" for tick in ticks], margin=MARGIN).set_z_index(-1)
        self.even = Levels(self.bars, [even], [f"even {even:.1%}"], margin=MARGIN, side=1, colour=theme.text, dash=0.12)
        size = {"width": wide, "margin": MARGIN, "height": lower.height}
        self.shares = lower.place(Shares(exhibit["whole"][0], labels, theme, **size).freshen())
        drawn = f"drawn: the {len(self.labels)} likeliest of {exhibit.facts['tokens']} tokens; … is the rest"
        text = drawn if len(labels) > len(self.labels) else ""
        self.note = self.layout.footer.place(Label(text, theme, size=theme.label_size, colour=theme.muted))

    def make_strip(self, index: int, cell: float, width: float) -> TokenStrip:
        """Return a prefix with a lit question mark after it."""
        tokens = self.exhibit["prefixes"][index].split("\n")
        return TokenStrip(tokens, self.theme, cell=cell, width=width).light(len(tokens) - 1)

    def make_bars(self, index: int, width: float, height: float, ceiling: float, *, headroom: float) -> Bars:
        """Return what the untrained model expects after a prefix, no wider than few bars need."""
        values, width = self.probs[index, 0], min(width, WIDEST * len(self.labels))
        bars = Bars(values, self.labels, self.theme, width=width, height=height, ceiling=ceiling, headroom=headroom)
        return bars.freshen()

    def at(self, moment: int, bars: Any, index: int = 0) -> Any:
        """Set bars, or their animation, to a moment of the training."""
        return bars.go_to(self.probs[index, moment]).freshen(1 - moment / self.last)

    @beat(
        "A guess is one letter. The model gives every letter, and the end, a probability: "
        "{tokens} numbers that add up to 1."
    )
    def every_token(self) -> None:
        before = self.bars.values
        self.play(FadeIn(self.strip, shift=0.3 * UP), share=0.1)
        self.play(FadeIn(self.bars.go_to(0 * before), self.note), share=0.1)
        self.play(self.bars.animate.go_to(before), share=0.15)
        self.play(FadeIn(self.shares.come_from(self.bars)), share=0.06)
        self.play(self.shares.animate.pour(), rate_func=linear, share=0.45)

    @beat(
        "Before training, random weights share it out: from {low:.1%} to {high:.1%}, "
        "where an even share is {even:.1%}. It knows nothing yet."
    )
    def untrained(self) -> None:
        lowest, highest = self.exhibit["extremes"].tolist()
        self.play(self.bars.animate.annotate({lowest}), share=0.2)
        self.play(self.bars.animate.annotate({lowest, highest}), share=0.2)
        self.add(self.even.draw(0))
        self.play(self.even.animate.draw(), self.bars.animate.annotate({highest}), share=0.4)

    @beat("Your turn: which letters would you raise {after}, and which would you lower?", ask=True)
    def guess(self) -> None:
        last = len(self.strip.tokens) - 1
        self.play(self.bars.animate.annotate([]), self.strip.animate.light(*range(last)), share=0.4)
        self.play(self.strip.animate.light(last), share=0.4)

    @beat("{steps:,} steps of training later it gives {leaders}. Of the {tokens} shares, {sunk} shrank to make room.")
    def trained(self) -> None:
        self.bars.shade(self.probs[0, 0])
        up = self.strip.animate.scale(0.9 / 1.3).move_to(self.above.centre)
        self.play(up, FadeIn(self.clock, self.scale), FadeOut(self.even), share=0.12)
        for moment in range(1, self.last + 1):
            shares = self.shares.animate.go_to(self.exhibit["whole"][moment]).freshen(1 - moment / self.last)
            clock = self.clock.animate.go_to(self.steps[moment])
            self.play(self.at(moment, self.bars.animate), shares, clock, rate_func=linear, share=0.63 / self.last)
        self.play(self.bars.animate.annotate(self.exhibit["leaders"].tolist()), share=0.15)

    @beat(
        "In the data, {after} comes {counted}. The model was never told so; {overlap:.0%} of this "
        "lies under its bars, before training {overlap_before:.0%}."
    )
    def data_agrees(self) -> None:
        theme, data, found = self.theme, self.exhibit["data"][0], self.exhibit.facts["found"]
        entries = [("before training", theme.untrained, True), ("after training", theme.predicted, True)]
        self.legend = self.layout.footer.place(
            Legend([*entries, (f"in the data (counted: {found:,})", theme.correct, False)], theme)
        )
        self.play(FadeOut(self.note), FadeIn(self.legend), share=0.15)
        self.play(self.bars.animate.aim_at(data), share=0.72)

    @beat(
        "Likewise {others}: every beginning has its own distribution, random before training, shaped by the data after."
    )
    def others(self) -> None:
        self.lay_out_rows()
        self.play(FadeOut(self.shares, self.scale, self.legend, self.clock), self.bars.animate.annotate([]), share=0.1)
        self.play(
            ReplacementTransform(self.bars.aim_at(0 * self.bars.values), self.rows[0]),
            ReplacementTransform(self.strip, self.prefixes[0]),
            share=0.2,
        )
        self.play(FadeIn(*self.prefixes[1:], *self.rows[1:]), share=0.15)
        for i, bars in enumerate(self.rows[1:], start=1):
            bars.shade(self.probs[i, 0])
            self.play(self.at(self.last, bars.animate, i), share=0.4 / len(self.rows[1:]))

    def lay_out_rows(self) -> None:
        """Make a row for each prefix: its letters, its bars, its number of letters in play."""
        top, *rows = self.layout.stage.rows(0.3, *(1 for _ in self.probs), gap=0.12)
        ceiling = float(self.probs.max())
        columns = [row.columns(2.5, 8.6, 1.8) for row in (top, *rows)]
        self.named = columns.pop(0)[2].place(Label("letters in play", self.theme, size=22, colour=self.theme.muted))
        self.prefixes = [c[0].place(self.make_strip(i, 0.6, c[0].width), side=1) for i, c in enumerate(columns)]
        sizes = [(c[1].width, c[1].height, ceiling) for c in columns]
        self.rows = [c[1].place(self.make_bars(i, *sizes[i], headroom=0.05)) for i, c in enumerate(columns)]
        self.at(self.last, self.rows[0]).shade(self.probs[0, 0])
        first, size = self.exhibit["choices"][:, 0], self.theme.title_size
        self.doubts = [Number(n, self.theme, form="{:.1f}", size=size, widest=88.8) for n in first.tolist()]
        for doubt, column in zip(self.doubts, columns, strict=True):
            column[2].place(doubt)

    @beat(
        "Its doubt {after}: as among {choices_before:.1f} equal letters at first, {choices:.1f} now. "
        "That is all training does: {change}."
    )
    def flat_to_peaked(self) -> None:
        self.clock = self.layout.footer.place(self.clock.go_to(0))
        self.play(*(self.at(0, bars.animate, i) for i, bars in enumerate(self.rows)), share=0.12)
        self.play(FadeIn(self.named, self.clock.set_opacity(1), *self.doubts), share=0.1)
        for moment in range(1, self.last + 1):
            doubts = zip(self.doubts, self.exhibit["choices"][:, moment].tolist(), strict=True)
            numbers = [doubt.animate.go_to(choices) for doubt, choices in doubts]
            bars = [self.at(moment, bars.animate, i) for i, bars in enumerate(self.rows)]
            clock = self.clock.animate.go_to(self.steps[moment])
            self.play(*bars, *numbers, clock, rate_func=linear, share=0.6 / self.last)


def _spelled(run: Run, prefix: str) -> str:
    """Return the labels of a prefix, one a line, and a question mark; only the end of a long one."""
    labels = [run.tokenizer.label(token) for token in run.tokenizer.encode(prefix)]
    return "\n".join([*(labels if len(labels) <= SHOWN + 1 else ["…", *labels[-SHOWN:]]), "?"])


def _after(prefix: str) -> str:
    return f"after “{prefix}”" if prefix else "at the very beginning"


def _facts(expected: Expectations, labels: tuple[str, ...]) -> dict[str, Fact]:
    before, after, data = expected.probs[0, 0], expected.probs[0, -1], expected.data[0]
    choices, overlap = expected.choices, expected.overlap
    return {
        "tokens": len(labels),
        "steps": expected.steps[-1],
        "low": float(before.min()),
        "high": float(before.max()),
        "even": 1 / len(labels),
        "after": _after(expected.prefixes[0]),
        "others": listed([_after(prefix) for prefix in expected.prefixes[1:]]),
        "leaders": listed([f"{quoted(labels[i])} {after[i]:.0%}" for i in foremost_of(after)]),
        "sunk": int((after < before).sum()),
        "counted": listed([f"{quoted(labels[i])} with {data[i]:.0%}" for i in foremost_of(data)] or ["nothing at all"]),
        "found": int(expected.counts[0].sum()),
        "overlap": float(overlap[0, -1]),
        "overlap_before": float(overlap[0, 0]),
        "choices_before": float(choices[0, 0]),
        "choices": float(choices[0, -1]),
        "change": _change(expected),
    }


def _change(expected: Expectations) -> str:
    """Return what training did to the distributions, as far as all of them show it."""
    choices, overlap = expected.choices, expected.overlap  # (P, S)
    if (choices[:, -1] < PEAKED * choices[:, 0]).all() and (overlap[:, -1] > ACCURATE).all():
        return "flat distributions become peaked and accurate"
    nearer = (overlap[:, -1] > overlap[:, 0]).all()
    return "distributions move towards the data" if nearer else "distributions move, here not yet far enough"
