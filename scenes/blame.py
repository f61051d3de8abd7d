"""Whose fault was it? A wrong answer, and its true gradient running back through the network, stage by stage."""

from __future__ import annotations

import numpy as np
from manim import DOWN, FadeIn, FadeOut, VGroup, linear

from gptanim.measures.suspects import investigate
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.legend import Legend
from scenes.kit.segment import Segment, beat
from scenes.kit.words import listed, numeral, percent, quoted, shortened
from scenes.props.blame.paired_bars import PairedBars
from scenes.props.blame.web import Web

STAGES = ("tokenizer", "embeddings", "attention", "MLP", "output")
ELSEWHERE = {"tokenizer": 0.05, "embeddings": 0.15, "attention": 0.30, "output": 0.50}  # an explainer's figures
NUDGE = 0.01


class Blame(Segment):
    """The last answer that a run gets wrong; blame flows back; each stage gets its share, and one weight is tried."""

    title = "Who is to blame?"
    roles = ("calculator",)

    @classmethod
    def measure(cls, calculator: Run) -> Exhibit:
        """Blame the weights for one prediction (suspects.mistake), at the moment of the mistake and all the others."""
        case, config = investigate(calculator, NUDGE), calculator.config
        first, now, last = case.shares[[0, case.moment, -1]]
        probs, right, read = case.probs[case.moment], case.right, case.mistake.read
        truth = f"right is {quoted(case.answers[right])}, with {percent(probs[right])}" if right else "that is right"
        before, after = (STAGES[1 + int(shares.argmax())] for shares in (first, last))
        step, steps = (f"{n:,} step" + "s" * (n != 1) for n in case.steps[[case.moment, -1]].tolist())
        facts: dict[str, str | float] = {"step": step, "steps": steps, "size": f"{NUDGE:g}", "before": before}
        facts |= {"read": f"“{shortened(read, 40)}”" if read else "nothing yet", "count": f"{config.n_params:,}"}
        facts |= {"answer": f"It expects {quoted(case.answers[0])}, with {percent(probs[0])}; {truth}."}
        facts |= {"others": listed([f"{STAGES[1 + i]} {now[i]:.0%}" for i in case.order[1:]])}
        facts |= {"guiltiest": STAGES[1 + case.order[0]], "of": "of all weights" if case.foremost else "weight drawn"}
        facts |= {"gradient": numeral("{:.2f}", case.gradient), "promised": numeral("{:.3f}", NUDGE * case.gradient)}
        facts |= {"tried": numeral("{:.3f}", case.tried), "after": after if after != before else f"{after} still"}
        facts["source"] = listed([f"{name} {share:.0%}" for name, share in ELSEWHERE.items()])
        layer = f", in layer {case.web.layer + 1} of {config.n_layer}" if config.n_layer > 1 else ""
        return Exhibit(case.arrays(), facts | case.numbers() | {"drawn": f"drawn: the most blamed nodes{layer}"})

    def setup(self) -> None:
        """The network above; below it a share for each of its stages, and in the corner the moment."""
        theme, show, now = self.theme, self.exhibit, int(self.exhibit["moment"])
        upper, lower = self.layout.stage.rows(3.1, 1.9, gap=0.1)
        words, answers, sizes = (show[key].tolist() for key in ("words", "answers", "sizes"))
        look = {"weights": show["weights"], "grads": show["grads"][now], "probs": show["probs"][now]}
        self.web = Web(words, answers, sizes, theme, **look, correct=int(show["right"]), region=upper)
        under, corner = lower.columns(5 * self.web.slot, upper.width - 5 * self.web.slot, gap=0)
        self.series = np.insert(show["shares"], 0, -1.0, axis=1)  # (S, 5), none for the tokenizer
        others = np.array([ELSEWHERE.get(stage, -1.0) for stage in STAGES])
        self.bars, self.stages = PairedBars(self.series[now], others, STAGES, theme, region=under), np.arange(5)
        self.clock = Number(show["steps"][now], theme, form="step {:,.0f}", widest=show["steps"][-1])
        self.loss = Number(show["loss"][now], theme, form="loss {:.2f}", colour=theme.loss)
        corner.place(VGroup(self.clock, self.loss).arrange(DOWN, buff=0.25), side=1)
        self.note = self.layout.footer.place(Label(str(show.facts["drawn"]), theme, colour=theme.muted, size=24))

    @beat("After {step}, the model has read {read}. {answer}")
    def wrong(self) -> None:
        self.add(self.web, self.bars)
        self.play(self.web.animate.put(grown=1), FadeIn(self.clock, self.note), share=0.3, rate_func=linear)
        self.play(self.web.animate.put(sent=1), self.bars.animate.put(shown=1), share=0.4, rate_func=linear)
        self.play(self.web.animate.put(told=np.ones(len(self.web.answers))), share=0.15)

    @beat("The loss is {loss:.2f}, and {count} weights had a hand in it. Which stage is the guiltiest?", ask=True)
    def who(self) -> None:
        self.play(FadeIn(self.loss), share=0.12)
        for i in range(len(STAGES) + 1):  # the last time none, for that would be an answer
            self.play(self.bars.animate.put(named=self.stages == i), share=0.12)

    @beat("Backpropagation asks every weight: were you greater, what would the loss do? It runs from right to left.")
    def backward(self) -> None:
        self.play(self.web.animate.put(blamed=1), share=0.85, rate_func=linear)

    @beat("Guiltiest stage here: {guiltiest}, with {share:.0%} of the squared gradient; {others}.")
    def shares(self) -> None:
        order = np.argsort(self.bars.values, kind="stable")
        for i in range(2, len(order) + 1):
            self.play(self.bars.animate.put(visible=np.isin(self.stages, order[:i])), share=0.17)
        self.play(self.bars.animate.put(named=self.stages == order[-1]), share=0.15)

    @beat("An explainer’s picture says: {source}. Its figures, not ours: a tokenizer has no weights.")
    def elsewhere(self) -> None:
        ours, its = (
            ("this run, measured", self.theme.blame),
            ("an explainer’s figures, for its own picture", self.theme.muted),
        )
        self.legend = self.layout.footer.place(Legend([(*ours, True), (*its, False)], self.theme))
        self.play(FadeOut(self.note), FadeIn(self.legend), share=0.15)
        for i in self.stages:
            self.play(self.bars.animate.put(beside=self.stages <= i), share=0.14)

    @beat("The guiltiest {of}: gradient {gradient}. Adding {size} should move the loss by {promised}. Tried: {tried}.")
    def guiltiest(self) -> None:
        spot = np.arange(len(self.web.grads)) == int(self.exhibit["edge"])
        for strength, share in ((1, 0.33), (0.4, 0.13), (1, 0.13), (0.4, 0.13), (1, 0.13)):
            self.play(self.web.animate.put(spot=strength * spot), share=share)

    @beat(
        "Blame moves. Untrained, it is {before}, with {share_before:.0%}; after {steps}, {after}: {share_after:.0%}. "
        "Meanwhile the loss went from {loss_before:.2f} to {loss_after:.2f}."
    )
    def over_training(self) -> None:
        show, moment = self.exhibit, 0.75 * self.seconds[self.now.name] / len(self.series)
        alone = self.bars.animate.put(beside=0 * self.stages, named=0 * self.stages, ceiling=self.series.max())
        self.play(self.web.animate.put(spot=0 * self.web.spot), alone, FadeOut(self.legend), share=0.1)
        for s in range(len(self.series)):
            counters = self.clock.animate.go_to(show["steps"][s]), self.loss.animate.go_to(show["loss"][s])
            web = self.web.animate.put(grads=show["grads"][s], probs=show["probs"][s])
            self.play(web, self.bars.animate.put(values=self.series[s]), *counters, run_time=moment, rate_func=linear)
