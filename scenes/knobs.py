"""Weights are knobs: turn one, and the predictions move."""

from __future__ import annotations

import numpy as np
from manim import DOWN, FadeIn, FadeOut, VGroup

from gptanim import probe
from gptanim.measures.knobs import knob, moved, sweep
from gptanim.reading import foremost, gather
from gptanim.run import Run
from gptanim.stage import Array, Exhibit
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.label import Label
from scenes.kit.segment import Segment, beat
from scenes.kit.words import numeral, percent, quoted
from scenes.kit.parts.dials import Dials

BOARD = (4, 6)  # rows and columns of knobs
FULL = 2.0  # how far a knob can be turned, to both sides
TRIED = 60  # other knobs that are turned as far


class Knobs(Segment):
    """A few of the model's own weights as knobs, and what the predictions do when one is turned."""

    title = "A mixing board of numbers"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run, *, prompt: str | None = None) -> Exhibit:
        """Take the first weights of the MLP's way out (layer0.down); the turned one is that of the board whose turn
        from −FULL to FULL moves most probability after the prompt, by default the most frequent two letters.
        TRIED other weights, spread evenly over the whole model, are turned to FULL one at a time.
        """
        prompt = prompt or probe.frequent_prefix(names)
        model, rows, columns = names.last, *BOARD
        before = probe.distribution(model, prompt).astype(float)  # (V,)
        board = [knob(model, "layer0.down", row, column) for row in range(rows) for column in range(columns)]
        ends = [moved(*sweep(model, one.index, (-FULL, FULL), prompt)) for one in board]
        chosen = board[int(np.argmax(ends))]
        low, high = sweep(model, chosen.index, (-FULL, FULL), prompt)
        usual = np.argsort(ends)[len(board) // 2 - 2 : len(board) // 2 + 2].tolist()  # those of middling effect
        others = [sweep(model, board[i].index, (FULL,), prompt)[0] for i in usual]
        everywhere = np.linspace(0, names.config.n_params - 1, TRIED).astype(int).tolist()
        tried = moved(before, np.concatenate([sweep(model, index, (FULL,), prompt) for index in everywhere]))
        probs = np.stack([before, low, high, *others])
        most = int(np.argmax(np.abs(high - low)))
        ids = foremost(probs, most=28, always=[most])
        shown, labels = gather(probs, ids, names.tokenizer.labels)  # (7, K)
        return Exhibit(
            {
                "board": np.array([one.value for one in board]).reshape(BOARD),
                "chosen": np.array([[chosen.row, chosen.column], *([board[i].row, board[i].column] for i in usual)]),
                "probs": shown,
                "labels": np.array(labels),
                "most": np.array(ids.index(most)),
            },
            {
                "shown": rows * columns,
                "n_params": names.config.n_params,
                "prompt": prompt,
                "value": numeral("{:.2f}", chosen.value),
                "letter": quoted(names.tokenizer.label(most)),
                "p_low": percent(float(low[most])),
                "p_high": percent(float(high[most])),
                "tried": TRIED,
                "movers": int((tried > 0.01).sum()),
                "verdict": "Alone, most do little" if np.mean(tried > 0.01) < 0.5 else "Others matter as well",
            },
        )

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
