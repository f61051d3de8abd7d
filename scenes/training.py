"""One whole training, watched: the loss falls, the writing changes, and what it copies is counted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import UP, FadeIn, linear

from gptanim import probe
from gptanim.measures.copies import draw
from gptanim.measures.course import course
from gptanim.measures.moments import moments
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.segment import Segment, beat
from scenes.props.training import phrases
from scenes.props.training.board import TrainingBoard
from scenes.props.training.captions import Captions
from scenes.props.training.clockwork import Clockwork
from scenes.props.training.copying import Copying
from scenes.props.training.four_views import FourViews
from scenes.props.training.written import Progress

STOPS, POINTS = 6, 400  # moments shown of each phase, and points of the loss curve
SHOWN, DRAWN = 9, 200  # samples shown at a moment, and names written at the end to count the copies among them
LONGEST, WEIGHTS = 7, (14, 8)  # letters whose attention is shown; rows and columns of the token embedding


class Training(Segment):
    """The loss curve, the samples, an attention map and some weights of one run, on one clock."""

    title = "Watching it learn"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        """Follow the loss, look at the model at a few moments, and count what it copies in the end."""
        found, copies = course(names, stops=STOPS, points=POINTS), draw(names, DRAWN)
        text = probe.held_out_example(names, max_length=LONGEST)[:LONGEST]
        seen = moments(found.stops, text, samples=SHOWN, weights=WEIGHTS)
        arrays = found.arrays() | seen.arrays() | copies.arrays()
        arrays["ends"] = np.array([snapshot.samples[:SHOWN] for snapshot in found.ends])
        facts = found.facts() | phrases.of_phases(found) | phrases.of_mistake(found)
        return Exhibit(arrays, facts | phrases.of_copies(copies))

    def setup(self) -> None:
        """Lay out the clock and the chart on the left, the samples on the right."""
        self.board = TrainingBoard(self.exhibit, self.theme, region=self.layout.stage, footer=self.layout.footer)
        self.fast, self.steps = float(self.exhibit.facts["fast_steps"]), float(self.exhibit.facts["steps"])
        self.turn, self.last = int(np.searchsorted(self.exhibit["stops"], self.fast)), len(self.exhibit["stops"]) - 1

    def run_clock(self, clockwork: Clockwork, stops: Sequence[int], share: float) -> None:
        """Let the clock run from stop to stop, and all that hangs on it."""
        for stop in stops:
            self.play(clockwork.animate.run_to(stop), share=share / len(stops), rate_func=linear)

    @beat(
        "Now train it, on {examples}. It starts {compared} blind guessing.",
        notes="The dashed line is the loss of an even guess, {baseline:.2f}; the model starts at {loss_first:.2f}.",
    )
    def start(self) -> None:
        board = self.board
        self.play(FadeIn(board.chart, board.caption), share=0.1)
        self.play(board.chart.animate.rule(), share=0.1)
        self.add(board.trace)
        self.play(*map(FadeIn, board.gauges), board.trace.smooth.animate.draw(1e-6, tip=True), share=0.1)
        self.add(board.samples.let_see(0))
        for seen in range(1, SHOWN + 1, 2):
            self.play(board.samples.animate.let_see(np.arange(SHOWN) <= seen), share=0.11)

    @beat("By step {fast_steps:,}, {fast_share:.0%} of the fall is done. {first_cured}", notes="{cured}")
    def fast_phase(self) -> None:
        self.run_clock(self.board.clockwork, range(1, self.turn + 1), 0.85)

    @beat("{slow_words}: {slow_time} of the steps, for {slow_share:.0%} of the fall.")
    def slow_phase(self) -> None:
        board = self.board
        self.play(board.chart.animate.reach(self.steps).shade(self.fast), share=0.2)
        self.play(FadeIn(board.phases[0], shift=0.2 * UP), share=0.08)
        self.run_clock(board.clockwork, range(self.turn + 1, self.last + 1), 0.5)
        self.play(FadeIn(board.phases[1], shift=0.2 * UP), share=0.08)

    @beat("Each step asks all {n_params:,} weights how much they mattered, and nudges them.")
    def one_clock(self) -> None:
        self.sweep()
        views = FourViews(self.exhibit, self.theme, region=self.layout.stage, footer=self.layout.footer)
        self.play(FadeIn(views, views.clockwork), share=0.1)
        self.run_clock(views.clockwork, sorted({*range(2, self.last, 2), self.last}), 0.7)

    @beat(
        "At first {known_first:.0%} of its letter triples were real, now {known_last:.0%}. Nobody told it a rule.",
        notes="A triple is three letters in a row. At step {fast_steps:,}, {known_fast:.0%} of them were real.",
    )
    def gibberish_to_names(self) -> None:
        self.sweep()
        steps, texts, known = (0, self.fast, self.steps), self.exhibit["ends"].tolist(), self.exhibit["known"].tolist()
        progress = Progress(steps, texts, "real triples", known, self.theme, region=self.layout.stage)
        words = "real triples: three letters in a row that some name in the training data holds too"
        legend = Captions((words, self.theme.muted), theme=self.theme, region=self.layout.footer)
        for column, gauge in zip(progress, progress.gauges, strict=True):
            self.play(FadeIn(column, shift=0.2 * UP), FadeIn(legend), share=0.1)
            self.play(gauge.animate.run_to(1), share=0.18)

    @beat("Of {drawn} names it writes, {copies}{own}.", notes="{met}")
    def copies(self) -> None:
        self.sweep()
        found = Copying(self.exhibit, self.theme, shown=2 * SHOWN, layout=self.layout)
        self.play(FadeIn(found.texts, found.counter, found.legend), share=0.12)
        self.play(found.texts.animate.mark_copies(), share=0.12)
        for row in range(2, found.counter.rows + 1, 2):
            self.play(found.counter.animate.count(row), share=1.04 / found.counter.rows)
