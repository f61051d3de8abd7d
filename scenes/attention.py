"""Attention: how a letter decides which earlier letters to look at, in numbers, in all heads, over training."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, LaggedStart, MathTypst, VGroup, linear

from gptanim.gaze import disagreements, even_spread, example, favourite_share, gaze, own_and_start
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.arcs import Arcs
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.columns import Columns
from scenes.kit.parts.dot_product import DotProduct
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.maps import Maps
from scenes.kit.parts.numbers import NumberRow
from scenes.kit.parts.part import Part
from scenes.kit.parts.plot import Curve, Plot, round_ticks
from scenes.kit.parts.ticks import Ticks
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.segment import Segment, beat
from scenes.kit.words import quoted

LONGEST = 9  # letters whose maps still fit beside each other
COUNT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


class Attention(Segment):
    """One letter looks back in numbers; then all letters do, in all heads, at every step of the training."""

    title = "Where to look back"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run, *, text: str | None = None) -> Exhibit:
        """Measure attention on a text, by default gaze.example; shares are means over heads unless said otherwise.

        near: each position's share on the start marker and itself. pair: the one or two letters before the last.
        """
        seen = gaze(names, text or example(names, longest=LONGEST), longest=LONGEST)
        n, heads, last = len(seen.tokens), seen.maps[-1], seen.mean[-1]
        near, even = own_and_start(seen.mean), even_spread(n, 2)
        early, pair = list(range(1, min(4, n))), list(range(min(max(1, n - 3), n - 2), n - 1))
        by_head = heads[:, -1, pair].sum(axis=-1)  # (H,)
        shares, best = heads[seen.head, seen.query], int(by_head.argmax())
        grown = np.array([favourite_share(maps) for maps in seen.maps])  # (S,)
        arrays = {"tokens": np.array(seen.tokens), "q": seen.q, "k": seen.k, "scores": seen.scores, "shares": shares}
        arrays |= {"mean": seen.mean, "maps": seen.maps, "steps": np.array([s.step for s in names.snapshots])}
        arrays |= {"near": near, "even": even, "early": np.array(early), "pair": np.array(pair), "favourite": grown}
        arrays |= {"at": np.array([seen.query, seen.head, best, seen.first_head])}
        named = ["the start marker", *map(quoted, seen.tokens[1:])]
        before, all_heads = "".join(seen.tokens[i] for i in pair), seen.first_head + len(heads) - 1
        of_all = "" if all_heads == len(heads) else f" of the {all_heads}"
        differ = f"On {disagreements(heads)} of {n - 1} letters their favourites differ."
        return Exhibit(
            arrays,
            {
                "last": f"“{seen.tokens[-1]}”",
                "most": named[int(last[:-1].argmax())],
                "p_most": float(last[:-1].max()),
                "least": named[int(last[:-1].argmin())],
                "p_least": float(last[:-1].min()),
                "letter": named[seen.query],
                "numbers": f"{len(seen.q)} numbers" if len(seen.q) > 1 else "a single number",
                "d": len(seen.q),
                "favourite": named[int(shares.argmax())],
                "p_favourite": float(shares.max()),
                "early": f"the first {COUNT[len(early)]} letters keep" if len(early) > 1 else "the first letter keeps",
                "own": "themselves" if len(early) > 1 else "itself",
                "p_near": float(near[early].mean()),
                "p_even": float(even[early].mean()),
                "before": f"“{before}”, just before it," if n > 2 else "the start marker",
                "p_pair": float(last[pair].sum()),
                "p_pair_even": len(pair) / n,
                "p_pair_best": float(by_head[best]),
                "heads": f"{COUNT[len(heads)]}{of_all} heads look at once, each"
                if len(heads) > 1
                else "one head looks,",
                "differ": differ if len(heads) > 1 else "Larger models have many.",
                "steps": int(names.last.step),
                "p_first": float(grown[0]),
                "p_last": float(grown[-1]),
            },
        )

    def setup(self) -> None:
        """Lay out the strip with keys, scores and bars below it; the calculation, later the map, to its right."""
        theme, show = self.theme, self.exhibit
        self.tokens, self.count = show["tokens"].tolist(), len(show["tokens"])
        self.query, self.head, self.best, self.first_head = show["at"].tolist()
        left, self.right = self.layout.stage.columns(8.2, 4.75)
        top, middle, low = left.rows(0.82, 3.1, 0.9, gap=0.12)
        self.strip = top.place(TokenStrip(self.tokens, theme, width=top.width, cell=0.82))
        full = float(max(np.abs(show["k"]).max(), np.abs(show["q"]).max(), 1e-9))
        columns = Columns(show["k"], theme, pitch=self.strip.cell, height=middle.height, full=full)
        self.keys = middle.place(columns).drop()
        self.scores = low.place(NumberRow(show["scores"], theme, pitch=self.strip.cell).let_see())
        _, self.under, floor = left.rows(0.82, 0.5, 3.4, gap=0.12)
        size = {"width": self.strip.width, "height": floor.height, "ceiling": float(show["shares"].max())}
        bars = Bars(np.zeros(self.count), [""] * self.count, theme, colour=theme.attention, **size)
        self.bars = floor.place(bars)
        self.ticks = Ticks(self.bars, show["even"], colour=theme.text)
        _, beside, foot = self.right.rows(0.3, 3.62, 0.9, gap=0.12)
        first = float(show["scores"][0])
        self.dot = DotProduct(show["q"], show["k"][0], first, theme, upper=beside, lower=foot, full=full)
        softmax = MathTypst('"share" = frac(e^"score", sum e^"score")', color=theme.text, font_size=54)
        self.total = Number(0.0, theme, form="sum {:.2f}", size=theme.title_size, colour=theme.attention)
        self.softmax = self.right.place(VGroup(softmax, self.total).arrange(DOWN, buff=0.8))
        above, below = self.right.rows(0.45, 4.6, gap=0.05)
        cell = min(1.1, min(below.width, below.height) / (self.count + 1.2))
        labels: dict[str, Any] = {"rows": self.tokens, "columns": self.tokens, "cell": cell}
        self.map = below.place(Heatmap(show["maps"][-1, self.head], theme, **labels)).reveal(0)
        texts = (self._head(self.head), "mean of all heads", self._head(self.best))
        self.captions = [above.place(Label(text, theme, size=theme.label_size)) for text in texts]

    def _head(self, index: int) -> str:
        return f"head {self.first_head + index}"

    @beat(
        "Not every earlier letter helps equally. The last {last} gives "
        "{most} {p_most:.0%} of its attention, {least} {p_least:.0%}."
    )
    def looking_back(self) -> None:
        theme, weights, over = self.theme, self.exhibit["mean"][-1], self.layout.stage.rows(2.6, 1.3, 0.6, gap=0.1)
        self.home, wide = self.strip.get_center(), 0.94 * self.layout.stage.width
        self.grown = min(wide / self.strip.width, over[1].height / self.strip.height)
        self.strip.scale(self.grown).move_to(over[1].centre)
        self.arcs = Arcs(self.strip, weights, origin=self.count - 1, height=over[0].height, colour=theme.attention)
        shares = NumberRow(weights, theme, pitch=self.strip.width / self.count, form="{:.0%}", size=30).let_see()
        self.percent = shares.next_to(self.strip, DOWN, buff=0.15)
        self.play(FadeIn(self.strip, shift=0.3 * UP), share=0.12)
        self.play(self.strip.animate.light(self.count - 1), share=0.08)
        self.add(self.arcs.grow(), self.percent)
        for reached in range(self.count - 1, -1, -1):
            now = range(reached, self.count)
            self.play(self.arcs.animate.grow(*now), self.percent.animate.let_see(*now), share=0.65 / self.count)

    @beat("In one head, {letter} asks with a query of {numbers}; every letter offers a key of as many.")
    def query_key(self) -> None:
        home = self.strip.animate.scale(1 / self.grown).move_to(self.home).light(self.query)
        signs = [("above zero", self.theme.predicted, True), ("below zero", self.theme.negative, True)]
        self.foot: Part = self.layout.footer.place(Legend(signs, self.theme))
        self.play(FadeOut(self.arcs, self.percent), home, share=0.14)
        query = self.dot.query
        place = query.get_center()
        query.move_to(self.keys.column_at(self.query)).drop()
        self.play(query.animate.drop(0), FadeIn(self.foot), share=0.14)
        self.play(query.animate.move_to(place), FadeIn(self.dot.names[0]), share=0.14)
        self.add(self.keys)
        for seen in range(self.count):
            self.play(self.keys.animate.drop(*range(seen + 1)), share=0.45 / self.count)

    @beat("Query times key, number by number, summed, over the root of {d}: one score per letter.")
    def match(self) -> None:
        keys, scores = self.exhibit["k"], self.exhibit["scores"]
        self.dot.key.move_to(self.keys.column_at(0))
        self.play(*self.dot.bring_key(), self.keys.animate.frame_columns(0), share=0.12)
        self.play(*self.dot.multiply(), share=0.12)
        self.play(FadeIn(self.dot.formula), self.scores.animate.let_see(0), share=0.12)
        for j in range(1, self.count):
            marks = (self.keys.animate.frame_columns(j), self.scores.animate.let_see(*range(j + 1)))
            self.play(*self.dot.turn_to(keys[j], float(scores[j])), *marks, share=0.55 / self.count)

    @beat(
        "What comes later is struck out. Softmax turns the rest into shares of one: {favourite} gets {p_favourite:.0%}."
    )
    def mask_softmax(self) -> None:
        later, shares = range(self.query + 1, self.count), self.exhibit["shares"]
        gone = FadeOut(self.keys, self.dot.everything, self.foot)
        self.play(gone, self.scores.animate.move_to(self.under.centre), share=0.15)
        self.play(self.scores.animate.strike(*later), self.strip.animate.cover(*later), share=0.22)
        self.play(FadeIn(self.softmax, self.bars), share=0.13)
        self.play(self.bars.animate.go_to(shares), self.total.animate.go_to(float(shares.sum())), share=0.28)
        self.play(self.bars.animate.annotate(range(self.query + 1)), share=0.15)

    @beat("Every letter does so. The shares fill a map: one row per letter; more colour, more attention.")
    def heatmap(self) -> None:
        weights, theme = self.exhibit["maps"][-1, self.head], self.theme
        axes = Label("row: the letter that looks      column: where it looks", theme, size=24, colour=theme.muted)
        self.foot = self.layout.footer.place(axes)
        row = Heatmap(weights[self.query : self.query + 1], theme, cell=self.map.cell)
        place, larger = [self.map.cell_at(self.query, at) for at in (0, self.count - 1)], self.strip.width / row.width
        row.scale(larger).move_to(self.under.centre)
        self.play(FadeOut(self.scores, self.softmax), FadeIn(row, self.foot), share=0.12)
        home = row.animate.scale(1 / larger).move_to((place[0] + place[1]) / 2)
        self.play(home, FadeIn(self.captions[0]), share=0.12)
        self.remove(row)
        self.add(self.map)
        done = np.zeros((self.count, 1))
        done[self.query] = 1
        self.map.reveal(done)
        for i in range(self.count):
            done[i] = 1
            self.play(
                self.map.animate.reveal(done).frame_rows(i),
                self.bars.animate.go_to(weights[i], ceiling=1).annotate([]),
                self.strip.animate.light(i).cover(*range(i + 1, self.count)),
                share=0.62 / self.count,
            )

    @beat(
        "Averaged over all heads, {early} {p_near:.0%} on the start "
        "marker and {own}; an even spread gives {p_even:.0%}."
    )
    def start(self) -> None:
        near, early = self.exhibit["near"], self.exhibit["early"].tolist()
        to_mean = self.map.animate.go_to(self.exhibit["mean"]).reveal(0.12).frame_rows()
        emptied = (self.bars.animate.go_to(0 * near), self.strip.animate.light().cover())
        self.play(to_mean, *emptied, *self._change(1), *self._explain("on the start marker and itself"), share=0.25)
        self.add(self.ticks)
        places = np.maximum(np.eye(self.count), np.arange(self.count) == 0)  # (N, N), what counts as near
        for i in range(1, self.count):
            seen = np.isin(np.arange(self.count), range(1, i + 1))
            shown = np.where(seen[:, None], np.maximum(0.12, places), 0.12)
            self.play(
                self.map.animate.reveal(shown).frame_rows(i),
                self.bars.animate.go_to(near * seen).shade(self.exhibit["even"] * seen).annotate(early[:i]),
                self.ticks.animate.let_see(*range(1, i + 1)),
                self.strip.animate.light(*early[:i]),
                share=0.65 / (self.count - 1),
            )

    @beat(
        "The last {last} gives {before} {p_pair:.0%}; an even spread "
        "gives {p_pair_even:.0%}. One head gives {p_pair_best:.0%}."
    )
    def last_letter(self) -> None:
        show, pair, last = self.exhibit, self.exhibit["pair"].tolist(), self.count - 1
        row, keen = show["mean"][-1], show["maps"][-1, self.best]
        even, top = np.full(self.count, 1 / self.count), float(max(row.max(), keen[-1].max()))
        rows = (self.map.animate.reveal(1).frame_rows(last), self.strip.animate.light(last))
        bars = self.bars.animate.go_to(row, ceiling=top).shade(0 * row).annotate([])
        ticks = self.ticks.animate.go_to(even).let_see(*range(self.count))
        self.play(*rows, bars, ticks, *self._explain(f"where the last “{self.tokens[-1]}” looks"), share=0.3)
        middle = (self.strip.centre_of(pair[0], side=-1) + self.strip.centre_of(pair[-1], side=-1)) / 2
        kept = Number(float(row[pair].sum()), self.theme, form="{:.0%}", colour=self.theme.attention)
        self.kept = kept.next_to(middle, DOWN, buff=0.1)
        self.play(self.strip.animate.light(*pair, last), FadeIn(self.kept), share=0.2)
        moves = (self.map.animate.go_to(keen), self.bars.animate.go_to(keen[-1], ceiling=top))
        self.play(*moves, self.kept.animate.go_to(float(keen[-1, pair].sum())), *self._change(2), share=0.35)

    def _change(self, caption: int) -> list[Any]:
        """Return the animations that give the map its next caption."""
        return [FadeOut(self.captions[caption - 1]), FadeIn(self.captions[caption])]

    def _explain(self, bars: str) -> list[Any]:
        """Return the animations after which the footer tells what the bars are."""
        old, entries = self.foot, [(bars, self.theme.attention, True), ("an even spread", self.theme.text, False)]
        self.foot = self.layout.footer.place(Legend(entries, self.theme))
        return [FadeOut(old), FadeIn(self.foot)]

    @beat("Here {heads} with queries and keys of its own. {differ}")
    def heads(self) -> None:
        theme, maps = self.theme, self.exhibit["maps"][-1]
        upper, self.below = self.layout.stage.rows(3.5, 1.5, gap=0.1)
        names = [self._head(i) for i in range(len(maps))]
        note = Label("in each row, only the favourite keeps its colour", theme, size=24, colour=theme.muted)
        self.note = self.layout.footer.place(note)
        self.maps = Maps(maps, self.tokens, names, theme, region=upper)
        gone = FadeOut(self.strip, self.bars, self.ticks, self.kept, self.map, self.captions[2], self.foot)
        self.play(gone, LaggedStart(*(FadeIn(one, shift=0.3 * UP) for one in self.maps), lag_ratio=0.4), share=0.3)
        for i in range(1, self.count):
            fade = [FadeIn(self.note)] if i == 1 else []
            self.play(*fade, *self.maps.reveal(self.maps.favourites(i), framed=i), share=0.45 / self.count)
        last = self.tokens[-1]
        looks = [Label(f"{last} → {self.tokens[i]}", theme, mono=True) for i in maps[:, -1].argmax(axis=-1)]
        self.looks = self.maps.annotate(looks)
        self.play(FadeIn(self.looks, shift=0.2 * DOWN), share=0.12)

    @beat(
        "None of it was programmed: {steps:,} small updates took a "
        "favourite’s share from {p_first:.0%} to {p_last:.0%}.",
        loop=True,
    )
    def emerges(self) -> None:
        maps, steps, theme = self.exhibit["maps"], self.exhibit["steps"], self.theme
        region, side = self.below.columns(3, 1)
        counter = side.place(Number(steps[-1], theme, form="step {:,.0f}", size=theme.title_size))
        along = np.log1p(steps) / np.log1p(steps[-1])  # (S,), 0 to 1
        ticks = round_ticks(float(self.exhibit["favourite"].max()), 3)
        plot = region.place(Plot(theme, x=(0, 1), y=(0, ticks[-1]), width=region.width, height=region.height))
        plot.name_axes("", "share of a row’s favourite, mean of all rows", y_ticks=ticks, y_form="{:.0%}")
        curve = Curve(plot, along, self.exhibit["favourite"], colour=theme.attention).draw(0)
        self.play(FadeOut(self.looks, self.note), FadeIn(plot, counter), share=0.08)
        self.play(*self.maps.go_to(maps[0]), counter.animate.go_to(0), share=0.12)
        self.add(curve)
        moment = 0.65 * self.seconds[self.now.name] / (len(steps) - 1)
        for s in range(1, len(steps)):
            onward = (counter.animate.go_to(steps[s]), curve.animate.draw(along[s], tip=True))
            self.play(*self.maps.go_to(maps[s]), *onward, run_time=moment, rate_func=linear)
