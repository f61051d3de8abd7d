"""From a token's number to its meaning: its row of the embedding matrix, and where training moves it."""

from __future__ import annotations

from typing import Any

from manim import DOWN, LEFT, UP, FadeIn, FadeOut, VGroup, linear

from gptanim.measures.meaning import survey
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.cloud import Cloud, colours
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.legend import Legend
from scenes.kit.parts.ranking import Ranking
from scenes.kit.segment import Segment, beat
from scenes.props.embeddings import phrases
from scenes.props.embeddings.embedded import Embedded
from scenes.props.embeddings.table import Table


class Embeddings(Segment):
    """A token looks up its row; in the plane, the rows of tokens that are used alike drift together."""

    title = "Numbers that carry meaning"
    roles = ("sentences",)

    @classmethod
    def measure(cls, sentences: Run) -> Exhibit:
        """Follow all rows through training, and two of them closely: king and queen, or what company.pair takes."""
        seen = survey(sentences)
        return Exhibit(seen, phrases.of_survey(seen, sentences.tokenizer))

    def setup(self) -> None:
        """Lay out the table of rows, the columns of a text, and the plane with a panel at its right."""
        theme, shown, facts, stage = self.theme, self.exhibit, self.exhibit.facts, self.layout.stage
        self.table = Table(shown["rows"], shown["window"].tolist(), theme, region=stage)
        given = shown["tokens"].tolist(), shown["columns"], shown["placed"]
        self.embedded = Embedded(*given, theme, region=stage, footer=self.layout.footer)
        field, self.panel = stage.columns(2.6, 1.6)
        self.cloud = field.place(Cloud.of(shown.arrays, theme, width=field.width, height=field.height))
        text = f"{facts['drawn']} of {facts['tokens']} tokens; the plane shows {facts['share']:.0%} of their spread"
        self.note = self.layout.footer.place(Label(text, theme, size=theme.label_size, colour=theme.muted))
        self.step = Number(0, theme, form="step {:,.0f}", widest=float(shown["steps"][-1]), side=-1)
        named = colours(shown["kinds"].tolist(), theme).items()
        self.legend = VGroup(self.step, *(Legend([(name, colour, True)], theme) for name, colour in named))
        self.panel.place(self.legend.arrange(DOWN, buff=0.28, aligned_edge=LEFT))

    @beat("Each token’s number points to a row of {size} numbers, its embedding.")
    def row(self) -> None:
        self.play(FadeIn(self.table, shift=0.3 * UP), share=0.2)
        for at in range((row := int(self.exhibit["row"])) + 1):
            self.play(*self.table.look_at(at), run_time=0.4 * self.seconds["row"] / (row + 1))
        self.play(*self.table.dim_all_but(row), share=0.25)

    @beat(
        "A text becomes columns; large models use some 1,500 numbers for each.",
        notes="Ours have {size}, those of GPT-3 12,288.",
    )
    def text(self) -> None:
        self.play(FadeOut(self.table), FadeIn(self.embedded, shift=0.3 * DOWN), share=0.15)
        for place in range(self.embedded.count):
            self.play(*self.embedded.unroll(place), share=0.7 / self.embedded.count)

    @beat("Order counts: to each column another is added, learned for its place.", notes="{twice}")
    def place(self) -> None:
        self.add(self.embedded.places)
        for place in range(self.embedded.count):
            self.play(*self.embedded.set_place(place), share=0.85 / self.embedded.count)

    @beat("Each row is a point: at first by chance, then, in training, {drift}.", notes="{within}")
    def drifting(self) -> None:
        self.cloud.let_see(0)
        self.play(FadeOut(self.embedded, self.embedded.places), FadeIn(self.cloud, self.note, self.legend), share=0.1)
        self.play(self.cloud.animate.let_see(1), rate_func=linear, share=0.2)
        self.play(self.cloud.animate.note(), share=0.08)
        self.travel(self.step, self.exhibit["steps"], share=0.57)

    def travel(self, number: Number, values: Any, *, share: float) -> None:
        """Move the points through all of training while a number follows its values."""
        each = share * self.seconds[self.now.name] / (len(values) - 1)
        for at, value in zip(self.exhibit["path"][1:], values[1:], strict=True):
            moves = self.cloud.animate.go_to(at), number.animate.go_to(float(value))
            self.play(*moves, rate_func=linear, run_time=each)

    @beat(
        "Rows learn from neighbours: {one} and {other} {company}.",
        notes="Between {left} and {right} stands {one} {often}, {other} {others}.",
    )
    def company(self) -> None:
        counts, names, width = self.exhibit["counts"], self.exhibit["places"].tolist(), self.panel.width
        ranks = Ranking(names, 0 * counts, self.theme, width=width, full=max(1, counts.max()), form="{:,.0f}", size=22)
        self.ranks = self.panel.place(ranks.mute(*range(1, len(names), 2)))
        focus = self.cloud.animate.emphasise(*self.exhibit["focus"].tolist())
        self.play(focus, FadeOut(self.legend), FadeIn(self.ranks, shift=0.3 * UP), share=0.2)
        self.play(self.ranks.animate.go_to(counts), share=0.7)

    @beat("Nearest to {one}: {near0}; to {other}: {near1}.", notes="Similarity is the cosine of the angle of two rows.")
    def nearest(self) -> None:
        self.lists, shown = VGroup(), self.exhibit
        self.play(FadeOut(self.ranks), share=0.08)
        for which, region in enumerate(self.panel.rows(1, 1)):
            names, angles = shown[f"names{which}"].tolist(), shown[f"angles{which}"]
            ranks = Ranking(names, 0 * angles, self.theme, width=region.width, pitch=0.46, size=22)
            title = Label(f"nearest to {shown.facts[('one', 'other')[which]]}", self.theme, size=24)
            self.lists.add(region.place(VGroup(title, ranks).arrange(DOWN, buff=0.12)))
            self.play(FadeIn(title, ranks), share=0.1)
            self.play(ranks.animate.go_to(angles), share=0.3)

    @beat("Their similarity went from {before} to {after}: a {thing}’s row holds its use.")
    def pair(self) -> None:
        values, names = self.exhibit["between"], "{one} and {other}".format(**self.exhibit.facts)
        cosine = Number(float(values[0]), self.theme, size=64, colour=self.theme.predicted)
        lines = [Label(text, self.theme) for text in ("similarity of", names)]
        self.panel.place(VGroup(*lines, cosine).arrange(DOWN, buff=0.3))
        back = self.cloud.animate.go_to(self.exhibit["path"][0])
        self.play(FadeOut(self.lists), FadeIn(cosine, *lines), back, share=0.25)
        self.travel(cosine, values, share=0.6)
