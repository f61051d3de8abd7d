"""A neuron taken apart for drawing: its graph as arrays, a path of its gradient, and a nudge by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim import neuron
from gptanim.graph import Graph
from gptanim.neuron import Nudge

Floats = npt.NDArray[np.float64]
REACH = 2.0  # how far the loss is followed to either side of the weight


@dataclass(frozen=True, eq=False)
class Trace:
    """N numbers of a graph in topological order, E wires between them.

    wires: (E, 2), indices of both ends. local: (E,), the local derivative on each wire. path: indices from the
    nudged weight to the loss. factors: the local derivatives along it. moved: (3, N), all values with that weight
    below, at and above its own. curve: (2, W), values of the weight and the loss at each.
    """

    graph: Graph
    wires: npt.NDArray[np.int64]
    local: Floats
    path: npt.NDArray[np.int64]
    factors: Floats
    nudge: Nudge
    moved: Floats
    curve: Floats

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return all that can be drawn: the arrays of the trace, and what the graph holds, (N,) each.

        symbols: of the operation that made a number, "" for one that was given. learned: indices of the weights.
        spots: (3, 2), the weight and the loss below, at and above.
        """
        nodes, names = list(self.graph.values()), list(self.graph)
        drawn = ("wires", "local", "path", "factors", "moved", "curve")
        return {name: getattr(self, name) for name in drawn} | {
            "names": np.array(names),
            "symbols": np.array([node.symbol for node in nodes]),
            "values": np.array([node.value for node in nodes]),
            "gradients": np.array([node.gradient for node in nodes]),
            "spots": self.moved[:, [self.path[0], -1]],
            "learned": np.array([names.index(name) for name in neuron.LEARNED]),
        }


def trace(step: int, size: float) -> Trace:
    """Take the neuron apart as it is after so many steps of its own training, and nudge its first weight by size."""
    weights = neuron.descend(max(1, step)).weights[step]
    name, at = neuron.LEARNED[0], float(weights[0])
    graph = neuron.graph(weights)
    index = {known: n for n, known in enumerate(graph)}
    (path,) = graph.paths(name)
    moved = [[node.value for node in _with_first(weights, w).values()] for w in (at - size, at, at + size)]
    span = np.linspace(at - REACH, at + REACH, 81)
    return Trace(
        graph,
        wires=np.array([(index[source], index[node.name]) for node in graph.values() for source in node.inputs]),
        local=np.array([slope for node in graph.values() for slope in node.local]),
        path=np.array([index[passed] for passed in path.names]),
        factors=np.array(path.local),
        nudge=neuron.nudge(weights, name, size),
        moved=np.array(moved),
        curve=np.array([span, [_with_first(weights, float(w)).last.value for w in span]]),
    )


def _with_first(weights: Floats, first: float) -> Graph:
    return neuron.graph((first, *weights[1:].tolist()))
