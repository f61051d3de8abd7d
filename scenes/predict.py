"""From a vector to a prediction: one score for every token, then softmax, step by step."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, linear

from gptanim.measures.readout import readout, softmax, undecided
from gptanim.reading import foremost, gather
from gptanim.run import Run
from gptanim.stage import Exhibit, Fact
from scenes.kit.parts.columns import Columns
from scenes.kit.parts.grid import vector_and_matrix
from scenes.kit.parts.shares import Shares
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.segment import Segment, beat
from scenes.kit.words import numeral, percent, quoted
from scenes.props.predict.formulas import Formulas
from scenes.props.predict.signed import SignedBars
from scenes.props.predict.worked import WeightedSum

LONGEST, MARGIN, WIDEST = 9, 1.5, 0.9  # letters that fit in the strip; beside the bars; of one bar
LOW, DRAWN = 0.5, " (the likeliest are drawn)"  # the bars' share of the height below the head


class Predict(Segment):
    """The last position's vector meets every column of the head; its logits become shares of one whole."""

    title = "From numbers to a prediction"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        """Read out what follows the beginning after which the model wavers (readout.undecided)."""
        found, labels = readout(names.last, undecided(names, longest=LONGEST)), names.tokenizer.labels
        logits, noted = found.logits, np.argsort(-found.logits, kind="stable")[[0, 1, -1]].tolist()
        ids = foremost(whole := softmax(logits)[None], always=noted)
        shares, shared = gather(whole, ids, labels)  # (1, K), or (1, K + 1) with the others in one
        first, total = noted[0], f"{np.exp(logits).sum():,.1f}"
        facts: dict[str, Fact] = {"prefix": "".join(found.tokens[1:]), "sum": total, "width": len(found.vector)}
        facts |= {"tokens": len(labels), "drawn": DRAWN * (len(ids) < len(labels))}
        facts |= {"first": quoted(labels[first]), "first_logit": numeral("{:.1f}", logits[first])}
        facts |= {"p_first": percent(whole[0, first])}
        arrays = {"tokens": np.array([*found.tokens, "?"]), "vector": found.vector, "head": found.head[:, ids]}
        arrays |= {"logits": logits[ids], "labels": np.array(shared), "shares": shares[0]}
        arrays |= {"terms": np.array(found.terms(first)), "noted": np.searchsorted(ids, noted)}
        return Exhibit(arrays, facts)

    def setup(self) -> None:
        """Lay out the text above, the head and the bars in the middle, and beneath them the whole they make up."""
        theme, e, facts, labels = self.theme, self.exhibit, self.exhibit.facts, self.exhibit["labels"].tolist()
        self.first, self.second, self.low = e["noted"].tolist()
        self.logits, self.reading = e["logits"], len(e["tokens"]) - 2
        top, main = self.layout.stage.rows(0.8, 4.2, gap=0.1)
        _, centre, right = top.columns(1, 2.2, 1)
        wide = min(main.width - 2 * MARGIN, WIDEST * len(self.logits))
        self.strip = centre.place(TokenStrip(e["tokens"].tolist(), theme, width=centre.width)).light(self.reading)
        bars = SignedBars(self.logits, labels[: len(self.logits)], theme, width=wide, height=main.height)
        self.bars = main.place(bars).use(LOW).rise(0)
        above, below = main.inset(0.05).rows(1 - LOW, LOW, gap=0.9)
        self.vector, self.head = vector_and_matrix(e["vector"], e["head"], theme, pitch=bars.pitch, region=above)
        self.numbers = main.place(Columns(e["vector"][None], theme, pitch=1.7, height=4, form="{:.2f}"))
        self.worked = below.place(WeightedSum(e["terms"].tolist(), float(self.logits[self.first]), theme))
        whole = Shares(e["shares"], labels, theme, width=wide, margin=MARGIN, height=0.5)
        self.shares = self.layout.footer.place(whole)
        self.formulas = Formulas(("e^z", f"p = e^z slash {facts['sum']}"), theme, region=right)

    @beat(
        "After “{prefix}”, the last position holds {width} numbers.", notes="They are all it knows of what comes next."
    )
    def vector_drops(self) -> None:
        self.play(FadeIn(self.strip, shift=0.3 * UP), share=0.2)
        self.add(self.numbers.drop())
        self.play(self.numbers.animate.drop(0), share=0.7)

    @beat(
        "For each token, they are multiplied by a column of weights, and added up.",
        notes="This last matrix is called the head{drawn}. Here is the column of {first}.",
    )
    def one_column(self) -> None:
        self.play(FadeOut(self.numbers, target_position=self.vector, scale=0.4), FadeIn(self.vector), share=0.15)
        self.add(self.head.drop(0))
        self.play(self.head.animate.drop(), share=0.25)
        self.play(self.head.animate.frame_at(self.first), share=0.1)
        self.play((copy := self.vector.copy()).animate.move_to(self.head.column_at(self.first)), share=0.15)
        self.play(FadeOut(copy, shift=DOWN), FadeIn(self.worked, shift=DOWN), share=0.25)

    @beat(
        "Every token gets such a score, a logit. What share will {first} get?",
        ask=True,
        notes="There are {tokens} tokens; the logit of {first} is {first_logit}.",
    )
    def logits_rise(self) -> None:
        self.play(FadeOut(self.worked), self.head.animate.frame_at(0), FadeIn(self.bars), share=0.1)
        sweep = self.head.animate.frame_at(len(self.logits) - 1), self.bars.animate.rise()
        self.play(*sweep, rate_func=linear, share=0.4)
        for index, noted in ((self.low, {self.low}), (self.first, {self.first, self.low})):
            self.play(self.head.animate.frame_at(index), self.bars.animate.annotate(noted), share=0.13)
        self.play(self.strip.animate.light(self.reading + 1), share=0.12)

    @beat(
        "First, e to the power of each, so nothing is negative.",
        notes="0 becomes 1, and one step up is 2.7 times as much.",
    )
    def exponential(self) -> None:
        rest = FadeOut(self.head, self.vector, shift=UP), *self.formulas.turn()
        self.play(*rest, self.bars.animate.use(1).annotate([]), share=0.25)
        self.play(self.bars.animate.go_to(np.exp(self.logits)).span(np.exp(self.logits)), share=0.4)
        self.play(self.bars.write_as("{:,.1f}").animate.annotate({self.first, self.second}), share=0.2)

    @beat(
        "Divided by their sum, they are shares of a whole: {p_first} for {first}. That’s softmax.",
        notes="The sum is {sum}. The bars keep their shape.",
    )
    def normalise(self) -> None:
        self.shares.come_from(self.bars)
        self.play(*self.formulas.turn(), self.bars.animate.annotate([]), FadeIn(self.shares), share=0.12)
        self.play(self.shares.animate.pour(), rate_func=linear, share=0.55)
        part = float(self.exhibit["shares"][self.first] / np.exp(self.logits[self.first]))
        self.play(self.bars.write_as("{:.0%}", part).animate.annotate({self.first, self.second}), share=0.2)
