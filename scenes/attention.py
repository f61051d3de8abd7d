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

    @beat(
        "Not every earlier letter helps equally. The last {last} gives "
        "{most} {p_most:.0%} of its attention, {least} {p_least:.0%}."
    )
    def looking_back(self) -> None:
        self.play(self.look.arrive(), share=0.12)
        self.play(self.strip.animate.light(self.last), share=0.08)
        self.add(self.look.glance)
        for reached in range(self.last, -1, -1):
            self.play(*self.look.glance.reach(*range(reached, self.count)), share=0.65 / self.count)

    @beat("In one head, {letter} asks with a query of {numbers}; every letter offers a key of as many.")
    def query_key(self) -> None:
        self.play(*self.look.settle(), share=0.14)
        self.play(self.scoring.unroll_query(self.look.query), *self.note.turn_to(self.scoring.legend), share=0.14)
        self.play(*self.scoring.bring_query(), share=0.14)
        self.add(self.scoring.keys)
        for seen in range(self.count):
            self.play(self.scoring.unroll_keys(seen + 1), share=0.45 / self.count)

    @beat("Query times key, number by number, summed, over the root of {d}: one score per letter.")
    def match(self) -> None:
        self.play(*self.scoring.bring_key(), share=0.12)
        self.play(*self.scoring.multiply(), share=0.12)
        self.play(*self.scoring.add_up(), share=0.12)
        for position in range(1, self.count):
            self.play(*self.scoring.turn_to(position), share=0.55 / self.count)

    @beat(
        "What comes later is struck out. Softmax turns the rest into shares of one: {favourite} gets {p_favourite:.0%}."
    )
    def mask_softmax(self) -> None:
        self.play(*self.scoring.keep_scores(self.rows.spread.under), *self.note.clear(), share=0.15)
        self.play(*self.scoring.mask(self.look.query), share=0.22)
        self.play(FadeIn(self.scoring.softmax, self.rows.spread.bars), share=0.13)
        self.play(*self.look.share_out(), share=0.28)
        self.play(self.rows.spread.bars.animate.annotate(range(self.look.query + 1)), share=0.15)

    @beat("Every letter does so. The shares fill a map: one row per letter; more colour, more attention.")
    def heatmap(self) -> None:
        self.play(*self.look.lift_row(), share=0.12)
        self.play(*self.look.land_row(), share=0.12)
        self.remove(self.look.row)
        self.add(self.rows.map.fill(self.look.query))
        for i in range(self.count):
            self.play(*self.rows.look_from(i), share=0.62 / self.count)

    @beat(
        "Averaged over all heads, {early} {p_near:.0%} on the start "
        "marker and {own}; an even spread gives {p_even:.0%}."
    )
    def start(self) -> None:
        self.play(*self.look.turn_to_mean(), share=0.25)
        self.add(self.rows.spread.ticks)
        for i in range(1, self.count):
            self.play(*self.look.compare_early(i), share=0.65 / self.last)

    @beat(
        "The last {last} gives {before} {p_pair:.0%}; an even spread "
        "gives {p_pair_even:.0%}. One head gives {p_pair_best:.0%}."
    )
    def last_letter(self) -> None:
        self.play(*self.look.compare_last(), share=0.3)
        self.play(*self.rows.spread.sum_over(self.exhibit["pair"].tolist()), share=0.2)
        self.play(*self.look.turn_to_keenest(), share=0.35)

    @beat("Here {heads} with queries and keys of its own. {differ}")
    def heads(self) -> None:
        self.play(*self.look.spread_heads(), share=0.3)
        for i in range(1, self.count):
            self.play(*self.look.keep_favourites(i), share=0.45 / self.count)
        self.play(self.look.tell_last(), share=0.12)

    @beat(
        "None of it was programmed: {steps:,} small updates took a "
        "favourite’s share from {p_first:.0%} to {p_last:.0%}.",
        loop=True,
    )
    def emerges(self) -> None:
        count = len(self.exhibit["maps"])
        self.play(*self.look.begin(), share=0.08)
        self.play(*self.look.rewind(), share=0.12)
        self.add(self.look.climb.curve)
        moment = 0.65 * self.seconds[self.now.name] / (count - 1)
        for s in range(1, count):
            self.play(*self.look.reach(s), run_time=moment, rate_func=linear)
