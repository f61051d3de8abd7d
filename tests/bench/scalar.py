"""The same model trained on single numbers in pure Python, one document at a time: how slow an explanation may be."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

from gptanim.layers import NORM_EPS, Array
from gptanim.model import GPTConfig

Row = list["Value"]
Matrix = list[Row]


class Value:
    """A number that remembers what it was made from, and how each of its inputs moves it."""

    __slots__ = ("data", "grad", "inputs", "local")

    def __init__(self, data: float, inputs: tuple[Value, ...] = (), local: tuple[float, ...] = ()) -> None:
        self.data, self.grad, self.inputs, self.local = data, 0.0, inputs, local

    def __add__(self, other: Value) -> Value:
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other: Value) -> Value:
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def scaled(self, factor: float) -> Value:
        return Value(self.data * factor, (self,), (factor,))

    def power(self, exponent: float) -> Value:
        return Value(self.data**exponent, (self,), (exponent * self.data ** (exponent - 1),))

    def exp(self) -> Value:
        return Value(math.exp(self.data), (self,), (math.exp(self.data),))

    def log(self) -> Value:
        return Value(math.log(self.data), (self,), (1 / self.data,))

    def relu(self) -> Value:
        return Value(max(0.0, self.data), (self,), (float(self.data > 0),))

    def backward(self) -> None:
        """Give every number that this one was made from its gradient, in reverse topological order."""
        order: list[Value] = []
        seen: set[int] = set()
        stack = [(self, False)]
        while stack:
            value, done = stack.pop()
            if done:
                order.append(value)
            elif id(value) not in seen:
                seen.add(id(value))
                stack.append((value, True))
                stack += [(made_from, False) for made_from in value.inputs]
        self.grad = 1.0
        for value in reversed(order):
            for made_from, slope in zip(value.inputs, value.local, strict=True):
                made_from.grad += slope * value.grad


class ScalarGPT:
    """An untied GPT without final norm, all weights Values, with Adam's memory beside them."""

    def __init__(self, weights: Mapping[str, Array], config: GPTConfig) -> None:
        self.config = config
        self.weights: dict[str, Matrix] = {
            name: [[Value(float(number)) for number in row] for row in array] for name, array in weights.items()
        }
        self.flat = [value for matrix in self.weights.values() for row in matrix for value in row]
        self.mean, self.square, self.steps = [0.0] * len(self.flat), [0.0] * len(self.flat), 0

    def loss(self, doc: Sequence[int]) -> Value:
        """Return the mean surprise, in nats, of a document: token ids with both markers."""
        weights = self.weights
        past: list[tuple[list[Row], list[Row]]] = [([], []) for _ in range(self.config.n_layer)]  # keys and values
        total = Value(0.0)
        for position, (token, target) in enumerate(itertools.pairwise(doc)):
            x = _norm(_add(weights["wte"][token], weights["wpe"][position]))
            for i in range(self.config.n_layer):
                x = _add(x, self._attention(_norm(x), i, past[i]))
                hidden = [value.relu() for value in _linear(_norm(x), weights[f"layer{i}.up"])]
                x = _add(x, _linear(hidden, weights[f"layer{i}.down"]))
            total += _softmax(_linear(x, weights["head"]))[target].log()
        return total.scaled(-1 / (len(doc) - 1))

    def train(self, doc: Sequence[int], learning_rate: float) -> float:
        """Take one step of Adam on a document and return the loss before it."""
        for value in self.flat:
            value.grad = 0.0
        loss = self.loss(doc)
        loss.backward()
        self.steps += 1
        for i, value in enumerate(self.flat):
            self.mean[i] += 0.1 * (value.grad - self.mean[i])
            self.square[i] += 0.01 * (value.grad**2 - self.square[i])
            unbiased, rate = self.square[i] / (1 - 0.99**self.steps), learning_rate / (1 - 0.9**self.steps)
            value.data -= rate * self.mean[i] / (math.sqrt(unbiased) + 1e-8)
        return loss.data

    def _attention(self, x: Row, i: int, past: tuple[list[Row], list[Row]]) -> Row:
        width = self.config.n_embd
        size = width // self.config.n_head
        qkv, (keys, values) = _linear(x, self.weights[f"layer{i}.qkv"]), past
        keys.append(qkv[width : 2 * width])
        values.append(qkv[2 * width :])
        mixed: Row = []
        for head in range(0, width, size):
            here = slice(head, head + size)
            shares = _softmax([_dot(qkv[here], key[here]).scaled(size**-0.5) for key in keys])
            mixed += [_dot(shares, [value[j] for value in values]) for j in range(head, head + size)]
        return _linear(mixed, self.weights[f"layer{i}.out"])


def _add(a: Row, b: Row) -> Row:
    return [x + y for x, y in zip(a, b, strict=True)]


def _dot(a: Row, b: Row) -> Value:
    total = a[0] * b[0]
    for x, y in zip(a[1:], b[1:], strict=True):
        total += x * y
    return total


def _linear(x: Row, matrix: Matrix) -> Row:
    return [_dot(x, list(column)) for column in zip(*matrix, strict=True)]


def _norm(x: Row) -> Row:
    factor = (_dot(x, x).scaled(1 / len(x)) + Value(NORM_EPS)).power(-0.5)
    return [value * factor for value in x]


def _softmax(scores: Row) -> Row:
    exps = [score.exp() for score in scores]
    total = exps[0]
    for value in exps[1:]:
        total += value
    inverse = total.power(-1)
    return [value * inverse for value in exps]
