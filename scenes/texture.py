"""What was learned: which letter follows which, how names begin and end, how long they are and how they sound."""

from __future__ import annotations

from manim import UP, FadeIn, linear

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
ROWS, EDGES, LINES = 27, 6, 5  # of the table, beginnings and endings, texts in a rhythm
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
        tables = found.arrays(labels, rows=ROWS)
        return Exhibit(tables | drawn, facts | phrases.of_rhythm(who, kind))

    def setup(self) -> None:
        """Lay out the count: a name on the left, the table on the right."""
        self.note = Placard(self.theme, region=self.layout.footer, colour=self.theme.muted)
        self.counting = Counting(self.exhibit, self.theme, region=self.layout.stage)

    def compare(self, *charts: Compared) -> None:
        """Show what the three authors do, the trained model last."""
        self.play(FadeIn(*charts), *self.note.turn_to(author_legend(self.theme)), share=0.1)
        self.play(*(chart.animate.show_untrained() for chart in charts), share=0.2)
        self.play(*(chart.animate.show_data() for chart in charts), share=0.22)
        self.play(*(chart.animate.show_model() for chart in charts), share=0.27)

    @beat(
        "Which letter follows which? Count them in the names: after {surest} comes {answer}, {p_data} of the time.",
        notes="Rows are letters, columns what comes next, in {names_read:,} names.",
    )
    def count(self) -> None:
        board, stages = self.counting, len(self.exhibit["stages"])
        words = "row: a letter; column: the one right after it; the dot stands for start and end"
        self.play(FadeIn(board.strip, board.table, shift=0.2 * UP), *self.note.turn_to(words), share=0.1)
        for step in range(len(board.strip.tokens) - 1):
            self.play(*board.slide(step), share=0.3 / (len(board.strip.tokens) - 1))
        self.play(FadeIn(board.counter), share=0.06)
        for stage in range(1, stages):
            self.play(*board.read(stage), rate_func=linear, share=0.2 / stages)
        self.play(*board.reveal(), share=0.1)

    @beat(
        "The model’s own table, on these names, has {common} of it in common; untrained, {common_before}.",
        notes="Each of its rows is the mean of what it expects after that letter, at all its places in these names.",
    )
    def emerging(self) -> None:
        tables = Tables(self.exhibit, self.theme, layout=self.layout)
        self.sweep()
        self.play(FadeIn(tables.data, tables.model), FadeIn(tables.gauges), share=0.12)
        last = len(self.exhibit["steps"]) - 1
        for moment in range(1, last + 1):
            self.play(*tables.at(moment), rate_func=linear, share=0.66 / last)

    @beat("{edges}", notes="{more_edges}")
    def edges(self) -> None:
        self.sweep()
        self.compare(*compared.edges(self.exhibit, self.theme, region=self.layout.stage))

    @beat("{lengths}", notes="{more_lengths}")
    def lengths(self) -> None:
        self.sweep()
        self.compare(compared.lengths(self.exhibit, self.theme, region=self.layout.stage))

    @beat("{rhythm}", notes="{more_rhythm}")
    def rhythm(self) -> None:
        self.sweep()
        columns = rhythms(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(*columns), *self.note.turn_to(str(self.exhibit.facts["kinds"])), share=0.1)
        for column in columns:
            self.play(column.animate.grow(), share=0.22)
