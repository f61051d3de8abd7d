"""Weights are knobs: turn one, and the predictions move."""

from __future__ import annotations

import numpy as np
from manim import DOWN, FadeIn, FadeOut, VGroup

from gptanim import probe
from gptanim.measures.mixing import mixing
from gptanim.run import Run
from gptanim.stage import Array, Exhibit, Fact
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.dials import Dials
from scenes.kit.parts.label import Label
from scenes.kit.segment import Segment, beat
from scenes.kit.words import numeral, percent, quoted

BOARD = (4, 6)  # rows and columns of knobs
FULL = 2.0  # how far a knob can be turned, to both sides
TRIED = 60  # other knobs that are turned as far
DRAWN = 28  # tokens with a bar


class Knobs(Segment):
    """A few of the model's own weights as knobs, and what the predictions do when one is turned."""

    title = "A mixing board of numbers"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run, *, prompt: str | None = None) -> Exhibit:
        """Take a board of weights (mixing.mixing), by default after the most frequent two letters."""
        prompt = prompt or probe.frequent_prefix(names)
        found = mixing(names, prompt, BOARD, full=FULL, tried=TRIED)
        low, high = found.probs[1:3, found.most].tolist()
        facts: dict[str, Fact] = {"prompt": prompt, "shown": len(found.board), "n_params": names.config.n_params}
        facts |= {"value": numeral("{:.2f}", found.turned[0].value), "tried": TRIED}
        facts |= {"letter": quoted(names.tokenizer.label(found.most)), "p_low": percent(low), "p_high": percent(high)}
        facts |= {"movers": int((found.tried > 0.01).sum())}
        few = np.mean(found.tried > 0.01) < 0.5
        facts["verdict"] = "Alone, most do little" if few else "Others matter as well"
        return Exhibit(found.arrays(list(names.tokenizer.labels), most=DRAWN), facts)

    def setup(self) -> None:
        """The board above, the bars below."""
        theme, exhibit = self.theme, self.exhibit
        self.left, right = self.layout.stage.columns(1, 1)
        board = Dials(np.zeros(BOARD), theme, width=self.left.width, height=self.left.height, full=FULL)
        self.board = self.left.place(board)
        self.chosen = [(row, column) for row, column in exhibit["chosen"].tolist()]
        labels, ceiling = exhibit["labels"].tolist(), float(exhibit["probs"].max())
        bars = Bars(np.zeros(len(labels)), labels, theme, width=right.width, height=right.height, ceiling=ceiling)
        self.bars = right.place(bars)
        self.legend = self.layout.footer.place(
            Label(f"what it expects after {self._prompt}", theme, colour=theme.muted)
        )

    @property
    def _prompt(self) -> str:
        return quoted(str(self.exhibit.facts["prompt"]))

    def turned(self, place: tuple[int, int], value: float) -> Array:
        """Return the board with one knob turned to a value."""
        board = self.exhibit["board"].copy()
        board[place] = value
        return board

    @beat("Every weight is a knob, turned to some number. Here are {shown} of this model's {n_params:,}.")
    def board_of_knobs(self) -> None:
        self.play(FadeIn(self.board), share=0.2)
        self.play(self.board.animate.go_to(self.exhibit["board"]), share=0.6)

    @beat(
        "Together they decide what it expects after “{prompt}”. This one stands at {value}. What if it is turned?",
        ask=True,
    )
    def one_knob(self) -> None:
        self.play(FadeIn(self.bars), FadeIn(self.legend), share=0.15)
        self.play(self.bars.animate.go_to(self.exhibit["probs"][0]), share=0.35)
        self.play(self.board.animate.light(self.chosen[0]), share=0.3)

    @beat("The predictions move. With this knob turned from left to right, {letter} goes from {p_low} to {p_high}.")
    def turning(self) -> None:
        for state, value in ((1, -FULL), (2, FULL), (1, -FULL), (2, FULL)):
            bars = self.bars.animate.go_to(self.exhibit["probs"][state]).annotate([int(self.exhibit["most"])])
            self.play(self.board.animate.go_to(self.turned(self.chosen[0], value)), bars, share=0.2)

    @beat("{verdict}: of {tried} others all over the model, turned as far, {movers} moved more than one percent.")
    def most_do_little(self) -> None:
        back = self.bars.animate.go_to(self.exhibit["probs"][0]).annotate([])
        self.play(self.board.animate.go_to(self.exhibit["board"]).light(), back, share=0.2)
        for place, probs in zip(self.chosen[1:], self.exhibit["probs"][3:], strict=True):
            board = self.board.animate.go_to(self.turned(place, FULL)).light(place)
            self.play(board, self.bars.animate.go_to(probs), share=0.16)

    @beat(
        "Nobody sets them by hand. GPT-3 has 175 billion; of GPT-4 people say, unofficially, 1.7 trillion. "
        "Training turns them all."
    )
    def scale(self) -> None:
        theme = self.theme
        lines = (
            f"this model: {self.exhibit.facts['n_params']:,}",
            "GPT-3: 175,000,000,000",
            "GPT-4, unofficially: 1,700,000,000,000",
        )
        inks = (theme.predicted, theme.text, theme.muted)
        labels = (Label(line, theme, mono=True, colour=ink) for line, ink in zip(lines, inks, strict=True))
        ladder = self.layout.stage.place(VGroup(*labels).arrange(DOWN, buff=0.6))
        self.play(FadeOut(self.bars, self.legend, self.board), share=0.1)
        for line in ladder:
            self.play(FadeIn(line, shift=0.2 * DOWN), share=0.24)
