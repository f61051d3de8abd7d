"""Where a gradient comes from: one neuron as a graph of numbers, values forward, blame back, a nudge by hand."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, FadeIn, FadeOut, MathTypst, VMobject, Write, linear

from gptanim.measures.tracing import trace
from gptanim.stage import Exhibit
from scenes.kit.parts.chain import Chain
from scenes.kit.parts.label import Label
from scenes.kit.parts.legend import Legend
from scenes.kit.segment import Segment, beat
from scenes.props.graph.circuit import Circuit
from scenes.props.graph.phrases import NEURON, SHOWN, of_trace
from scenes.props.graph.slope import Slope


class Graph(Segment):
    """The graph is drawn, its values run forward, its local derivatives multiply back to every weight."""

    title = "The chain rule, number by number"

    @classmethod
    def measure(cls, *, step: int = 1, size: float = 0.1) -> Exhibit:
        """Take a neuron apart as its own training left it after some steps, and nudge its first weight by size."""
        traced = trace(step, size)
        return Exhibit(traced.arrays(), of_trace(traced, step=step, size=size))

    def setup(self) -> None:
        """One circuit over the whole stage; what is computed beside it fills its upper right."""
        theme, show, stage = self.theme, self.exhibit, self.layout.stage
        names, self.path = [SHOWN.get(name, "") for name in show["names"].tolist()], show["path"].tolist()
        given = {key: show[key] for key in ("symbols", "wires", "values", "gradients", "local", "learned")}
        self.circuit = stage.place(Circuit(names, theme, **given, size=(stage.width, stage.height)))
        self.above = stage.columns(4.6, 8)[1].rows(1, 3)[0]
        self.formula: VMobject = self.above.place(MathTypst(NEURON, color=theme.text, font_size=40))
        signs = [("values, forward", theme.predicted, True), ("gradients of the loss, backward", theme.blame, True)]
        self.legend = self.layout.footer.place(Legend(signs, theme))
        place, axis = stage.columns(1.12, 1)[1].rows(3.3, 1.5)[0], f"weight {names[self.path[0]]}"
        self.plot = Slope(show["curve"], show["spots"][1], show["factors"].prod(), theme, region=place, x_label=axis)

    @beat("A neuron taken apart, after {steps} of training. Each box is one number and knows its parents.")
    def taken_apart(self) -> None:
        self.add(self.circuit)
        for state in self.circuit.appearing():
            self.play(self.circuit.animate.put(**state), share=0.055)
        self.play(Write(self.formula), share=0.22)

    @beat("Values run forward: multiply, add, squash. It answers {p:.2f}; it should say 1. Its loss: {loss:.2f}.")
    def forward(self) -> None:
        self.add(self.legend.let_see(0))
        for state in self.circuit.forward():
            run = self.circuit.animate.put(**state)
            self.play(run, self.legend.animate.let_see(1), share=0.145, rate_func=linear)

    @beat("Each operation knows only its local slope, the derivative: how fast its result moves with an input.")
    def local(self) -> None:
        for state in self.circuit.noting():
            self.play(self.circuit.animate.put(**state), share=0.14)

    @beat("Now back, in reverse topological order: each box after all that it fed. Wires multiply by their slopes.")
    def backward(self) -> None:
        last = self.circuit.nodes(self.circuit.made[-1])
        self.play(self.circuit.animate.put(blamed=last), self.legend.animate.let_see(2), share=0.14)
        for state in self.circuit.backward():
            self.play(self.circuit.animate.put(**state), share=0.12, rate_func=linear)

    @beat("One path, from the loss to {weight}: multiply all that you meet, and you have its gradient, {gradient}.")
    def one_path(self) -> None:
        circuit, path = self.circuit, self.circuit.along(self.path)
        ebb, blamed = circuit.ebb * ~np.isin(np.arange(len(circuit.ebb)), path), circuit.nodes(self.path[-1])
        others = 1 - circuit.nodes(*self.path)
        self.play(circuit.animate.put(faint=others, ebb=ebb, blamed=blamed), FadeOut(self.formula), share=0.12)
        self.formula = chain = self.above.place(Chain(self.exhibit["factors"][::-1], self.theme))
        for i, wire in enumerate(reversed(path)):
            ebb[wire] = 1
            run = circuit.animate.put(ebb=ebb, blamed=circuit.nodes(*self.path[-2 - i :]))
            self.play(run, FadeIn(chain[i], shift=0.3 * UP), share=0.12, rate_func=linear)
        self.play(FadeIn(chain[-1], shift=0.3 * LEFT), share=0.12)

    @beat("Every weight has its path, and so a gradient of its own: {slopes}.")
    def each_its_own(self) -> None:
        circuit, learned = self.circuit, self.exhibit["learned"].tolist()
        self.play(FadeOut(self.formula), share=0.1)
        for weight in learned:
            bright = circuit.nodes(*circuit.onward(weight))
            self.play(circuit.animate.put(faint=1 - bright, blamed=bright), share=0.2)
        blamed = circuit.nodes(*learned, *circuit.made)
        self.play(circuit.animate.put(faint=0 * blamed, blamed=blamed), share=0.15)

    @beat("Is that true? Raise {weight} by {size}, by hand. What will the loss do?", ask=True)
    def question(self) -> None:
        circuit, blamed = self.circuit, self.circuit.nodes(self.path[0])
        others, none = 1 - circuit.nodes(*self.path), 0 * circuit.ebb
        self.play(circuit.animate.put(faint=others, noted=none, ebb=none, blamed=blamed), FadeIn(self.plot), share=0.3)
        for seen in (1, 0, 1, 0, 1):
            self.play(self.plot.animate.let_see(seen), share=0.09)

    @beat("It {way}, from {loss:.3f} to {above:.3f}. Lower {weight} instead, and it is {below:.3f}.")
    def nudged(self) -> None:
        moved, spots = self.exhibit["moved"], self.exhibit["spots"]
        for at, share in ((2, 0.3), (1, 0.15), (0, 0.25)):
            self.play(self.circuit.animate.put(values=moved[at]), self.plot.animate.go_to(spots[at]), share=share)
        self.play(self.plot.animate.draw(), share=0.2)

    @beat("Per unit that is {slope}, {agrees} the gradient, {gradient}. A gradient is the slope of this curve.")
    def slope(self) -> None:
        self.play(self.circuit.animate.put(values=self.exhibit["values"]), self.plot.animate.go_home(), share=0.3)
        self.play(self.plot.animate.lean(), share=0.6)

    @beat("PyTorch does just this, with a whole tensor in every box. In practice it is one line of code.")
    def one_line(self) -> None:
        circuit, none = self.circuit, 0 * self.exhibit["values"]
        code = Label("loss.backward()", self.theme, mono=True, size=self.theme.title_size)
        self.add(self.above.place(code.hidden()))
        self.play(FadeOut(self.plot), circuit.animate.put(faint=none, blamed=none), share=0.15)
        self.play(code.animate.write(), share=0.25)
        for state in circuit.backward():
            self.play(circuit.animate.put(**state), share=0.1, rate_func=linear)
