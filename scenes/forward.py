"""A question flows through the network, from left to right."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, FadeIn, FadeOut, Group

from gptanim.measures.passage import passage
from gptanim.run import Run
from gptanim.stage import Array, Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.answers import Answers
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label
from scenes.kit.parts.lines import Lines
from scenes.kit.segment import Segment, beat
from scenes.kit.words import numeral, percent, quoted

DRAWN = 4  # numbers of each vector that are drawn
TERMS = 5  # products of the unit that are drawn, the greatest ones
LONGEST = 9  # tokens that fit below each other; the last ones are drawn
STREAMS = ("embedded", "attended", "transformed")


class Forward(Segment):
    """The real activations of one prompt, stage by stage, and one unit's weighted sum in numbers."""

    title = "From left to right"
    roles = ("calculator",)

    @classmethod
    def measure(cls, calculator: Run, *, prompt: str | None = None) -> Exhibit:
        """Follow a prompt through the trained model (gptanim.measures.passage)."""
        found = passage(calculator, prompt, best=4)
        greatest = np.sort(np.argsort(-np.abs(found.inputs * found.weights), kind="stable")[:TERMS])
        terms = np.stack([found.inputs, found.weights, found.inputs * found.weights], axis=1)[greatest]  # (5, 3)
        streams = np.stack([getattr(found, name)[-LONGEST:, :DRAWN] for name in STREAMS])  # (3, T, 8)
        config = calculator.config
        return Exhibit(
            {
                "tokens": np.array(found.tokens[-LONGEST:]),
                "streams": streams,
                "answers": np.array(found.answers),
                "p": found.p,
                "terms": terms,
            },
            {
                "prompt": found.prompt,
                "n_embd": config.n_embd,
                "drawn": min(DRAWN, config.n_embd),
                "times": {1: "once", 2: "twice"}.get(config.n_layer, f"{config.n_layer} times"),
                "vocab_size": config.vocab_size,
                "answer": quoted(found.answers[0]),
                "p_answer": percent(float(found.p[0])),
                "rest": config.n_embd - len(terms),
                "total": numeral("{:.2f}", found.total),
                "output": numeral("{:.2f}", found.output),
                "verdict": "above zero, so it passes on" if found.output > 0 else "below zero, so it stays silent",
            },
        )

    def setup(self) -> None:
        """Five columns: the tokens, three states of the stream, the answer; below them the unit, for later."""
        theme, exhibit = self.theme, self.exhibit
        streams, tokens = exhibit["streams"], exhibit["tokens"].tolist()
        head, body = self.layout.stage.rows(0.5, 4.6, gap=0.1)
        names = ("tokens", "embedded", "after attention", "after the MLP", "output")
        shares = (1.0, 1.2, 1.2, 1.2, 2.4)
        titles = zip(head.columns(*shares, gap=0.25), names, strict=True)
        self.names = [
            column.place(Label(name, theme, size=theme.label_size, colour=theme.muted)) for column, name in titles
        ]
        self.columns = body.columns(*shares, gap=0.25)
        self.cell = min(self.columns[1].width / streams.shape[2], body.height / len(tokens), 0.6)
        words = Lines(
            [tokens], theme, width=self.columns[0].width, height=self.cell * len(tokens), colours=[theme.text]
        )
        self.words = self.columns[0].place(words)
        self.grids = [self._grid(values, place) for values, place in zip(streams, self.columns[1:4], strict=True)]
        out, height = self.columns[4], min(self.columns[4].height, 3.2)
        self.out = out.place(
            Answers([exhibit["answers"].tolist()], exhibit["p"][None], theme, width=out.width, height=height)
        )
        self.unit = self.layout.stage.place(self._unit())

    def _grid(self, values: Array, place: Region) -> Heatmap:
        scaled = values / np.abs(values).max()  # each state on a scale of its own
        return place.place(Heatmap(scaled, self.theme, cell=self.cell, colour=self.theme.predicted))

    def _unit(self) -> Group:
        terms, theme = self.exhibit["terms"], self.theme
        full = float(np.abs(terms).max())
        columns = [
            Heatmap(terms[:, [i]], theme, cell=0.88, full=full, colour=theme.predicted, form="{:.2f}") for i in range(3)
        ]
        titled = [
            Group(Label(name, theme, size=theme.label_size, colour=theme.muted), column).arrange(DOWN, buff=0.2)
            for name, column in zip(("what comes in", "its weights", "products"), columns, strict=True)
        ]
        return Group(*titled).arrange(RIGHT, buff=1.0)

    @beat("“{prompt}”: the question comes in at the left, cut into tokens.")
    def tokens(self) -> None:
        self.play(FadeIn(self.names[0]), FadeIn(self.words.let_see(0)), share=0.1)
        count = len(self.words.visible)
        for seen in range(1, count + 1):
            self.play(self.words.animate.let_see(np.arange(count) < seen), share=0.75 / count)

    @beat("Each token fetches its own row of {n_embd} learned numbers; {drawn} of them are drawn.")
    def embedded(self) -> None:
        grid = self.grids[0].reveal(0)
        self.add(grid)
        self.play(FadeIn(self.names[1]), share=0.1)
        for row in range(1, len(grid.values) + 1):
            shown = (np.arange(len(grid.values)) < row).astype(float)[:, None]
            self.play(grid.animate.reveal(shown), share=0.75 / len(grid.values))

    @beat("Attention lets every token gather what it needs from those before it.")
    def attended(self) -> None:
        self._flow(1)

    @beat("Then the MLP works on each row alone. In this model all that happens {times}.")
    def transformed(self) -> None:
        self._flow(2)

    def _flow(self, stage: int) -> None:
        before, after = self.grids[stage - 1], self.grids[stage]
        moving = before.copy()
        self.add(moving)
        self.play(FadeIn(self.names[stage + 1]), moving.animate.move_to(after).go_to(after.values), share=0.8)
        self.remove(moving)
        self.add(after)

    @beat(
        "The last row, and it alone, becomes a probability for each of {vocab_size} tokens: {answer} gets {p_answer}."
    )
    def output(self) -> None:
        self.play(self.grids[2].animate.frame_rows(len(self.grids[2].values) - 1), FadeIn(self.names[4]), share=0.2)
        self.play(FadeIn(self.out.grow(0)), share=0.1)
        self.play(self.out.animate.grow(1), share=0.5)

    @beat("What does one unit do? It multiplies what comes in by its weights. Here are its greatest products.")
    def one_unit(self) -> None:
        self.play(FadeOut(*self.names, self.words, *self.grids, self.out), share=0.1)
        for column in self.unit:
            self.play(FadeIn(column, shift=0.3 * RIGHT), share=0.25)

    @beat("It adds them up, with the other {rest}: {total}; {verdict}. Multiply, add, activate: nothing else happens.")
    def activate(self) -> None:
        facts = self.exhibit.facts
        total = Label(f"sum of all {facts['n_embd']}:  {facts['total']}", self.theme, mono=True)
        fired = Label(f"→ {facts['output']}", self.theme, colour=self.theme.predicted, mono=True, bold=True)
        self.layout.footer.place(Group(total, fired).arrange(RIGHT, buff=0.4))
        self.play(FadeIn(total), share=0.3)
        self.play(FadeIn(fired, shift=0.3 * RIGHT), share=0.3)
