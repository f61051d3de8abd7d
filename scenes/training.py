"""One whole training, watched: the loss falls, the writing changes, and what it copies is counted."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import RIGHT, UP, FadeIn, FadeOut, VGroup, linear

from gptanim import learning, probe
from gptanim.run import Run
from gptanim.sampler import sample
from gptanim.stage import Array, Exhibit, Fact
from scenes.kit.brush import mix
from scenes.kit.layout import Region
from scenes.kit.parts.gauge import Gauge
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label
from scenes.kit.parts.lines import Lines
from scenes.kit.parts.plot import Curve, Plot
from scenes.kit.parts.timeline import TenfoldPlot, Timeline
from scenes.kit.segment import Segment, beat
from scenes.kit.words import percent, quoted

STOPS = 6  # moments shown of the fast phase, and as many of the slow one
SHOWN = 9  # samples shown at a moment
DRAWN = 200  # names written at the end, to count the copies among them
ACROSS = 20  # of them in a row
LONGEST = 7  # letters of the text whose attention is shown
WEIGHTS = (14, 8)  # rows and columns of the token embedding that are shown
POINTS = 400  # of the loss curve in each phase


class Training(Segment):
    """The loss curve, the samples, an attention map and some weights of one run, on one clock."""

    title = "Watching it learn"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        """Smooth the loss (learning.smoothed), choose moments, and look at the model at each of them.

        stops: steps of at most STOPS snapshots of each phase, evenly chosen; arrays (K, …) belong to them.
        weights: the first WEIGHTS of the token embedding. attention: the mean over all heads.
        """
        snapshots, curve, fast = names.snapshots, learning.smoothed(names.train_loss), learning.fast_phase(names)
        chosen = [snapshots[i] for i in (*_evenly(0, fast), *_evenly(fast, len(snapshots) - 1)[1:])]
        columns = [snapshots[0], snapshots[fast], snapshots[-1]]
        mistake = learning.first_mistake(names, snapshots[fast].step)
        text = probe.held_out_example(names, max_length=LONGEST)[:LONGEST]
        at = np.unique(np.linspace([0, 0], [snapshots[fast].step, len(curve)], POINTS).astype(int))
        at = at[at < len(curve)]
        drawn = np.array(sample(names.last, DRAWN, np.random.default_rng(names.train_config.seed)))
        arrays = {
            "at": at,
            "raw": names.train_loss[at],
            "curve": curve[at],
            "recorded": np.array([s.step for s in snapshots]),
            "held_out": np.array([s.val_loss for s in snapshots]),
            "mistake": np.array([] if mistake is None else mistake.p),
            "stops": np.array([s.step for s in chosen]),
            "samples": np.array([s.samples[:SHOWN] for s in chosen]),
            "attention": np.array([probe.attention(s, text).mean(axis=(0, 1)) for s in chosen]),
            "tokens": np.array([names.tokenizer.label(i) for i in names.tokenizer.with_markers(text)[:-1]]),
            "weights": np.array([s.params["wte"][: WEIGHTS[0], : WEIGHTS[1]] for s in chosen]),
            "columns": np.array([s.samples[:SHOWN] for s in columns]),
            "known": np.array([learning.known_share(s.samples, names.corpus.train) for s in columns]),
            "drawn": drawn,
            "copied": np.isin(drawn, names.corpus.train),
        }
        return Exhibit(arrays, {**_loss_facts(names, curve, fast), **_word_facts(names, arrays, mistake)})

    def setup(self) -> None:
        """Lay out the clock and the chart on the left, the samples on the right."""
        theme, exhibit, facts = self.theme, self.exhibit, self.exhibit.facts
        left, right = self.layout.stage.columns(2.4, 1, gap=0.6)
        (clock, chart), (heading, panel) = (half.rows(0.6, 4.4, gap=0.15) for half in (left, right))
        self.fast, self.steps = float(facts["fast_steps"]), float(facts["steps"])
        self.at, curve, stops = exhibit["at"], exhibit["curve"], exhibit["stops"]
        self.top = 1.12 * max(float(facts["baseline"]), float(curve.max()), float(exhibit["held_out"].max()))
        axes = Timeline(theme, last=self.fast, longest=self.steps, y=self.top, width=chart.width, height=chart.height)
        self.chart = chart.place(axes.set_level(float(facts["baseline"]), f"guessing blindly: {facts['baseline']:.2f}"))
        self.curves = self._curves(self.chart, self.at)
        self.gauges = [Gauge("step", [0, self.steps], [0, self.steps], theme, form="{:,.0f}")]
        self.gauges += [Gauge("loss", self.at, curve, theme, colour=theme.loss)]
        if len(exhibit["mistake"]):
            self.gauges += [Gauge(str(facts["pair"]), exhibit["recorded"], exhibit["mistake"], theme, form="{:.1%}")]
        clock.place(VGroup(*self.gauges).arrange(RIGHT, buff=0.9))
        self.caption = heading.place(Label("what it writes", theme, size=theme.label_size, colour=theme.muted), side=-1)
        self.samples = panel.place(self._samples(panel))
        self.turn, self.last = int(np.searchsorted(stops, self.fast)), len(stops) - 1

    def _curves(self, plot: Plot, xs: Array) -> list[Curve]:
        """Return the loss on a plot, as it was at every step and smoothed, not drawn yet."""
        faint, raw = mix(self.theme.loss, self.theme.background, 0.65), np.minimum(self.exhibit["raw"], self.top)
        smooth = Curve(plot, xs, self.exhibit["curve"], colour=self.theme.loss, thickness=0.055)
        return [Curve(plot, xs, raw, colour=faint, thickness=0.022).draw(0), smooth.draw(0)]

    def _samples(self, region: Region, size: float = 28) -> Lines:
        """Return the samples of every stop; they turn from the colour of the untrained to the model's."""
        pages = self.exhibit["samples"].tolist()
        shades = [mix(self.theme.untrained, self.theme.predicted, 2 * i / len(pages)) for i in range(len(pages))]
        return Lines(pages, self.theme, width=region.width, height=region.height, size=size, colours=shades)

    def run_clock(self, first: int, last: int, share: float, *maps: tuple[Heatmap, Array]) -> None:
        """Let the clock run from one stop to another, and all that hangs on it."""
        for stop in range(first + 1, last + 1):
            step, (raw, smooth) = float(self.exhibit["stops"][stop]), self.curves
            reached = float(np.interp(step, self.at, (smooth.xs - smooth.xs[0]) / max(np.ptp(smooth.xs), 1e-9)))
            moves: list[Any] = [raw.animate.draw(reached), smooth.animate.draw(reached, tip=True)]
            moves += [gauge.animate.run_to(step) for gauge in self.gauges]
            moves += [heatmap.animate.go_to(values[stop]) for heatmap, values in maps]
            self.play(*moves, self.samples.animate.turn(stop), share=share / (last - first), rate_func=linear)

    @beat(
        "A whole training, from the first step. The loss is {loss_first:.2f}, {compared} blind guessing; "
        "what the model writes is noise."
    )
    def start(self) -> None:
        self.play(FadeIn(self.chart), share=0.12)
        self.play(self.chart.animate.rule(), share=0.15)
        self.add(*self.curves)
        self.play(*map(FadeIn, self.gauges), self.curves[1].animate.draw(1e-6, tip=True), share=0.15)
        self.play(FadeIn(self.caption), FadeIn(self.samples.let_see(0)), share=0.1)
        for seen in range(1, SHOWN + 1):
            self.play(self.samples.animate.let_see(np.arange(SHOWN) < seen), share=0.32 / SHOWN)

    @beat(
        "By step {fast_steps:,}, after {fast_time} of the training, {fast_share:.0%} of the fall is done. {first_cured}"
    )
    def fast_phase(self) -> None:
        self.run_clock(0, self.turn, 0.85)

    @beat(
        "{slow_words}: {slow_time} of the steps for {slow_share:.0%} of the fall. Only finer patterns are left to find."
    )
    def slow_phase(self) -> None:
        self.play(self.chart.animate.reach(self.steps).shade(self.fast), share=0.2)
        self.phases = early, late = self._phases()
        self.play(FadeIn(early, shift=0.2 * UP), share=0.1)
        self.run_clock(self.turn, self.last, 0.45)
        self.play(FadeIn(late, shift=0.2 * UP), share=0.1)

    def _phases(self) -> VGroup:
        """Return what each phase brought, in the footer."""
        facts, theme = self.exhibit.facts, self.theme
        early = f"shaded: {facts['fast_share']:.0%} of the fall in {facts['fast_time']} of the steps"
        late = f"the rest: {facts['slow_share']:.0%} in {facts['slow_time']}"
        return self.legend((early, theme.loss), (late, theme.text))

    def legend(self, *entries: tuple[str, str]) -> VGroup:
        """Return texts in their colours, side by side in the footer."""
        labels = (Label(text, self.theme, size=self.theme.label_size, colour=colour) for text, colour in entries)
        return self.layout.footer.place(VGroup(*labels).arrange(RIGHT, buff=0.9))

    @beat("{held_out_words}")
    def held_out(self) -> None:
        theme, recorded, losses = self.theme, self.exhibit["recorded"], self.exhibit["held_out"]
        unseen = Curve(self.chart, recorded, losses, colour=theme.text, thickness=0.04, dash=0.1).draw(0)
        seen = Gauge("in training", self.at, self.exhibit["curve"], theme, colour=theme.loss).run_to(self.steps)
        gauges = VGroup(Gauge("loss on names kept back", recorded, losses, theme), seen).arrange(RIGHT, buff=0.9)
        self.layout.footer.place(gauges)
        self.add(unseen)
        self.play(FadeOut(*self.phases), share=0.08)
        self.play(FadeIn(gauges), share=0.08)
        for stop in self.exhibit["stops"][1:].tolist():
            moves = unseen.animate.draw(stop / self.steps, tip=True), gauges[0].animate.run_to(stop)
            self.play(*moves, share=0.68 / self.last, rate_func=linear)

    @beat(
        "Every step asks each of {n_params:,} weights for its share of the blame, and nudges it. "
        "All of this comes from {nudges:,} such nudges."
    )
    def one_clock(self) -> None:
        exhibit, columns = self.exhibit, self.layout.stage.columns(4.2, 3.7, 2.4, 2.9)
        headings, panels = zip(*(column.rows(0.5, 4.4, gap=0.15) for column in columns), strict=True)
        names = ("how wrong it is", "where it looks", "a few weights", "what it writes")
        size, colour = self.theme.label_size, self.theme.muted
        titles = [h.place(Label(n, self.theme, size=size, colour=colour)) for h, n in zip(headings, names, strict=True)]
        first = panels[0]
        plot = TenfoldPlot(self.theme, longest=self.steps, y=self.top, width=first.width, height=first.height)
        first.place(plot)  # curves lie where their plot is when they are made
        tokens, attention, weights = exhibit["tokens"].tolist(), exhibit["attention"], exhibit["weights"]
        cell = (panels[1].width - 0.5) / len(tokens)  # what its labels leave
        look = Heatmap(attention[0], self.theme, cell=cell, rows=tokens, columns=tokens)
        cell = min(panels[2].width / weights.shape[2], panels[2].height / weights.shape[1])
        full, below = float(np.abs(weights).max()), self.theme.loss
        some = Heatmap(weights[0], self.theme, cell=cell, full=full, colour=self.theme.predicted, below=below)
        self.sweep()
        self.gauges = [self.layout.footer.place(self.gauges[0].run_to(0))]
        self.curves, self.samples = self._curves(plot, plot.at(self.at)), self._samples(panels[3], 24)
        shown = (
            first.place(plot),
            panels[1].place(look),
            panels[2].place(some),
            panels[3].place(self.samples),
            *titles,
        )
        self.play(*map(FadeIn, (*shown, *self.gauges)), share=0.1)
        self.add(*self.curves)
        self.run_clock(0, self.last, 0.7, (look, attention), (some, weights))

    def sweep(self) -> None:
        """Fade everything out but the heading."""
        self.play(*(FadeOut(mobject) for mobject in self.mobjects if mobject is not self.heading), share=0.08)

    @beat(
        "Before training, {known_first:.0%} of its letter triples occur in real names; at step {fast_steps:,}, "
        "{known_fast:.0%}; at the end, {known_last:.0%}. Nobody told it a rule."
    )
    def gibberish_to_names(self) -> None:
        self.sweep()
        theme, texts, known = self.theme, self.exhibit["columns"].tolist(), self.exhibit["known"].tolist()
        words = "real triples: three letters in a row that some name in the training data holds too"
        self.play(FadeIn(self.legend((words, theme.muted))), share=0.05)
        halfway = mix(theme.untrained, theme.predicted, 0.5)
        moments = (0, theme.untrained), (self.fast, halfway), (self.steps, theme.predicted)
        for i, (region, (step, colour)) in enumerate(zip(self.layout.stage.columns(1, 1, 1), moments, strict=True)):
            top, middle, bottom = region.rows(0.6, 4.0, 0.6, gap=0.1)
            title = top.place(Label(f"step {step:,.0f}", theme, bold=True), side=-1)
            lines = Lines([texts[i]], theme, width=middle.width, height=middle.height, size=30, colours=[colour])
            number = bottom.place(Gauge("real triples", [0, 1], [0, known[i]], theme, form="{:.0%}"), side=-1)
            self.play(*map(FadeIn, (title, middle.place(lines), number)), share=0.1)
            self.play(number.animate.run_to(1), share=0.14)

    @beat("Of {drawn} names it writes now, {copies} from its training data, letter for letter.{own}")
    def copies(self) -> None:
        self.sweep()
        theme, drawn, copied = self.theme, self.exhibit["drawn"].tolist(), self.exhibit["copied"]
        halves = [half.rows(0.6, 4.4, gap=0.15) for half in self.layout.stage.columns(1, 1.5, gap=0.6)]
        (above, left), (counter, right) = halves
        shown = 2 * SHOWN
        legend = self.legend(("in its training data", theme.correct), ("its own", theme.predicted))
        title = Label(f"{shown} of them", theme, size=theme.label_size, colour=theme.muted)
        lines = Lines([drawn[:shown]], theme, width=left.width, height=left.height, columns=2, size=28)
        grid = np.where(copied, 1.0, -0.4).reshape(-1, ACROSS)
        cell = min(right.width / ACROSS, right.height / len(grid))
        cells = Heatmap(0 * grid, theme, cell=cell, colour=theme.correct, below=theme.predicted)
        counts = [0, *copied.cumsum().tolist()]
        gauge = Gauge(f"of all {DRAWN}, copied", range(DRAWN + 1), counts, theme, form="{:.0f}", colour=theme.correct)
        self.play(FadeIn(above.place(title, side=-1)), FadeIn(left.place(lines)), share=0.15)
        self.play(lines.animate.mark(*np.flatnonzero(copied[:shown])), FadeIn(legend), share=0.15)
        self.play(FadeIn(right.place(cells)), FadeIn(counter.place(gauge)), share=0.08)
        for row in range(1, len(grid) + 1):
            known = grid * (np.arange(len(grid)) < row)[:, None]
            self.play(cells.animate.go_to(known), gauge.animate.run_to(row * ACROSS), share=0.4 / len(grid))


def _evenly(first: int, last: int) -> list[int]:
    """Return at most STOPS + 1 whole numbers from first to last, both included, evenly spread."""
    return sorted(set(np.linspace(first, last, STOPS + 1).round().astype(int).tolist()))


def _loss_facts(names: Run, curve: Array, fast: int) -> dict[str, Fact]:
    """Return what the beats say of the loss."""
    steps, fast_steps, done = len(curve), names.snapshots[fast].step, learning.fall(curve)
    start, baseline = float(curve[0]), float(np.log(names.config.vocab_size))
    fast_share = float(done[min(fast_steps, steps - 1)])
    slow_share, slow_time = max(0.0, float(done[-1]) - fast_share), 1 - fast_steps / steps
    worse = "worse than" if start > baseline else "a bit better than"
    compared = worse if abs(start / baseline - 1) > 0.02 else "about as bad as"
    return {
        "steps": steps, "fast_steps": fast_steps, "fast_time": percent(fast_steps / steps), "fast_share": fast_share,
        "slow_time": percent(slow_time), "slow_share": slow_share, "loss_first": start, "baseline": baseline,
        "slow_words": "The rest is slow" if slow_time > slow_share else "The rest goes no slower",
        "compared": compared, "n_params": names.config.n_params, "nudges": steps * names.config.n_params,
    }  # fmt: skip


def _word_facts(names: Run, arrays: dict[str, Array], mistake: learning.Mistake | None) -> dict[str, Fact]:
    """Return what the beats say of mistakes, of names kept back and of copies."""
    fast, train, held_out = learning.fast_phase(names), set(names.corpus.train), set(names.corpus.held_out)
    facts: dict[str, Fact] = {"first_cured": "The most glaring mistakes go first.", "pair": ""}
    if mistake is not None:
        second, first = (quoted(names.tokenizer.label(names.tokenizer.encode(x)[0])) for x in mistake.pair[::-1])
        before, after = percent(mistake.p[0]), percent(mistake.p[fast])
        facts["pair"] = f"{second} after {first}"
        facts["first_cured"] = (
            f"Obvious mistakes go first: {second} after {first}, found in no name, sinks from {before} to {after}."
        )
    own = DRAWN - int(arrays["copied"].sum())
    met = sum(text in held_out - train for text in arrays["drawn"].tolist())
    kept = f", though {met} happen to be real names kept back from it" if met else ""
    facts["own"] = f" The other {own} it made up{kept}." if 0 < own < DRAWN else ""
    facts["copies"] = {DRAWN: "none is copied", DRAWN - 1: "1 is copied", 0: "all are copied"}.get(
        own, f"{DRAWN - own} are copied"
    )
    facts["drawn"] = DRAWN
    for name, share in zip(("known_first", "known_fast", "known_last"), arrays["known"].tolist(), strict=True):
        facts[name] = share
    return facts | {"held_out_words": _held_out_words(names, float(arrays["curve"][-1]))}


def _held_out_words(names: Run, trained: float) -> str:
    """Return a sentence on what the held-out texts cost the model, and what follows from it."""
    first, last = names.first, names.last
    if set(names.corpus.held_out) <= set(names.corpus.train):
        return "With so few names, none could be kept back: whether it learned or memorised, this run cannot tell."
    kept = (first.val_loss - last.val_loss) / max(1e-9, first.train_loss - trained)
    lesson = "mostly it learned how names go" if kept > 0.5 else "much of what it learned is these very names"
    fell = "falls" if last.val_loss < first.val_loss else "rises"
    return (
        f"On names kept back, the loss {fell} from {first.val_loss:.2f} to {last.val_loss:.2f}, "
        f"against {trained:.2f} in training: {lesson}."
    )
