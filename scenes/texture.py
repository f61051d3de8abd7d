"""What was learned: which letter follows which, how names begin and end, how long they are and how they sound."""

from __future__ import annotations

from manim import UP, FadeIn, FadeOut, linear

from gptanim.measures.authors import authors
from gptanim.measures.neighbours import neighbours
from gptanim.measures.rhythm import kinds
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.props.texture import compared, phrases
from scenes.props.texture.compared import Compared, author_legend
from scenes.props.texture.counting import Counting
from scenes.props.texture.rhythm import MOST, rhythms
from scenes.props.texture.tables import Tables

READ, WRITTEN, MOMENTS = 5000, 1000, 10  # names counted, names written by a model, moments of its training
ROWS, FOLLOWERS, EDGES, LINES = 27, 10, 6, 5  # of the table, of one row, beginnings and endings, texts in a rhythm
BARS = 12  # lengths up to this one have a bar of their own


class Texture(Segment):
    """Tables of neighbours of the data and of the model, side by side; then names by three authors."""

    title = "What it has learned"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        """Count in the data, ask the model at some moments, and let it write with the run's own seed."""
        found, who = neighbours(names, most=READ, moments=MOMENTS), authors(names, WRITTEN)
        labels, kind, room = names.tokenizer.labels, kinds(who.data), names.config.block_size - 1
        drawn = who.arrays(kind, edges=EDGES, longest=min(BARS, room), lines=LINES, letters=MOST)
        facts = phrases.of_neighbours(found, labels) | phrases.of_authors(who, drawn, room)
        tables = found.arrays(labels, rows=ROWS, followers=FOLLOWERS)
        return Exhibit(tables | drawn, facts | phrases.of_rhythm(who, kind))

    def setup(self) -> None:
        """Lay out the count: a name on the left, the table on the right."""
        self.note = Placard(self.theme, region=self.layout.footer, colour=self.theme.muted)
        self.counting = Counting(self.exhibit, self.theme, region=self.layout.stage)

    def sweep(self) -> None:
        """Fade everything out but the heading."""
        self.note.clear()
        self.play(*(FadeOut(mobject) for mobject in self.mobjects if mobject is not self.heading), share=0.08)

    def compare(self, *charts: Compared) -> None:
        """Show what the three authors do, the trained model last."""
        self.play(FadeIn(*charts), *self.note.turn_to(author_legend(self.theme)), share=0.1)
        self.play(*(chart.animate.show_untrained() for chart in charts), share=0.22)
        self.play(*(chart.animate.show_data() for chart in charts), share=0.25)
        self.play(*(chart.animate.show_model() for chart in charts), share=0.3)

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
        self.play(FadeIn(self.counting.riddle, shift=0.2 * UP), share=0.2)
        self.play(self.counting.riddle.animate.light(1), share=0.25)

    @beat(
        "It is {answer}, {p_data} of the time. And the model, averaged over all the places where it reads {surest}, "
        "expects that with {p_model}; before training, {p_before}."
    )
    def answer(self) -> None:
        self.play(*self.counting.reveal(), share=0.12)
        self.compare(self.counting.row)

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
        self.play(*self.tables.subtract(), share=0.5)
        self.play(*self.tables.point_out(), *self.note.turn_to(self.tables.legend), share=0.35)

    @beat("{edges}")
    def edges(self) -> None:
        self.sweep()
        self.compare(*compared.edges(self.exhibit, self.theme, region=self.layout.stage))

    @beat("{lengths}")
    def lengths(self) -> None:
        self.sweep()
        self.compare(compared.lengths(self.exhibit, self.theme, region=self.layout.stage))

    @beat("{rhythm}")
    def rhythm(self) -> None:
        self.sweep()
        columns = rhythms(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(*columns), *self.note.turn_to(str(self.exhibit.facts["kinds"])), share=0.1)
        for column in columns:
            self.play(column.animate.grow(), share=0.25)
