"""Attention: how a letter decides which earlier letters to look at, in numbers, in all heads, over training."""

from __future__ import annotations

from manim import DOWN, UP, FadeIn, FadeOut, linear

from gptanim.measures.gaze import example, gaze
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.props.attention.climb import Climb
from scenes.props.attention.glance import Glance
from scenes.props.attention.maps import Maps
from scenes.props.attention.phrases import of_gaze
from scenes.props.attention.row_by_row import RowByRow
from scenes.props.attention.scoring import Scoring

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
        """Lay out the strip with scores, later bars, below it; the calculation, later the map, to its right."""
        theme, show, tokens = self.theme, self.exhibit, self.exhibit["tokens"].tolist()
        self.query, self.head, self.best, first = show["at"].tolist()
        self.names = [f"head {first + i}" for i in range(show["maps"].shape[1])]
        self.count, self.last = len(tokens), len(tokens) - 1
        left, right = self.layout.stage.columns(8.2, 4.75)
        self.scoring = Scoring(tokens, show["q"], show["k"], show["scores"], theme, region=left, beside=right)
        self.strip, weights, top = self.scoring.strip, show["maps"][-1, self.head], float(show["shares"].max())
        self.rows = RowByRow(self.strip, weights, show["even"], ceiling=top, region=left, beside=right)
        self.note = Placard(theme, region=self.layout.footer, colour=theme.muted)

    @beat(
        "Not every earlier letter helps equally. The last {last} gives "
        "{most} {p_most:.0%} of its attention, {least} {p_least:.0%}."
    )
    def looking_back(self) -> None:
        self.glance = Glance(self.strip, self.exhibit["mean"][-1], region=self.layout.stage)
        self.play(FadeIn(self.strip, shift=0.3 * UP), share=0.12)
        self.play(self.strip.animate.light(self.last), share=0.08)
        self.add(self.glance)
        for reached in range(self.last, -1, -1):
            self.play(*self.glance.reach(*range(reached, self.count)), share=0.65 / self.count)

    @beat("In one head, {letter} asks with a query of {numbers}; every letter offers a key of as many.")
    def query_key(self) -> None:
        self.play(FadeOut(self.glance), self.glance.settle().light(self.query), share=0.14)
        self.play(self.scoring.unroll_query(self.query), *self.note.turn_to(self.scoring.legend), share=0.14)
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
        shares, bars, total = self.exhibit["shares"], self.rows.spread.bars, self.scoring.softmax.total
        self.play(*self.scoring.keep_scores(self.rows.spread.under), *self.note.clear(), share=0.15)
        self.play(*self.scoring.mask(self.query), share=0.22)
        self.play(FadeIn(self.scoring.softmax, bars), share=0.13)
        self.play(bars.animate.go_to(shares), total.animate.go_to(float(shares.sum())), share=0.28)
        self.play(bars.animate.annotate(range(self.query + 1)), share=0.15)

    @beat("Every letter does so. The shares fill a map: one row per letter; more colour, more attention.")
    def heatmap(self) -> None:
        row, axes = self.rows.lift(self.query), "row: the letter that looks      column: where it looks"
        self.play(FadeOut(self.scoring.rest), FadeIn(row), *self.note.turn_to(axes), share=0.12)
        self.play(row.fly_home(), *self.rows.caption.turn_to(self.names[self.head]), share=0.12)
        self.remove(row)
        self.add(self.rows.map.fill(self.query))
        for i in range(self.count):
            self.play(*self.rows.look_from(i), share=0.62 / self.count)

    @beat(
        "Averaged over all heads, {early} {p_near:.0%} on the start "
        "marker and {own}; an even spread gives {p_even:.0%}."
    )
    def start(self) -> None:
        near, early = self.exhibit["near"], self.exhibit["early"].tolist()
        legend = self.note.turn_to(self.rows.legend("on the start marker and itself"))
        caption = self.rows.caption.turn_to("mean of all heads")
        self.play(*self.rows.empty(self.exhibit["mean"]), *caption, *legend, share=0.25)
        self.add(self.rows.spread.ticks)
        for i in range(1, self.count):
            self.play(*self.rows.compare_near(near, i, lit=early[:i]), share=0.65 / self.last)

    @beat(
        "The last {last} gives {before} {p_pair:.0%}; an even spread "
        "gives {p_pair_even:.0%}. One head gives {p_pair_best:.0%}."
    )
    def last_letter(self) -> None:
        pair, keen = self.exhibit["pair"].tolist(), self.exhibit["maps"][-1, self.best]
        legend = self.note.turn_to(self.rows.legend(f"where the last “{self.strip.tokens[-1]}” looks"))
        self.play(*self.rows.compare_last(room_for=keen), *legend, share=0.3)
        self.play(*self.rows.spread.sum_over(pair), share=0.2)
        self.play(*self.rows.turn_to(keen, pair), *self.rows.caption.turn_to(self.names[self.best]), share=0.35)

    @beat("Here {heads} with queries and keys of its own. {differ}")
    def heads(self) -> None:
        upper, self.below = self.layout.stage.rows(3.5, 1.5, gap=0.1)
        self.maps = Maps(self.exhibit["maps"][-1], self.strip.tokens, self.names, self.theme, region=upper)
        gone = (FadeOut(self.rows.everything), *self.rows.caption.clear(), *self.note.clear())
        self.play(*gone, self.maps.arrive(), share=0.3)
        for i in range(1, self.count):
            note = self.note.turn_to("in each row, only the favourite keeps its colour") if i == 1 else []
            self.play(*note, *self.maps.keep_favourites(i), share=0.45 / self.count)
        self.looks = self.maps.tell_last()
        self.play(FadeIn(self.looks, shift=0.2 * DOWN), share=0.12)

    @beat(
        "None of it was programmed: {steps:,} small updates took a "
        "favourite’s share from {p_first:.0%} to {p_last:.0%}.",
        loop=True,
    )
    def emerges(self) -> None:
        maps, name = self.exhibit["maps"], "share of a row’s favourite, mean of all rows"
        climb = Climb(self.exhibit["steps"], self.exhibit["favourite"], name, self.theme, region=self.below)
        self.play(FadeOut(self.looks), *self.note.clear(), FadeIn(climb.frame), share=0.08)
        self.play(*self.maps.go_to(maps[0]), climb.rewind(), share=0.12)
        self.add(climb.curve)
        moment = 0.65 * self.seconds[self.now.name] / (len(maps) - 1)
        for s in range(1, len(maps)):
            self.play(*self.maps.go_to(maps[s]), *climb.reach(s), run_time=moment, rate_func=linear)
