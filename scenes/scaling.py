"""The same algorithm at several sizes, and how far it is from the largest here to the largest anywhere."""

from __future__ import annotations

from manim import RIGHT, FadeIn, FadeOut, linear

from gptanim.measures.followers import followers
from gptanim.measures.sizes import sizes
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.props.scaling import phrases
from scenes.props.scaling.comparison import Comparison
from scenes.props.scaling.journey import Journey
from scenes.props.scaling.loss_by_size import LossBySize
from scenes.props.scaling.pull_back import cell_values
from scenes.props.scaling.table import SizeTable, WrittenRows
from scenes.props.scaling.two_kinds import TwoKinds
from scenes.props.scaling.widths import Widths

SHOWN, COUNTED, BARS = 3, 200, 27  # texts of each model that are shown and that are counted in; bars at most


class Scaling(Segment):
    """Models of growing size: what they write and cost, what the smallest learned, and what lies beyond."""

    title = "The same loop, more of everything"
    roles = ("scaling1", "scaling2", "scaling3", "scaling4", "scaling5", "scaling6", "scaling7")

    @classmethod
    def measure(cls, **runs: Run) -> Exhibit:
        """Let all sizes write and be tested; look at what the smallest expects after vowels and after others."""
        found = sizes(list(runs.values()), shown=SHOWN, counted=COUNTED)
        beats = followers(smallest := found.runs[0])
        arrays = found.arrays() | beats.arrays(smallest.tokenizer.labels, most=BARS)
        arrays["cells"] = cell_values(smallest.last.params.flat)
        return Exhibit(arrays, phrases.of_sizes(found) | phrases.of_followers(beats, smallest.config.n_embd))

    def setup(self) -> None:
        """The sizes in a table on the left, what the models write, later the chart, to its right."""
        theme, show = self.theme, self.exhibit
        left, right = self.layout.stage.columns(1, 1.15, gap=0.55)
        self.count = len(show["losses"])
        self.table = SizeTable(show["settings"], phrases.TITLES, theme, region=left)
        written = show["written"].tolist()
        self.written = WrittenRows(written, show["known"], "real triples", theme, region=right)
        self.chart = LossBySize(show["weights"], show["losses"], str(show.facts["axis"]), theme, region=right)
        self.note = Placard(theme, region=self.layout.footer, colour=theme.muted)

    @beat(
        "Here is the same loop at {count} sizes, and what each writes.",
        notes="All roll the same dice. Of the letter triples of the first, {known_first} are real; of the last’s, "
        "{known_last}.",
    )
    def grid(self) -> None:
        self.add(self.table, self.written)
        for row in range(1, self.count + 1):
            self.play(self.table.animate.let_see(row), self.written.animate.let_see(row), share=0.6 / self.count)
        note = self.note.turn_to("real triples: three letters in a row that some name in the training data holds too")
        self.play(self.written.animate.tell(), *note, share=0.2)

    @beat("Do more weights and steps bring the loss down?", ask=True)
    def question(self) -> None:
        self.play(FadeOut(self.written), *self.note.clear(), FadeIn(self.chart), share=0.15)
        self.play(self.table.animate.light(0), self.chart.animate.reveal(1), share=0.15)
        for guess in (0.5, 0.8, 0.1, 0.5):
            self.play(self.chart.animate.ask(guess), share=0.14)

    @beat(
        "{verdict}. Wider vectors hold finer patterns; layers combine them.",
        notes="The loss goes from {loss_first:.2f} to {loss_last:.2f}. Weights and steps change together here{rates}: "
        "these models show that more of everything helps, not how much of it each part brings.",
    )
    def curve(self) -> None:
        note = self.note.turn_to("weights and steps change together: this cannot tell which of them helps")
        for row in range(1, self.count):
            point = self.chart.animate.ask(0.5, 0).reveal(row + 1)
            said = note if row == 1 else []
            self.play(self.table.animate.light(row), point, *said, share=0.85 / (self.count - 1))

    @beat(
        "{habit}",
        notes="After {after_other}, {group} go from {group_before} before training to {group_after}, in the data "
        "{group_data}; after {after_group}, it gives them {group_again}, in the data {group_data_again}.",
    )
    def habit(self) -> None:
        self.kinds = TwoKinds(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeOut(self.table, self.chart), *self.note.clear(), FadeIn(self.kinds), share=0.1)
        for row in (0, 2, 3):
            self.play(*self.kinds.call(row), self.kinds.animate.turn_to(row), share=0.25)

    @beat("An essay credits GPT-3’s 12,288 with sarcasm, logic and code.", notes="Its claim, not our measurement.")
    def wider(self) -> None:
        self.widths = widths = Widths(self.exhibit["settings"][:, 0], self.theme, region=self.layout.stage)
        self.play(FadeOut(self.kinds, *self.kinds.title.shown), FadeIn(widths, widths.claims[0]), share=0.15)
        self.play(widths.view.animate.look_at(widths.last), share=0.55)
        self.play(FadeIn(widths.claims[1], shift=0.3 * RIGHT), share=0.15)

    @beat(
        "GPT-3 has 175 billion weights, and GPT-4 an estimated 1.7 trillion.",
        notes="Each cell is a weight, a number like those of our smallest model. The counts of GPT-2 and GPT-3 are "
        "published; that of GPT-4 is unofficial.",
    )
    def pull_back(self) -> None:
        self.journey = journey = Journey(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeOut(self.widths, self.widths.claims), FadeIn(journey), share=0.1)
        for index in range(journey.here - 1, len(journey.amounts)):
            self.play(journey.animate.go_to(index), *journey.tell(index), share=0.18, rate_func=linear)

    @beat("It is more data, faster math, more machines, and always the same loop.")
    def same(self) -> None:
        ring, names, *models = Comparison(self.exhibit, self.theme, region=self.layout.stage)
        note = self.note.turn_to("the last two columns: explainers’ round figures; those of GPT-4 are not official")
        self.play(FadeOut(self.journey, self.journey.listing), FadeIn(ring, names), share=0.1)
        for i, model in enumerate(models, 1):
            self.play(FadeIn(model, shift=0.3 * RIGHT), ring.animate.step_to(3 * i), *note[: i // 2], share=0.16)
        self.play(ring.animate.step_to(18), share=0.27, rate_func=linear)
