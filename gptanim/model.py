"""A GPT as pure functions over named weights: forward, loss and hand-written backward."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from math import prod

import numpy as np
import numpy.typing as npt

from gptanim import layers
from gptanim.batches import Batch, pad
from gptanim.errors import ConfigError
from gptanim.layers import Array, AttentionTape

INIT_STD = 0.08
EVALUATED_ROWS = 64  # rows at a time: more would fall out of the processor's cache


@dataclass(frozen=True)
class GPTConfig:
    """The shape of a model. Raises ConfigError when it cannot be built.

    tied: the output layer reuses the token embedding. final_norm: one more normalisation before it.
    """

    vocab_size: int
    block_size: int = 16
    n_layer: int = 1
    n_head: int = 4
    n_embd: int = 32
    tied: bool = False
    final_norm: bool = False

    def __post_init__(self) -> None:
        for field in fields(self):
            value, wanted = getattr(self, field.name), bool if field.name in ("tied", "final_norm") else int
            if type(value) is not wanted:
                raise ConfigError(f"model: {field.name} is {value!r}; it must be of type {wanted.__name__}.")
            if wanted is int and value < 1:
                raise ConfigError(f"model: {field.name} is {value}; it must be at least 1.")
        if self.n_embd % self.n_head:
            raise ConfigError(
                f"model: n_embd {self.n_embd} cannot be shared among n_head {self.n_head}; "
                f"choose a multiple of {self.n_head}, such as {self.n_head * 8}."
            )

    @cached_property
    def shapes(self) -> dict[str, tuple[int, int]]:
        """The shape of every weight matrix by name, in the order of the flat vector."""
        width = self.n_embd
        shapes = {"wte": (self.vocab_size, width), "wpe": (self.block_size, width)}
        for i in range(self.n_layer):
            shapes |= {f"layer{i}.qkv": (width, 3 * width), f"layer{i}.out": (width, width)}
            shapes |= {f"layer{i}.up": (width, 4 * width), f"layer{i}.down": (4 * width, width)}
        return shapes if self.tied else shapes | {"head": (width, self.vocab_size)}

    @cached_property
    def spans(self) -> dict[str, slice]:
        """Where each weight matrix lies in the flat vector."""
        ends = np.cumsum([prod(shape) for shape in self.shapes.values()]).tolist()
        return {name: slice(start, end) for name, start, end in zip(self.shapes, [0, *ends], ends, strict=False)}

    @property
    def n_params(self) -> int:
        """The number of weights."""
        return sum(prod(shape) for shape in self.shapes.values())


@dataclass(frozen=True, eq=False)
class Params(Mapping[str, Array]):
    """Every weight, or every gradient, by name: views into one flat vector."""

    flat: Array
    config: GPTConfig

    def __getitem__(self, name: str) -> Array:
        return self.flat[self.config.spans[name]].reshape(self.config.shapes[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.config.shapes)

    def __len__(self) -> int:
        return len(self.config.shapes)


@dataclass(frozen=True, eq=False)
class LayerTape:
    """What one layer keeps for its backward."""

    attention: AttentionTape
    attention_norm: Array  # (N, 1)
    mlp_in: Array  # (N, C)
    mlp_norm: Array  # (N, 1)
    hidden: Array  # (N, 4C)


@dataclass(frozen=True, eq=False)
class Tape:
    """What a forward pass keeps for the backward pass and for the probes."""

    batch: Batch
    embedded: tuple[Array, Array]  # normalised (N, C), factor (N, 1)
    layers: tuple[LayerTape, ...]
    final: tuple[Array, Array]  # what enters the head (N, C), factor (N, 1), unused without final_norm

    @property
    def attention(self) -> Array:
        """Attention weights, (B, L, H, T, T)."""
        return np.stack([layer.attention.weights for layer in self.layers], axis=1)


def init_params(config: GPTConfig, rng: np.random.Generator, dtype: npt.DTypeLike = np.float32) -> Params:
    """Return random weights, normal with standard deviation INIT_STD."""
    return Params(rng.normal(0, INIT_STD, config.n_params).astype(dtype), config)


def forward(params: Mapping[str, Array], config: GPTConfig, batch: Batch) -> tuple[Array, Tape]:
    """Return the logits, (N, V) with N = B · T, and the tape."""
    mask = batch.mask()  # (B, 1, T, T)
    x = layers.embed(params["wte"], params["wpe"], batch.ids.ravel(), batch.positions.ravel())  # (N, C)
    embedded = layers.rms_norm(x)
    x = embedded[0]
    tapes = []
    for i in range(config.n_layer):
        normed, attention_norm = layers.rms_norm(x)
        gathered, attention = layers.attention(
            normed, params[f"layer{i}.qkv"], params[f"layer{i}.out"], mask, config.n_head
        )
        x = x + gathered  # (N, C)
        normed, mlp_norm = layers.rms_norm(x)
        thought, hidden = layers.mlp(normed, params[f"layer{i}.up"], params[f"layer{i}.down"])
        x = x + thought  # (N, C)
        tapes.append(LayerTape(attention, attention_norm, normed, mlp_norm, hidden))
    final = layers.rms_norm(x) if config.final_norm else (x, np.ones((1, 1), x.dtype))
    return final[0] @ _head(params, config), Tape(batch, embedded, tuple(tapes), final)


def backward(params: Mapping[str, Array], config: GPTConfig, tape: Tape, dlogits: Array) -> Params:
    """Return the gradient of every weight, given that of the logits, (N, V)."""
    grads: dict[str, Array] = {}
    dx = dlogits @ _head(params, config).T  # (N, C)
    dhead = tape.final[0].T @ dlogits  # (C, V)
    if config.final_norm:
        dx = layers.rms_norm_backward(dx, *tape.final)
    for i in reversed(range(config.n_layer)):
        layer = tape.layers[i]
        dnormed, grads[f"layer{i}.up"], grads[f"layer{i}.down"] = layers.mlp_backward(
            dx, layer.mlp_in, layer.hidden, params[f"layer{i}.up"], params[f"layer{i}.down"]
        )
        dx = dx + layers.rms_norm_backward(dnormed, layer.mlp_in, layer.mlp_norm)
        dnormed, grads[f"layer{i}.qkv"], grads[f"layer{i}.out"] = layers.attention_backward(
            dx, layer.attention, params[f"layer{i}.qkv"], params[f"layer{i}.out"]
        )
        dx = dx + layers.rms_norm_backward(dnormed, layer.attention.x, layer.attention_norm)
    dx = layers.rms_norm_backward(dx, *tape.embedded)
    ids, positions = tape.batch.ids.ravel(), tape.batch.positions.ravel()
    grads["wte"], grads["wpe"] = layers.embed_backward(dx, params["wte"], params["wpe"], ids, positions)
    if config.tied:
        grads["wte"] += dhead.T
    else:
        grads["head"] = dhead
    return Params(np.concatenate([grads[name].ravel() for name in config.shapes]), config)


def _head(params: Mapping[str, Array], config: GPTConfig) -> Array:
    return params["wte"].T if config.tied else params["head"]  # (C, V)


def loss(params: Mapping[str, Array], config: GPTConfig, batch: Batch) -> float:
    """Return the mean surprise of the batch's tokens, in nats."""
    logits, _ = forward(params, config, batch)
    return layers.cross_entropy(logits, batch.targets.ravel(), batch.weights.ravel())[0]


def loss_and_grads(params: Mapping[str, Array], config: GPTConfig, batch: Batch) -> tuple[float, Params]:
    """Return the loss of the batch, in nats, and its gradient with respect to every weight."""
    targets, weights = batch.targets.ravel(), batch.weights.ravel()
    logits, tape = forward(params, config, batch)
    value, probs = layers.cross_entropy(logits, targets, weights)
    return value, backward(params, config, tape, layers.cross_entropy_backward(probs, targets, weights))


def evaluate(params: Mapping[str, Array], config: GPTConfig, packed: Batch) -> float:
    """Return the mean surprise of a batch of any size, in nats, a part of its rows at a time."""
    total = 0.0
    for start in range(0, len(packed), EVALUATED_ROWS):
        batch = packed.rows(start, start + EVALUATED_ROWS)
        total += loss(params, config, batch) * float(batch.weights.sum())
    return total / float(packed.weights.sum())


def predict(params: Mapping[str, Array], config: GPTConfig, docs: Sequence[Sequence[int]]) -> tuple[Array, Tape]:
    """Return the probabilities of every next token, (B, T, V), and the tape, with one text per row.

    docs: token ids with both markers; rows shorter than the longest text end in padding.
    """
    batch = pad(docs)
    logits, tape = forward(params, config, batch)
    logits -= logits.max(axis=-1, keepdims=True)  # the clip of softmax then spares the likely tokens
    return layers.softmax(logits).reshape(*batch.ids.shape, -1), tape
