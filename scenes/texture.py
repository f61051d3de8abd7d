"""What was learned: which letter follows which, how names begin and end, how long they are and how they sound."""

from __future__ import annotations

import numpy as np
from manim import UP, FadeIn, FadeOut, linear

from gptanim.measures.patterns import authors, edges, kinds, lengths, neighbours
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.props.texture import phrases
from scenes.props.texture.compared import Compared, author_legend
from scenes.props.texture.counting import Counting
from scenes.props.texture.rhythm import MOST, Rhythm
from scenes.props.texture.tables import Tables

READ, WRITTEN, MOMENTS = 5000, 1000, 10  # names counted, names written by a model, moments of its training
ROWS, FOLLOWERS, EDGES, LINES = 27, 10, 6, 5  # of the table, of one row, beginnings and endings, texts in a rhythm
BARS = 12  # lengths up to this one have a bar of their own


class Texture(Segment):
    """Tables of neighbours of the data and of the model, side by side; then what three authors' names have in common."""

    title = "What it has learned"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        """Count in the data, ask the model at some moments of its training, and let it write with the run's own seed."""
        found, who, labels = (
            neighbours(names, most=READ, moments=MOMENTS),
            authors(names, WRITTEN),
            names.tokenizer.labels,
        )
        kind, room = kinds(who.data), names.config.block_size - 1
        openings, opens = edges(who, end=False, most=EDGES)
        endings, ends = edges(who, end=True, most=EDGES)
        arrays = found.arrays(labels, rows=ROWS, followers=FOLLOWERS)
        arrays |= {"openings": np.array(openings), "opens": opens, "endings": np.array(endings), "ends": ends}
        arrays |= {"lengths": lengths(who, min(BARS, room))} | who.excerpts(kind, LINES, MOST)
        facts = phrases.of_neighbours(found, labels) | phrases.of_edges(openings[0], opens)
        facts |= {"lengths": phrases.of_lengths(who, room), "rhythm": phrases.of_rhythm(who, kind), "written": WRITTEN}
        return Exhibit(arrays, facts | {"kinds": f"filled: a {kind.names[0]}; empty: a {kind.names[1]}"})

    def setup(self) -> None:
        """Lay out the count: a name on the left, the table on the right."""
        self.note = Placard(self.theme, region=self.layout.footer, colour=self.theme.muted)
        self.counting = Counting(self.exhibit, self.theme, region=self.layout.stage)

    def sweep(self) -> None:
        """Fade everything out but the heading."""
        self.note.clear()
        self.play(*(FadeOut(mobject) for mobject in self.mobjects if mobject is not self.heading), share=0.08)

    @beat(
        "Which letter follows which? Slide along the names of the data, two letters at a time, and count. "
        "The brighter the cell, the more often."
    )
    def count(self) -> None:
        board, stages = self.counting, len(self.exhibit["stages"])
        words = "row: a letter; column: the one right after it; the dot stands for start and end"
        self.play(FadeIn(board.strip, board.table, shift=0.2 * UP), *self.note.turn_to(words), share=0.1)
        for step in range(len(board.strip.tokens) - 1):
            self.play(*board.slide(step), share=0.45 / (len(board.strip.tokens) - 1))
        self.play(FadeIn(board.counter), share=0.05)
        for stage in range(1, stages):
            self.play(*board.read(stage), rate_func=linear, share=0.3 / stages)

    @beat("Each row is a letter, with all that came right after it. What came most often after {surest}?", ask=True)
    def question(self) -> None:
        self.play(*self.counting.ask(), share=0.4)
        self.play(FadeIn(self.counting.riddle, shift=0.2 * UP), share=0.25)

    @beat(
        "It is {answer}, {p_data} of the time. And the model, averaged over all the places where it reads {surest}, "
        "expects that with {p_model}; before training, {p_before}."
    )
    def answer(self) -> None:
        board = self.counting
        self.play(*board.reveal(), *self.note.turn_to(author_legend(self.theme)), share=0.15)
        self.play(FadeIn(board.row), share=0.1)
        self.play(board.row.animate.show_data(), share=0.2)
        self.play(board.row.animate.show_untrained(), share=0.15)
        self.play(board.row.animate.show_model(int(self.exhibit["row"][0].argmax())), share=0.25)

    @beat(
        "Fill a whole table with what the model expects. Untrained, it has {common_before} in common with that of the "
        "data. {grows} {common} after {steps:,} steps."
    )
    def emerging(self) -> None:
        tables = self.tables = Tables(self.exhibit, self.theme, layout=self.layout)
        self.sweep()
        self.play(FadeIn(tables.data, tables.model), FadeIn(tables.gauges), share=0.15)
        last = len(self.exhibit["steps"]) - 1
        for moment in range(1, last + 1):
            self.play(*tables.at(moment), rate_func=linear, share=0.66 / last)

    @beat("Subtract one table from the other: {left}. The widest gap is {gap}.")
    def difference(self) -> None:
        tables = self.tables
        self.play(*tables.subtract(), share=0.35)
        self.play(*tables.point_out(), *self.note.turn_to(tables.legend), share=0.25)

    @beat(
        "Names have more texture. {opening} opens {opens_data} of those in the data, and {opens_model} of {written:,} "
        "that the model wrote; of the untrained model's, {opens_before}. Endings are learned in the same way."
    )
    def edges(self) -> None:
        show, (left, right) = self.exhibit, self.layout.stage.split(1, 1, gap=0.8)
        self.sweep()
        opens = Compared("how names begin", show["opens"], show["openings"].tolist(), self.theme, region=left)
        ends = Compared("how names end", show["ends"], show["endings"].tolist(), self.theme, region=right)
        self.play(FadeIn(opens, ends), *self.note.turn_to(author_legend(self.theme)), share=0.1)
        self.play(opens.animate.show_data(), ends.animate.show_data(), share=0.22)
        self.play(opens.animate.show_model(0), ends.animate.show_model(0), share=0.25)
        self.play(opens.animate.show_untrained(), ends.animate.show_untrained(), share=0.2)

    @beat("{lengths}")
    def lengths(self) -> None:
        shares = self.exhibit["lengths"]
        self.sweep()
        labels = [str(length) for length in range(shares.shape[1])]
        labels[-1] += "+"
        bars = Compared("letters in a name", shares, labels, self.theme, region=self.layout.stage)
        self.play(FadeIn(bars), *self.note.turn_to(author_legend(self.theme)), share=0.1)
        self.play(bars.animate.show_data(), share=0.22)
        self.play(bars.animate.show_model(int(shares[1].argmax())), share=0.25)
        self.play(bars.animate.show_untrained(), share=0.2)

    @beat("{rhythm}")
    def rhythm(self) -> None:
        show, theme = self.exhibit, self.theme
        self.sweep()
        authors = (("data", theme.correct), ("model", theme.predicted), ("before training", theme.untrained))
        columns = [
            Rhythm(
                name,
                show["excerpts"][i].tolist(),
                show["filled"][i],
                float(show["changes"][i]),
                theme,
                colour=colour,
                region=region,
            )
            for i, ((name, colour), region) in enumerate(zip(authors, self.layout.stage.split(1, 1, 1), strict=True))
        ]
        self.play(FadeIn(*columns), *self.note.turn_to(str(self.exhibit.facts["kinds"])), share=0.1)
        for column in columns:
            self.play(column.animate.grow(), share=0.24)
