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
from scenes.props.graph.places import places
from scenes.props.graph.slope import Slope
from scenes.props.graph.wiring import Wiring


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
        theme, show = self.theme, self.exhibit
        names, self.path = [SHOWN.get(name, "") for name in show["names"].tolist()], show["path"].tolist()
        self.wiring = Wiring(show["symbols"], show["wires"], show["learned"])
        whole, self.above, beside = places(self.layout.stage)
        numbers = {key: show[key] for key in ("values", "gradients", "local")}
        self.circuit = whole.place(Circuit(names, self.wiring, theme, **numbers, size=(whole.width, whole.height)))
        self.formula: VMobject = self.above.place(MathTypst(NEURON, color=theme.text, font_size=40))
        back = "gradients of the loss, in reverse topological order"
        signs = [("values, forward", theme.predicted, True), (back, theme.blame, True)]
        self.legend, axis = self.layout.footer.place(Legend(signs, theme)), f"weight {names[self.path[0]]}"
        self.plot = Slope(show["curve"], show["spots"][1], show["factors"].prod(), theme, region=beside, x_label=axis)

    @beat(
        "Here is one neuron, taken apart. Each box knows its parents.",
        notes="It is the neuron after {steps} of training. Each box is one number: given, or made of its parents.",
    )
    def taken_apart(self) -> None:
        self.add(self.circuit)
        for state in self.wiring.appearing():
            self.play(self.circuit.animate.put(**state), run_time=0.055 * self.seconds["taken_apart"])
        self.play(Write(self.formula), share=0.22)

    @beat(
        "Values run forward: it answers {p:.2f}, with a loss of {loss:.2f}.",
        notes="Multiply, add, squash. It should say 1; its loss is −log of its answer.",
    )
    def forward(self) -> None:
        self.add(self.legend.let_see(0))
        for state in self.wiring.forward():
            self.play(self.circuit.animate.put(**state), self.legend.animate.let_see(1), share=0.145, rate_func=linear)

    @beat(
        "Blame runs back in reverse order; every wire multiplies it by its slope.",
        notes="Each box comes after all that it fed. A local slope: how fast a result moves with one input.",
    )
    def backward(self) -> None:
        last = self.wiring.nodes(self.wiring.made[-1])
        self.play(self.circuit.animate.put(noted=self.wiring.back, blamed=last), share=0.2)
        for state in self.wiring.backward():
            self.play(self.circuit.animate.put(**state), self.legend.animate.let_see(2), share=0.11, rate_func=linear)

    @beat(
        "Multiply along its path, and {weight} has its gradient; every weight gets its own.",
        notes="The gradients are {slopes}.",
    )
    def paths(self) -> None:
        circuit, wiring, path = self.circuit, self.wiring, self.wiring.along(self.path)
        ebb, blamed = circuit.ebb * ~np.isin(np.arange(len(circuit.ebb)), path), wiring.nodes(self.path[-1])
        others = 1 - wiring.nodes(*self.path)
        self.play(circuit.animate.put(faint=others, ebb=ebb, blamed=blamed), FadeOut(self.formula), share=0.08)
        self.formula = chain = self.above.place(Chain(self.exhibit["factors"][::-1], self.theme))
        for i, wire in enumerate(reversed(path)):
            ebb[wire] = 1
            run = circuit.animate.put(ebb=ebb, blamed=wiring.nodes(*self.path[-2 - i :]))
            self.play(run, FadeIn(chain[i], shift=0.3 * UP), share=0.08, rate_func=linear)
        self.play(FadeIn(chain[-1], shift=0.3 * LEFT), share=0.08)
        for weight in self.exhibit["learned"][1:].tolist():
            bright = wiring.nodes(*wiring.onward(weight))
            self.play(circuit.animate.put(faint=1 - bright, blamed=bright), share=0.14)

    @beat("Test it: raise {weight} by {size}. What does the loss do?", ask=True)
    def question(self) -> None:
        circuit, wiring, blamed = self.circuit, self.wiring, self.wiring.nodes(self.path[0])
        others, none = 1 - wiring.nodes(*self.path), 0 * circuit.ebb
        self.play(circuit.animate.put(faint=others, noted=none, ebb=none, blamed=blamed), share=0.12)
        self.play(FadeOut(self.formula), FadeIn(self.plot), share=0.2)
        for seen in (1, 0, 1, 0, 1):
            self.play(self.plot.animate.let_see(seen), share=0.11)

    @beat(
        "It {way}, at a slope of {slope}: {agrees} the gradient.",
        notes="Plus {size}, the loss is {above:.3f} instead of {loss:.3f}; minus {size}, {below:.3f}.",
    )
    def nudged(self) -> None:
        moved, spots, circuit = self.exhibit["moved"], self.exhibit["spots"], self.circuit
        for at, share in ((2, 0.18), (0, 0.27), (1, 0.13)):
            self.play(circuit.animate.put(values=moved[at]), self.plot.animate.go_to(spots[at]), share=share)
        self.play(self.plot.animate.draw().lean(), share=0.3)

    @beat("PyTorch does just this, with tensors, in one line.")
    def one_line(self) -> None:
        circuit, none = self.circuit, 0 * self.exhibit["values"]
        code = Label("loss.backward()", self.theme, mono=True, size=self.theme.title_size)
        self.add(self.above.place(code.hidden()))
        self.play(FadeOut(self.plot), circuit.animate.put(faint=none, blamed=none), code.animate.write(), share=0.25)
        for state in self.wiring.backward():
            self.play(circuit.animate.put(**state), run_time=0.1 * self.seconds["one_line"], rate_func=linear)
