"""What is said of a neuron's graph in words that depend on what was measured."""

from __future__ import annotations

from gptanim.measures.tracing import Trace
from gptanim.neuron import LEARNED
from gptanim.stage import Fact
from scenes.kit.words import listed, numeral

SHOWN = {"w1": "w₁", "x1": "x₁", "w2": "w₂", "x2": "x₂", "b": "b", "z": "z", "p": "p", "loss": "loss"}
NEURON = 'p = sigma(w_1 x_1 + w_2 x_2 + b), quad "loss" = -log p'  # as a formula


def of_trace(traced: Trace, *, step: int, size: float) -> dict[str, Fact]:
    """Return the neuron's answer and loss, all gradients, and what the nudge by hand did."""
    graph, nudge, gradient = traced.graph, traced.nudge, float(traced.factors.prod())
    slopes = [f"{numeral('{:.2f}', graph[name].gradient)} for {SHOWN[name]}" for name in LEARNED]
    facts: dict[str, Fact] = {"p": graph["p"].value, "loss": graph.last.value, "size": f"{size:g}"}
    facts |= {"steps": f"{step} step" + "s" * (step != 1), "weight": SHOWN[nudge.name], "slopes": listed(slopes)}
    facts |= {"above": nudge.above, "below": nudge.below, "slope": numeral("{:.2f}", nudge.slope)}
    facts |= {"gradient": numeral("{:.2f}", gradient), "way": "falls" if nudge.above < graph.last.value else "rises"}
    return facts | {"agrees": "the same as" if abs(nudge.slope - gradient) < 0.01 * abs(gradient) else "close to"}
