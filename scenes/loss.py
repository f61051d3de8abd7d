"""How wrong was it? One number for a guess: minus the logarithm of what the right token got."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, FadeOut, MathTypst, VGroup, Write

from gptanim import probe
from gptanim.reading import Reading, foremost, gather, read
from gptanim.run import Run
from gptanim.stage import Array, Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.plot import Curve
from scenes.kit.parts.surprise import LEAST, Follower, Predictions, SurpriseCurve, mean_loss
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.segment import Segment, beat

STOPS = (0.90, 0.42, 0.10, 0.02)  # worked values of the curve
EXAMPLE = {"four": 0.47, "five": 0.42, "six": 0.11}  # a worked example, no prediction of the run
FIVE_FIRST = (0.30, 0.42, 0.28)  # the same with "five" ahead of the others
LONGEST, CANDIDATES, SHOWN, LETTERED = 9, 600, 12, 40  # letters of a text, texts searched, bars, bars with letters
AXIS = (5.0, 8.0)  # the least top of the loss axis, and how far improbable tokens may raise it


class Loss(Segment):
    """−log p, slid along, and then the real predictions of the run on it, before training and after."""

    title = "How wrong was it?"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run, *, text: str | None = None) -> Exhibit:
        """Place a held-out text on the curve, and find guesses that gave the right token nearly 90 % and 2 %.

        top: where the loss axis ends. A token with a greater loss stands at its upper edge; means count it in full.
        """
        text = text or probe.held_out_example(names, max_length=LONGEST)
        before, after = (read(snapshot, text, longest=LONGEST) for snapshot in (names.first, names.last))
        p, size = np.maximum([before.p, after.p], LEAST), names.tokenizer.vocab_size  # (2, T)
        top = np.ceil(max(AXIS[0], np.log(size) + 1, min(AXIS[1], -np.log(p).min())))
        letters = [label if size <= LETTERED else "" for label in names.tokenizer.labels]
        arrays = {"tokens": np.array(before.tokens[1:]), "p": p, "top": np.array(top), "letters": np.array(letters)}
        facts: dict[str, str | float] = {f"loss_{100 * stop:.0f}": -float(np.log(stop)) for stop in STOPS}
        for name, (reading, position) in zip(("high", "low"), _two_guesses(names), strict=True):
            arrays |= {f"{name}_{key}": array for key, array in _guess(names, reading, position).items()}
            facts[f"p_{name}"] = _percent(reading.p[position])
        arrays["slides"] = np.stack([_with_share(arrays["high_values"], int(arrays["high_target"]), s) for s in STOPS])
        means, unknowing = -np.log(p).mean(axis=1), float(np.log(size))
        facts |= {"size": size, "unknowing": unknowing, "before": float(means[0]), "after": float(means[1])}
        near = "close to" if abs(means[0] - unknowing) < 0.4 else "above" if means[0] > unknowing else "below"
        facts |= {"near": near, "text": text if len(text) <= LONGEST else f"{text[:LONGEST]}…"}
        facts |= {"steeper": STOPS[0] / STOPS[-1], "five": -float(np.log(EXAMPLE["five"]))}
        facts |= {"val_before": names.first.val_loss, "val_after": names.last.val_loss}
        facts["others"] = "texts it never saw" if names.corpus.held_out != names.corpus.train else "all its texts"
        return Exhibit(arrays, facts)

    def setup(self) -> None:
        """Two halves: a guess on the left; another, later the curve, on the right."""
        self.left, self.right = self.layout.stage.split(1, 1, gap=0.7)
        self.above, self.below = self.left.rows(0.85, 4, gap=0.25)
        self.high, self.low = self._panel("high", self.left), self._panel("low", self.right)
        top, wide, tall = float(self.exhibit["top"]), self.right.width, self.right.height
        self.curve = self.right.place(SurpriseCurve(self.theme, top=top, width=wide, height=tall)).draw(0)
        self.formula = MathTypst('{{"loss" : l}} = -log {{p : p}}', color=self.theme.text, font_size=52)
        self.formula.select("l").set_color(self.theme.loss)
        self.formula.select("p").set_color(self.theme.correct)
        self.dot = Predictions(self.curve, [STOPS[0]])
        taken = Follower([STOPS[0]], np.mean, self.theme, form="−log {:.2f} =")
        self.sum = VGroup(taken, Follower([STOPS[0]], mean_loss, self.theme, colour=self.theme.loss))
        corner = VGroup(self.formula, self.sum.arrange(RIGHT, buff=0.25)).arrange(DOWN, buff=0.4, aligned_edge=RIGHT)
        self.right.inset(0.2).columns(1, 4)[1].rows(3, 2)[0].place(corner, side=1)

    def _panel(self, name: str, region: Region) -> tuple[TokenStrip, Bars]:
        """Return the tokens read and the bars of a guess, the right token still hidden."""
        above, below = region.rows(0.85, 4, gap=0.25)
        tokens, labels = (self.exhibit[f"{name}_{key}"].tolist() for key in ("tokens", "labels"))
        strip = TokenStrip(tokens, self.theme, width=above.width, cell=0.8, colour=self.theme.correct)
        return above.place(strip.cover(len(tokens) - 1)), self._bars(np.zeros(len(labels)), labels, below)

    def _bars(self, values: Array, labels: list[str], region: Region, colour: str | None = None) -> Bars:
        size = {"width": region.width, "height": region.height}
        return region.place(Bars(values, labels, self.theme, ceiling=1.0, colour=colour, **size))

    @beat(
        "Two real guesses: what came next had got {p_high} in one, {p_low} in the other. How much worse is that?",
        ask=True,
    )
    def two_guesses(self) -> None:
        self.play(*(FadeIn(strip, shift=0.3 * DOWN) for strip, _ in (self.high, self.low)), share=0.1)
        for name, (strip, bars) in (("high", self.high), ("low", self.low)):
            target = int(self.exhibit[f"{name}_target"])
            self.play(bars.animate.go_to(self.exhibit[f"{name}_values"]), share=0.2)
            shown = strip.animate.cover().light(len(strip.tokens) - 1)
            self.play(shown, bars.animate.mark(target).annotate({target}), share=0.2)

    @beat("Only the bar of what came next counts. Its loss: minus the natural logarithm of its probability.")
    def one_bar(self) -> None:
        alone = [bars.animate.go_to(bars.values * bars.marked) for _, bars in (self.high, self.low)]
        self.play(*alone, share=0.25)
        self.play(FadeOut(*self.low, shift=0.5 * DOWN), FadeIn(self.curve), share=0.12)
        self.play(Write(self.formula), share=0.25)
        self.play(self.curve.animate.draw(1), share=0.3)

    @beat(
        "Let that bar shrink. At 90%, the loss is {loss_90:.2f}; at 42%, {loss_42:.2f}; "
        "at 10%, {loss_10:.2f}; at 2%, {loss_2:.2f}."
    )
    def slide(self) -> None:
        self.play(self.high[1].animate.go_to(self.exhibit["slides"][0]), FadeIn(self.dot, self.sum), share=0.12)
        self.trace = Predictions(self.curve, STOPS, radius=0.07).let_see(visible=0)
        self.add(self.trace, self.dot)
        for i, stop in enumerate(STOPS):
            passed = self.trace.animate.let_see(visible=np.arange(4) <= i, noted=np.arange(4) <= i)
            numbers = (number.animate.follow([stop]) for number in self.sum)
            slid = self.dot.animate.go_to([stop]).let_see(rods=1)
            self.play(self.high[1].animate.go_to(self.exhibit["slides"][i]), slid, *numbers, passed, share=0.19)

    @beat(
        "Flat near certainty, steep near zero: the slope at 2% is {steeper:.0f} times that at 90%. "
        "Mending the worst mistakes pays most."
    )
    def steep(self) -> None:
        self.play(FadeOut(self.trace), self.dot.animate.let_see(rods=0), FadeOut(self.sum), share=0.1)
        both = Predictions(self.curve, [STOPS[-1]] * 2, note=lambda p: f"slope −{1 / p:.2g}")
        self.touching = both.let_see(visible=[1, 0])
        self.add(self.touching)
        self.play(self.touching.animate.let_see(leaning=1, noted=[1, 0]), share=0.22)
        self.touching.let_see(visible=1)
        bars = self.high[1].animate.go_to(self.exhibit["slides"][0])
        slid = self.touching.animate.go_to([STOPS[-1], STOPS[0]]).let_see(noted=1)
        self.play(slid, self.dot.animate.go_to(STOPS[:1]), bars, share=0.55)

    @beat(
        "A worked example: “two plus three equals”. Five gets 42%, so the loss is {five:.2f}, "
        "whatever four and six get."
    )
    def example(self) -> None:
        ask = self.above.place(Label("two plus three equals …", self.theme, mono=True, size=self.theme.label_size))
        bars = self._bars(np.zeros(3), list(EXAMPLE), self.below).annotate(range(3))
        note = self.layout.footer.place(Label("a worked example, no prediction of this run", self.theme, size=24))
        self.play(FadeOut(*self.high, self.touching), FadeIn(ask, bars, note), share=0.12)
        p = np.array(list(EXAMPLE.values()))
        slid = self.dot.animate.go_to([EXAMPLE["five"]]).let_see(rods=1)
        for number in self.sum:
            number.follow([EXAMPLE["five"]])
        self.play(bars.animate.go_to(p).mark(1), slid, FadeIn(self.sum), share=0.3)
        for values in (np.array(FIVE_FIRST), p):
            self.play(bars.animate.go_to(values), share=0.22)
        self.example_shown = VGroup(ask, bars, note)

    @beat(
        "Loss is surprise: 0 when sure and right. Knowing nothing among {size} tokens, it is log {size}, "
        "or {unknowing:.2f}."
    )
    def surprise(self) -> None:
        facts, size = self.exhibit.facts, int(self.exhibit.facts["size"])
        sure = np.eye(size)[size // 2]
        bars = self._bars(sure, self.exhibit["letters"].tolist(), self.left).mark(size // 2)
        self.play(FadeOut(self.example_shown, self.formula, self.sum), FadeIn(bars), share=0.1)
        self.play(self.dot.animate.go_to([1.0]).let_see(noted=1, rods=1), share=0.2)
        spread = bars.animate.go_to(np.full(size, 1 / size))
        each = self.left.place(Label(f"{1 / size:.1%} each", self.theme, size=self.theme.title_size))
        self.play(spread, self.dot.animate.go_to([1 / size]), share=0.3)
        height = float(facts["unknowing"])
        self.line = Curve(self.curve, np.array([0, 1]), np.full(2, height), colour=self.theme.untrained, dash=0.12)
        self.line_label = Label(f"log {size} = {height:.2f}", self.theme, colour=self.theme.muted)
        self.line_label.next_to(self.curve.point(1, height), UP, buff=0.05, aligned_edge=RIGHT)
        self.add(self.line.draw(0), self.dot)
        drawn, quiet = self.line.animate.draw(1), self.dot.animate.let_see(noted=0)
        self.play(drawn, quiet, FadeIn(self.line_label, each), share=0.25)
        self.uniform = VGroup(bars, each)

    @beat(
        "Now real ones: before training, the tokens of “{text}” cost {before:.2f} on average, {near} knowing nothing."
    )
    def measured(self) -> None:
        first, count = self.exhibit["p"][0], len(self.exhibit["tokens"])
        self.state = self.above.place(Label("before training", self.theme, colour=self.theme.untrained))
        self.bars = self._bars(np.zeros(count), self.exhibit["tokens"].tolist(), self.below, self.theme.untrained)
        self.dots = Predictions(self.curve, np.full(count, LEAST)).let_see(visible=0, right=0)
        self.play(FadeOut(self.uniform, self.dot), FadeIn(self.state, self.bars), share=0.1)
        self.add(self.dots)
        for done in np.linspace(0, count, 5)[1:].round():
            read = np.arange(count) < done
            fallen = self.dots.animate.go_to(np.where(read, first, LEAST)).let_see(visible=read)
            self.play(self.bars.animate.go_to(first * read).annotate(np.flatnonzero(read)), fallen, share=0.15)
        self.means = self._means(first)
        self.play(FadeIn(self.means[0], shift=0.2 * UP), share=0.15)

    @beat(
        "After training: {after:.2f}. Training aims at a low mean over its training texts; "
        "over {others}, it went from {val_before:.2f} to {val_after:.2f}."
    )
    def trained(self) -> None:
        after, facts = self.exhibit["p"][1], self.exhibit.facts
        state = self.above.place(Label("after training", self.theme, colour=self.theme.correct))
        self.play(FadeOut(self.state, shift=0.3 * UP), FadeIn(state, shift=0.3 * UP), share=0.1)
        risen = self.bars.animate.go_to(after).mark(*range(len(after)))
        slid = self.dots.animate.go_to(after).let_see(right=1)
        self.play(risen, slid, self.means[0][1].animate.follow(after), share=0.45)
        self.play(FadeIn(self.means[1], shift=0.2 * UP), share=0.08)
        self.play(self.means[1][1].animate.go_to(float(facts["val_after"])), share=0.3)

    def _means(self, p: Array) -> VGroup:
        """Return two columns, the mean loss of the text and of other texts, on the roomier side of the dashed line."""
        theme, facts = self.theme, self.exhibit.facts
        size, colour = theme.title_size, theme.loss
        own = Follower(p, mean_loss, theme, size=size, colour=colour)
        numbers = own, Number(float(facts["val_before"]), theme, size=size, colour=colour)
        words = (Label(words, theme, size=20) for words in ("mean of this text", str(facts["others"])))
        columns = [VGroup(*column).arrange(DOWN, buff=0.05) for column in zip(words, numbers, strict=True)]
        means = VGroup(*columns).arrange(RIGHT, buff=0.4)
        middle = float(facts["unknowing"]) / float(self.exhibit["top"])
        if middle > 0.6:
            return means.next_to(self.curve.point(1, float(facts["unknowing"])), DOWN, buff=0.25, aligned_edge=RIGHT)
        return means.next_to(self.line_label, UP, buff=0.2, aligned_edge=RIGHT)


def _two_guesses(run: Run) -> list[tuple[Reading, int]]:
    """Return the guesses that gave the right token nearest to the first and to the last worked value.

    A guess of the untrained model, of a text's first token or of its end is taken only where it is nearer by 0.1.
    """
    texts = run.corpus.held_out[:CANDIDATES]
    readings = [read(snapshot, text, longest=LONGEST - 2) for snapshot in (run.last, run.first) for text in texts]
    places = [(reading, i) for reading in readings for i in range(len(reading.p))]
    p = np.array([reading.p[i] for reading, i in places])
    usual = [i > 0 and reading.ids[i + 1] != reading.ids[0] for reading, i in places]
    trained = np.arange(len(places)) < sum(len(reading.p) for reading in readings[: len(texts)])
    handicap = 0.1 * ~(trained & usual)
    return [places[int((abs(p - stop) + handicap).argmin())] for stop in (STOPS[0], STOPS[-1])]


def _guess(run: Run, reading: Reading, position: int) -> dict[str, Array]:
    """Return what was read, and the bars of the likeliest tokens with the right one among them."""
    target = reading.ids[position + 1]
    ids = foremost(reading.probs[[position]], most=SHOWN, always=[target])
    values, labels = gather(reading.probs[[position]], ids, run.tokenizer.labels)  # (1, K)
    tokens = np.array(reading.tokens[: position + 2])
    return {"tokens": tokens, "values": values[0], "labels": np.array(labels), "target": np.array(ids.index(target))}


def _with_share(values: Array, target: int, share: float) -> Array:
    """Return a distribution whose target has that share, the others keeping their proportions; (K,)."""
    others = np.where(np.arange(len(values)) == target, 0.0, values + 1e-12)
    return np.asarray(others / others.sum() * (1 - share) + share * (np.arange(len(values)) == target))


def _percent(p: float) -> str:
    return f"{p:.0%}" if p >= 0.01 else "less than 1%"
