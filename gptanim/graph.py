"""A computation graph of single numbers: values go forward, blame comes back, one local derivative at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gptanim.errors import ConfigError


@dataclass(frozen=True)
class Operation:
    """forward: inputs → value. backward: inputs → derivative of the value with respect to each input."""

    symbol: str
    forward: Callable[..., float]
    backward: Callable[..., tuple[float, ...]]


def sigmoid(z: float) -> float:
    """Return 1 / (1 + e^−z), between 0 and 1; written so that no exponential overflows."""
    return (1 + math.tanh(z / 2)) / 2


PLUS = Operation("+", forward=lambda a, b: a + b, backward=lambda a, b: (1.0, 1.0))
TIMES = Operation("×", forward=lambda a, b: a * b, backward=lambda a, b: (b, a))
SIGMOID = Operation("σ", forward=lambda z: sigmoid(z), backward=lambda z: (sigmoid(z) * sigmoid(-z),))
SURPRISE = Operation("−log", forward=lambda p: -math.log(p), backward=lambda p: (-1 / p,))


@dataclass(frozen=True)
class Step:
    """One line of a formula: ``name`` is the operation on these inputs."""

    name: str
    operation: Operation
    inputs: tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """A number in the graph.

    symbol: of its operation, "" when the number was given. local: the derivative of its value with respect to
    each of its inputs. gradient: that of the graph's last value with respect to this one.
    """

    name: str
    symbol: str
    inputs: tuple[str, ...]
    value: float
    local: tuple[float, ...]
    gradient: float


@dataclass(frozen=True)
class Path:
    """One way from a node to the end of a graph: the names it passes and the local derivative of every step."""

    names: tuple[str, ...]
    local: tuple[float, ...]

    @property
    def product(self) -> float:
        """The local derivatives multiplied: what this way adds to the gradient (the chain rule)."""
        return math.prod(self.local)


class Graph(Mapping[str, Node]):
    """All nodes by name in topological order: each after its inputs, the loss last."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = {node.name: node for node in nodes}
        self.last = nodes[-1]

    def __getitem__(self, name: str) -> Node:
        return self._nodes[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)

    def paths(self, name: str) -> tuple[Path, ...]:
        """Return every way from a node to the last one; their products add up to the node's gradient."""
        if name == self.last.name:
            return (Path((name,), ()),)
        found = []
        for node in self.values():
            for source, slope in zip(node.inputs, node.local, strict=True):
                if source == name:
                    found += [Path((name, *rest.names), (slope, *rest.local)) for rest in self.paths(node.name)]
        return tuple(found)


def evaluate(formula: Sequence[Step], given: Mapping[str, float]) -> Graph:
    """Return the graph of a formula on given numbers, every value and every gradient in place.

    Forward in the formula's order, then backward in the reverse: a node's gradient is complete when all that it
    went into have passed theirs on. Raises ConfigError when a step needs a number that no earlier one makes.
    """
    nodes = {name: Node(name, "", (), value, (), 0.0) for name, value in given.items()}
    for step in formula:
        missing = [name for name in step.inputs if name not in nodes]
        if missing:
            raise ConfigError(f"graph: {step.name!r} needs {missing[0]!r}, which no step before it makes.")
        operation, values = step.operation, [nodes[name].value for name in step.inputs]
        value, local = operation.forward(*values), operation.backward(*values)
        nodes[step.name] = Node(step.name, operation.symbol, step.inputs, value, local, 0.0)
    gradients = dict.fromkeys(nodes, 0.0) | {formula[-1].name: 1.0}
    for node in reversed(nodes.values()):
        for source, slope in zip(node.inputs, node.local, strict=True):
            gradients[source] += slope * gradients[node.name]
    return Graph([replace(node, gradient=gradients[name]) for name, node in nodes.items()])
