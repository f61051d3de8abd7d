"""Weights are knobs: turn one, and the predictions move."""

from __future__ import annotations

import numpy as np
from manim import LEFT, FadeIn, FadeOut, VGroup

from gptanim import probe
from gptanim.measures.mixing import mixing
from gptanim.run import Run
from gptanim.stage import Exhibit, Fact
from scenes.kit.layout import Region
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.dials import Dials
from scenes.kit.parts.label import Label
from scenes.kit.segment import Segment, beat
from scenes.kit.words import percent, quoted

BOARD = (4, 6)  # rows and columns of knobs
FULL = 2.0  # how far a knob can be turned, to both sides
DRAWN = 28  # tokens with a bar
GPT_3, GPT_4 = 175 * 10**9, 1_700 * 10**9  # Brown et al. (2020); a rumour


class Knobs(Segment):
    """A few of the model's own weights as knobs, and what the predictions do when one is turned."""

    title = "A mixing board of numbers"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run, *, prompt: str | None = None) -> Exhibit:
        """Take a board of weights (mixing.mixing), by default after the most frequent two letters."""
        prompt = prompt or probe.frequent_prefix(names)
        found = mixing(names, prompt, BOARD, full=FULL)
        low, high = found.probs[1:, found.most].tolist()
        facts: dict[str, Fact] = {"prompt": prompt, "shown": len(found.board), "n_params": names.config.n_params}
        facts |= {"letter": quoted(names.tokenizer.label(found.most)), "p_low": percent(low), "p_high": percent(high)}
        return Exhibit(found.arrays(list(names.tokenizer.labels), most=DRAWN), facts)

    def setup(self) -> None:
        """The board in the middle, later beside the bars; then the sizes of models, one below the other."""
        theme, exhibit, stage = self.theme, self.exhibit, self.layout.stage
        self.left, right = stage.split(1.05, 1)
        board = Dials(exhibit["untrained"], theme, width=self.left.width, height=self.left.height, full=FULL)
        self.board, self.chosen = stage.place(board), tuple(exhibit["chosen"].tolist())
        labels, ceiling = exhibit["labels"].tolist(), float(exhibit["probs"].max())
        bars = Bars(np.zeros(len(labels)), labels, theme, width=right.width, height=right.height, ceiling=ceiling)
        self.bars = right.place(bars)
        words = f"what it expects after {quoted(str(exhibit.facts['prompt']))}"
        self.legend = self.layout.footer.place(Label(words, theme, size=theme.label_size, colour=theme.muted))
        self.legend.set_x(self.bars.get_x())
        sizes = ("this model", int(exhibit.facts["n_params"])), ("GPT-3", GPT_3), ("GPT-4, by rumour", GPT_4)
        self.ladder = [self._size(*size, row) for size, row in zip(sizes, stage.rows(1, 1, 1), strict=True)]

    def _size(self, name: str, count: int, row: Region) -> VGroup:
        """Return a name and its number of knobs, which ends at the right edge, so that more digits reach further."""
        theme, (left, right) = self.theme, row.columns(1, 2.6)
        number = Label(f"{count:,}", theme, mono=True, bold=True, size=62)
        return VGroup(left.place(Label(name, theme, colour=theme.muted), side=-1), right.place(number, side=1))

    @beat(
        "A model is a mixing board of {n_params:,} knobs, its weights. They start at random; training turns them.",
        notes="Here are {shown} of them, at the first step and at the last. At first, the model knows nothing.",
    )
    def board_of_knobs(self) -> None:
        self.play(FadeIn(self.board), share=0.2)
        self.wait(0.2 * self.seconds[self.now.name])
        self.play(self.board.animate.go_to(self.exhibit["board"]), share=0.5)

    @beat("Together they decide what comes after “{prompt}”. What happens if we turn one?", ask=True)
    def one_knob(self) -> None:
        self.play(self.board.animate.move_to(self.left.centre), FadeIn(self.bars, self.legend), share=0.25)
        self.play(self.bars.animate.go_to(self.exhibit["probs"][0]), share=0.35)
        self.play(self.board.animate.light(self.chosen), share=0.25)

    @beat(
        "One knob, turned all the way, moves {letter} from {p_low} to {p_high}.",
        notes="It is the one of these {shown} knobs that moves the prediction most.",
    )
    def turning(self) -> None:
        for state, value in ((1, -FULL), (2, FULL)):
            bars = self.bars.animate.go_to(self.exhibit["probs"][state]).annotate([int(self.exhibit["most"])])
            board = self.exhibit["board"].copy()
            board[self.chosen] = value
            self.play(self.board.animate.go_to(board), bars, share=0.42)

    @beat("GPT-3 has 175 billion; GPT-4, people guess, 1.7 trillion. Nobody sets them by hand.")
    def scale(self) -> None:
        self.play(FadeOut(self.bars, self.legend, self.board), share=0.1)
        for size in self.ladder:
            self.play(FadeIn(size, shift=0.3 * LEFT), share=0.25)
