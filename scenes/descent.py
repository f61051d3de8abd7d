"""The nudge: a neuron slides down its loss, step by step, and so does every weight of a model."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, linear

from gptanim import neuron
from gptanim.measures.nudges import hill, said_of, texts_read, ways
from gptanim.run import Run
from gptanim.stage import Exhibit, Fact
from scenes.kit.parts.cycle import Cycle
from scenes.kit.segment import Segment, beat
from scenes.props.descent.bench import Bench
from scenes.props.descent.hill import Hill
from scenes.props.descent.model import ModelView
from scenes.props.descent.phrases import of_losses, of_slopes
from scenes.props.descent.ruler import Ruler
from scenes.props.descent.sum import FirstStep, Sum

WEIGHT, RATE, GRADIENT = 0.5, 0.01, 0.1  # a worked example, no weight of the run
PACES = (2, 3, 4, 5, 7, 10, 15, 23, 36, 60)  # after so many steps of the neuron the picture stops to turn


class Descent(Segment):
    """One neuron trains before our eyes; one step in numbers; then all weights of the run."""

    title = "The nudge"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        """Follow neuron.descend, and all weights of the run."""
        one, (steps, moved) = neuron.descend(PACES[-1]), ways(names)
        span, curves = hill(one)
        losses = np.array([snapshot.val_loss for snapshot in names.snapshots])
        facts: dict[str, Fact] = {**said_of(one), **of_slopes(one.gradient[0])}
        facts |= of_losses(losses) | {"new": WEIGHT - RATE * GRADIENT}
        facts |= {"weights": names.config.n_params, "steps": names.train_config.steps, "texts": texts_read(names)}
        arrays = {"weights": one.weights, "answer": one.prediction, "loss": one.loss, "span": span, "curves": curves}
        return Exhibit(arrays | {"moments": steps, "moved": moved, "losses": losses}, facts)

    def setup(self) -> None:
        """The neuron in the middle; later at the left of its loss, which leaves room where the curve has fallen."""
        theme, show, stage = self.theme, self.exhibit, self.layout.stage
        self.left, right = stage.split(4.6, 7.6, gap=0.6)
        self.bench = Bench(show["weights"], show["answer"], show["loss"], theme, region=self.left)
        stage.place(self.bench)
        self.hill = Hill(show["span"], show["curves"], show["weights"][:, 0], theme, region=right)
        self.free = right.columns(0.72, 1)[1].rows(1, 1.7)[0]
        self.sum = FirstStep(self.exhibit.facts, theme, region=right.columns(0.4, 1)[1])
        above, below = stage.middle(0.75).rows(1, 1)
        numbers = (f"{WEIGHT}", f"{RATE}", f"{GRADIENT}", f"{self.exhibit.facts['new']:.3f}")
        self.example = Sum(numbers, theme, title="a worked example", region=above)
        self.ruler = Ruler(WEIGHT, GRADIENT, RATE, theme, region=below)

    @beat(
        "Our neuron begins with weights of {zero:.2f}. Its target is 1; it answers {p_first:.2f}.",
        notes="The target stands for “Paris”. Two weights and a bias; the loss is {loss_first:.2f}.",
    )
    def untaught(self) -> None:
        self.play(FadeIn(self.bench.knobs, shift=0.3 * UP), share=0.18)
        self.play(FadeIn(self.bench.bar, shift=0.3 * UP), share=0.18)
        self.play(self.bench.bar.animate.aim_at(np.ones(1)), share=0.18)
        for gauge in self.bench.gauges:
            self.play(FadeIn(gauge, shift=0.2 * DOWN), share=0.09)

    @beat(
        "At w₁ the slope is {slope}: its sign means direction, its size steepness.",
        notes="The curve is the loss for every other w₁. The slopes of all weights, {slopes}, are the gradient.",
    )
    def slope(self) -> None:
        self.play(self.bench.animate.move_to(self.left.centre), FadeIn(self.hill), share=0.12)
        self.play(self.hill.animate.put(drawn=1), share=0.35)
        self.play(self.hill.animate.put(shown=1), share=0.1)
        self.play(self.hill.animate.put(leaning=1), share=0.4)

    @beat("Step downhill: take off slope times learning rate, {rate}, and w₁ becomes {w1:.2f}.")
    def step(self) -> None:
        weights = self.exhibit["weights"]
        self.play(FadeIn(self.sum[0]), self.hill.animate.put(pointing=1), share=0.3)
        self.play(FadeIn(self.sum[1]), share=0.08)
        first = self.bench.turn_to(np.array([weights[1, 0], *weights[0, 1:]]))
        self.play(self.hill.animate.step_to(1, 0).put(pointing=0, leaning=0), first, share=0.25)
        self.play(self.hill.animate.step_to(1), *self.bench.step_to(1), share=0.25)

    @beat("Predict, measure the error, adjust, repeat: {last} steps later it says {p_last:.2f}.")
    def again(self) -> None:
        theme, free = self.theme, self.free
        names, colours = ("predict", "measure", "adjust"), (theme.predicted, theme.loss, theme.correct)
        self.cycle = free.place(Cycle(names, colours, theme, width=free.width, height=free.height))
        self.play(FadeOut(self.sum), FadeIn(self.cycle), share=0.08)
        for turn, at in enumerate(PACES, 1):
            onward = self.cycle.animate.step_to(3 * turn), self.hill.animate.step_to(at), *self.bench.step_to(at)
            self.play(*onward, share=0.8 / len(PACES), rate_func=linear)

    @beat(
        "In a worked example, rate 0.01 times gradient 0.1 moves a weight from 0.5 to {new:.3f}.",
        notes="It moves by the product, not by the gradient itself, which would be a leap.",
    )
    def worked(self) -> None:
        self.play(FadeOut(self.bench, self.hill, self.cycle), FadeIn(self.example), share=0.08)
        self.play(self.example.animate.reveal(4), share=0.4, rate_func=linear)
        self.play(FadeIn(self.ruler), self.ruler.animate.move(1, 0), share=0.17)
        self.play(self.ruler.animate.move(1, 1), share=0.2)

    @beat(
        "That is tiny, but {weights:,} weights take {steps:,} such steps, over {texts:,} texts: "
        "the loss {turn} to {after}.",
        notes="The held-out loss of our model, {before} at first. Many texts are read again and again.",
    )
    def many(self) -> None:
        show, places = self.exhibit, {"region": self.layout.stage, "footer": self.layout.footer}
        view = ModelView(show["moments"], show["losses"], show["moved"], self.theme, **places)
        self.play(FadeOut(self.example, self.ruler), FadeIn(view), share=0.1)
        moment = 0.78 * self.seconds[self.now.name] / (len(show["moments"]) - 1)
        for at in range(1, len(show["moments"])):
            self.play(*view.run_to(at), run_time=moment, rate_func=linear)
