"""What is measured: one training step of a shape, whole and in its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from gptanim import layers
from gptanim.batches import Batch, packed_batches
from gptanim.corpus import Corpus
from gptanim.layers import Array
from gptanim.model import GPTConfig, Params, init_params, loss_and_grads
from gptanim.optimizer import Adam
from gptanim.tokenizer import CharTokenizer

NAMES = Corpus.read(Path(__file__).parents[2] / "data" / "names.txt")
TOKENIZER = CharTokenizer.train(NAMES.texts)
BATCHES = 16
RATE = 1e-3


@dataclass(frozen=True)
class Shape:
    """A model and its batches: rows of block_size tokens of packed names. aim: how many times PyTorch's speed."""

    name: str
    n_embd: int
    n_layer: int
    block_size: int
    rows: int
    aim: float

    @cached_property
    def config(self) -> GPTConfig:
        return GPTConfig(TOKENIZER.vocab_size, self.block_size, self.n_layer, 4, self.n_embd)

    @cached_property
    def batches(self) -> list[Batch]:
        docs = [TOKENIZER.with_markers(text) for text in NAMES.train]
        endless = packed_batches(docs, self.block_size, self.rows, np.random.default_rng(0))
        return list(islice(endless, BATCHES))

    @property
    def positions(self) -> int:
        """The tokens N of a batch."""
        return self.rows * self.block_size

    @property
    def operations(self) -> int:
        """The floating-point operations of a step that matter: its products, forward once and backward twice."""
        linear = 12 * self.n_embd**2 * self.n_layer + self.n_embd * TOKENIZER.vocab_size
        mixing = 2 * self.block_size * self.n_embd * self.n_layer
        return 6 * self.positions * (linear + mixing)

    def params(self) -> Params:
        return init_params(self.config, np.random.default_rng(1))


SHAPES = (
    Shape("A", 16, 1, 16, 32, 2.5),
    Shape("B", 32, 1, 16, 64, 1.5),
    Shape("C", 64, 2, 16, 64, 1.15),
    Shape("D", 128, 4, 64, 32, 1.0),
)


def training_step(shape: Shape) -> Callable[[], float]:
    """Return a function that takes one full training step, on the next batch, and returns the loss before it."""
    params, adam, batches = shape.params(), Adam(shape.config.n_params), cycle(shape.batches)

    def step() -> float:
        loss, grads = loss_and_grads(params, shape.config, next(batches))
        adam.step(params.flat, grads.flat, RATE)
        return loss

    return step


def parts(shape: Shape) -> dict[str, Callable[[], object]]:
    """Return parts of a step, to be timed alone.

    products: with all weight matrices, forward and backward. attention: whole; projections: its products alone.
    optimizer: Adam.
    """
    rng, width = np.random.default_rng(2), shape.n_embd
    inner = [(width, 3 * width), (width, width)] * shape.n_layer
    outer = [(width, 4 * width), (4 * width, width)] * shape.n_layer + [(width, TOKENIZER.vocab_size)]
    params, adam = shape.params(), Adam(shape.config.n_params)
    x, w_qkv, w_out = (_normal(rng, *size) for size in ((shape.positions, width), (width, 3 * width), (width, width)))
    mask = shape.batches[0].mask()

    def attention() -> None:
        for _ in range(shape.n_layer):
            dy, tape = layers.attention(x, w_qkv, w_out, mask, shape.config.n_head)
            layers.attention_backward(dy, tape, w_qkv, w_out)

    return {
        "products": _products(shape.positions, inner + outer, rng),
        "attention": attention,
        "projections": _products(shape.positions, inner, rng),
        "optimizer": lambda: adam.step(params.flat, params.flat, 0.0),
    }


def _products(n: int, shapes: list[tuple[int, int]], rng: np.random.Generator) -> Callable[[], None]:
    """Return a function that multiplies n rows with matrices of these shapes, forward and backward."""
    work = [(_normal(rng, n, a), _normal(rng, a, b), _normal(rng, n, b)) for a, b in shapes]

    def multiply() -> None:
        for x, w, dy in work:
            _ = x @ w, dy @ w.T, x.T @ dy

    return multiply


def _normal(rng: np.random.Generator, *shape: int) -> Array:
    return rng.normal(size=shape).astype(np.float32)
