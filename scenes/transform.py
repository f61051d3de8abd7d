"""Inside the MLP: numbers widen, a simple rule lets some through, and the rest is added to the stream."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, FadeIn, FadeOut, GrowArrow, MathTypst

from gptanim.activations import activations
from gptanim.measures.firing import firing, steps, typical_position
from gptanim.probe import held_out_example
from gptanim.run import Run
from gptanim.stage import Exhibit, Fact
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.segment import Segment, beat
from scenes.kit.words import listed, percent, quoted
from scenes.props.transform.mlp import MLP

LONGEST, TEXTS, SHOWN = 9, 200, 8  # letters in the strip; texts that are averaged over; letters with a bar
PARTS = 8  # motions in which the units appear


class Transform(Segment):
    """One position's numbers run through the last MLP, and its answer joins the stream that passed by."""

    title = "Each position thinks for itself"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        """Follow the last MLP where as many units fire as usual (firing.typical_position)."""
        last, labels, texts = names.last, names.tokenizer.labels, names.corpus.held_out[:TEXTS]
        usual, found = firing(last, texts), activations(last, text := held_out_example(names, max_length=LONGEST))
        arrays = steps(found, at := typical_position(found, usual.share, longest=LONGEST))
        unit = int(arrays["hidden"].argmax())
        top = usual.favourites(unit, SHOWN)
        letters = [quoted(labels[i]).replace("the end", "the start") for i in top[:3] if usual.by_token[i, unit] > 0]
        facts: dict[str, Fact] = {"prefix": text[:at], "width": names.config.n_embd, "units": len(arrays["hidden"])}
        facts |= {"fired": int(found.fires[-1, at].sum()), "usual": percent(usual.share)}
        facts |= {"unit": unit + 1, "letters": listed(letters or ["nothing"]), "usually_kept": usual.kept}
        facts |= {"kept": float(found.kept[-1, at]), "texts": f"{len(texts)} text{'s' * (len(texts) > 1)}"}
        arrays |= {"outputs": usual.by_token[top, unit], "labels": np.array(labels)[top]}
        return Exhibit(arrays | {"tokens": np.array(labels)[last.doc(text)[: at + 1]]}, facts)

    def setup(self) -> None:
        """Lay out the stream above and below it, from left to right, a copy, the units and the answer."""
        theme, e, facts, foot = self.theme, self.exhibit, self.exhibit.facts, self.layout.footer
        river, below = self.layout.stage.middle(1.1).rows(1, 4, gap=0.3)
        left, right = below.inset(0.15).columns(2.2, 2)
        lower = below if left.y == right.y else left
        above, right = right.rows(0.12, 0.88, gap=0.1)
        self.mlp = MLP(e, theme, upper=river, lower=lower)
        self.strip = below.place(TokenStrip(e["tokens"].tolist(), theme, cell=1.3)).light(len(e["tokens"]) - 1)
        self.rule = right.place(MathTypst("max(0, z)", color=theme.text, font_size=72))
        self.count = foot.place(Number(0, theme, form=f"{{:.0f}} of {facts['units']} fire"))
        labels = e["labels"].tolist()
        self.bars = right.place(Bars(e["outputs"], labels, theme, width=0.7 * len(labels), height=right.height))
        words = f"mean output of unit {facts['unit']}"
        self.caption = above.place(Label(words, theme, size=theme.label_size, colour=theme.muted))
        self.count.set_x(self.mlp.units.get_x())

    @beat(
        "After attention, each position goes on alone: here, {width} numbers after “{prefix}”.",
        notes="They are the position’s stream, which flows on to the right.",
    )
    def stream(self) -> None:
        cell = self.strip.centre_of(len(self.strip.tokens) - 1)
        self.play(FadeIn(self.strip, shift=0.3 * UP), share=0.2)
        self.play(FadeIn(self.mlp.stream, target_position=cell, scale=0.3), share=0.4)
        self.play(GrowArrow(self.mlp.inflow), FadeIn(self.mlp.names[0]), share=0.3)

    @beat(
        "A copy widens to {units} units in the MLP, each a weighted sum.",
        notes="The copy is scaled first; each unit adds up all {width} numbers, with weights of its own.",
    )
    def widen(self) -> None:
        self.play(FadeOut(self.strip), FadeIn(self.mlp.copy, target_position=self.mlp.stream), share=0.22)
        self.play(self.mlp.opening.animate.open(), FadeIn(self.mlp.names[1]), share=0.25)
        self.add(self.mlp.units.reveal(0))
        for rows in self.mlp.fill_units(PARTS):
            self.play(rows, run_time=0.42 * self.seconds[self.now.name] / PARTS)

    @beat("Whatever is below zero becomes zero. How many units stay lit?", ask=True)
    def rule_(self) -> None:
        self.play(FadeIn(self.rule, shift=0.3 * UP), share=0.35)
        for strength in (0.45, 1.0):
            visible = np.where(self.mlp.units.values < 0, strength, 1.0)
            self.play(self.mlp.units.animate.reveal(visible), share=0.28)

    @beat(
        "We count {fired}; the brightest answers most strongly to {letters}.",
        notes="Over {texts}, {usual} of the units fire on average. The letters are those of unit {unit}’s mean output.",
    )
    def fire(self) -> None:
        dark = self.mlp.units.animate.go_to(self.mlp.rectified())
        fired = float(self.exhibit.facts["fired"])
        self.play(FadeIn(self.count.go_to(fired)), dark, share=0.3)
        self.play(FadeOut(self.rule), FadeIn(self.mlp.frame, scale=3), share=0.2)
        self.add(self.bars.go_to(0 * self.bars.values))
        self.play(FadeIn(self.caption), self.bars.animate.go_to(self.exhibit["outputs"]), share=0.4)

    @beat("A second matrix brings the {units} numbers back to {width}.", notes="It is what the MLP has to say here.")
    def narrow(self) -> None:
        self.play(FadeOut(self.bars, self.caption, self.count, self.mlp.frame), share=0.12)
        self.play(self.mlp.closing.animate.open(), share=0.4)
        self.play(FadeIn(self.mlp.answer, self.mlp.names[2], shift=0.3 * RIGHT), share=0.4)

    @beat(
        "That is added to the stream that passed by: nothing is overwritten.",
        notes="A residual connection. Before and after agree to a cosine of {kept:.2f}, on average {usually_kept:.2f}; "
        "1 is unchanged.",
    )
    def join(self) -> None:
        mlp = self.mlp
        self.play(FadeIn(mlp.plus), GrowArrow(mlp.rise), share=0.18)
        passing, said = mlp.stream.copy(), mlp.answer.copy()
        self.play(passing.animate.move_to(mlp.plus), said.animate.move_to(mlp.plus), share=0.3)
        self.play(GrowArrow(mlp.outflow), share=0.1)
        self.play(FadeOut(passing, said), FadeIn(mlp.joined, target_position=mlp.plus), share=0.33)
