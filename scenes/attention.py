"""Attention: how a letter decides which earlier letters to look at, in numbers, in all heads, over training."""

from __future__ import annotations

from manim import FadeIn, linear

from gptanim.measures.gaze import example, gaze
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.segment import Segment, beat
from scenes.props.attention.looking import Looking
from scenes.props.attention.phrases import of_gaze

LONGEST = 9  # letters whose maps still fit beside each other


class Attention(Segment):
    """One letter looks back in numbers; then all letters do, in all heads, at every step of the training."""

    title = "Where to look back"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run, *, text: str | None = None) -> Exhibit:
        """Measure attention on a text, by default gaze.example; shares are means over heads unless said otherwise."""
        seen = gaze(names, text or example(names, longest=LONGEST), longest=LONGEST)
        return Exhibit(seen.arrays(), {**seen.numbers(), **of_gaze(seen)})

    def setup(self) -> None:
        """Lay out all that is drawn (Looking)."""
        look = self.look = Looking(self.exhibit, self.theme, layout=self.layout)
        self.strip, self.note, self.count, self.last = look.strip, look.note, look.count, look.last
        self.scoring, self.rows = look.scoring, look.rows

    def each(self, share: float) -> float:
        """Return how long one token's motion lasts when all of them together take that share of the beat."""
        return share * self.seconds[self.now.name] / self.count

    @beat(
        "Attention is the model’s memory. Not all letters count equally: the last {last} favours {most}.",
        notes="It gives {most} {p_most:.0%} of its attention, {least} only {p_least:.0%}; means of all heads.",
    )
    def looking_back(self) -> None:
        self.play(self.look.arrive(), share=0.12)
        self.play(self.strip.animate.light(self.last), share=0.08)
        self.add(self.look.glance)
        for reached in range(self.last, -1, -1):
            self.play(*self.look.glance.reach(*range(reached, self.count)), run_time=self.each(0.65))

    @beat("In one head, {letter} asks with a query; every letter offers a key.", notes="Each is {numbers}.")
    def query_key(self) -> None:
        self.play(*self.look.settle(), share=0.14)
        self.play(self.scoring.unroll_query(self.look.query), *self.note.turn_to(self.scoring.legend), share=0.16)
        self.play(*self.scoring.bring_query(), share=0.14)
        self.add(self.scoring.keys)
        for seen in range(self.count):
            self.play(self.scoring.unroll_keys(seen + 1), run_time=self.each(0.44))

    @beat("Query times key, added up, gives each letter a score.", notes="Divided by the root of {d}.")
    def match(self) -> None:
        self.play(*self.scoring.bring_key(), share=0.12)
        self.play(*self.scoring.multiply(), share=0.15)
        self.play(*self.scoring.add_up(), share=0.12)
        for position in range(1, self.count):
            self.play(*self.scoring.turn_to(position), run_time=self.each(0.55))

    @beat(
        "What comes later is struck out; softmax turns the rest into shares.",
        notes="They add up to one; {favourite} gets {p_favourite:.0%}.",
    )
    def mask_softmax(self) -> None:
        self.play(*self.scoring.keep_scores(self.rows.spread.under), *self.note.clear(), share=0.14)
        self.play(*self.scoring.mask(self.look.query), share=0.2)
        self.play(FadeIn(self.scoring.softmax, self.rows.spread.bars), share=0.12)
        self.play(*self.look.share_out(), share=0.3)
        self.play(self.rows.spread.bars.animate.annotate(range(self.look.query + 1)), share=0.12)

    @beat("Every letter does so, and fills one row of a map.", notes="More colour is more attention.")
    def heatmap(self) -> None:
        self.play(*self.look.lift_row(), share=0.14)
        self.play(*self.look.land_row(), share=0.14)
        self.remove(self.look.row)
        self.add(self.rows.map.fill(self.look.query))
        for i in range(self.count):
            self.play(*self.rows.look_from(i), run_time=self.each(0.62))

    @beat(
        "{early} keep {p_near:.0%} for the start and themselves; {later}.",
        notes="Means of all heads. With an even spread, early ones would keep {p_even:.0%}.",
    )
    def start(self) -> None:
        self.play(*self.look.turn_to_mean(), share=0.2)
        self.add(self.rows.spread.ticks)
        for i in range(1, self.count):
            self.play(*self.look.compare_early(i), run_time=self.each(0.65))

    @beat(
        "{heads} the last {last} gives {before} {p_pair_best:.0%}.",
        notes="On average {p_pair:.0%}; an even spread gives {p_pair_even:.0%}. Queries and keys are each head’s own.",
    )
    def several(self) -> None:
        self.play(*self.look.spread_heads(), share=0.35)
        self.play(*self.look.look_last(), share=0.2)
        self.play(self.look.tell_pair(), share=0.25)

    @beat(
        "None of it was programmed: it emerged in {steps:,} small updates.",
        notes="On average, a row’s favourite went from {p_first:.0%} to {p_last:.0%}.",
        loop=True,
    )
    def emerges(self) -> None:
        count = len(self.exhibit["maps"])
        self.play(*self.look.begin(), share=0.1)
        self.play(*self.look.rewind(), share=0.12)
        self.add(self.look.climb.curve)
        moment = 0.65 * self.seconds[self.now.name] / (count - 1)
        for s in range(1, count):
            self.play(*self.look.reach(s), run_time=moment, rate_func=linear)
