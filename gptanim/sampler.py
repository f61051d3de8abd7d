"""The sampler: a model writes texts, token by token, each drawn from its own predictions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gptanim import layers
from gptanim.errors import ConfigError
from gptanim.layers import Array
from gptanim.model import GPTConfig
from gptanim.run import Snapshot
from gptanim.tokenizer import MARKER_ID


class _Reader:
    """A model that reads n texts one token at a time and keeps every key and value it computed."""

    def __init__(self, params: Mapping[str, Array], config: GPTConfig, n: int) -> None:
        self.params, self.config, self.n, self.read = params, config, n, 0
        head_size = config.n_embd // config.n_head
        cache = (2, config.n_layer, n, config.n_head, config.block_size, head_size)
        self.keys, self.values = np.zeros(cache, params["wte"].dtype)  # each (L, n, H, block_size, d)

    def logits(self, ids: Array) -> Array:
        """Read the next token of every text, (n,), and return the logits of the one after it, (n, V)."""
        params = self.params
        x = layers.embed(params["wte"], params["wpe"], ids, np.full(self.n, self.read))  # (n, C)
        x, _ = layers.rms_norm(x)
        self.read += 1
        for i in range(self.config.n_layer):
            x = x + self._attention(i, layers.rms_norm(x)[0])
            x = x + layers.mlp(layers.rms_norm(x)[0], params[f"layer{i}.up"], params[f"layer{i}.down"])[0]
        if self.config.final_norm:
            x, _ = layers.rms_norm(x)
        return x @ (params["wte"].T if self.config.tied else params["head"])  # (n, V)

    def _attention(self, i: int, x: Array) -> Array:
        qkv = layers.split_heads(x @ self.params[f"layer{i}.qkv"], 3, self.config.n_head, self.n)
        q, k, v = qkv  # each (n, H, 1, d)
        now, past = self.read - 1, slice(self.read)
        self.keys[i, :, :, now], self.values[i, :, :, now] = k[:, :, 0], v[:, :, 0]
        scores = q @ self.keys[i, :, :, past].swapaxes(-1, -2)  # (n, H, 1, read)
        weights = layers.softmax(scores * q.shape[-1] ** -0.5)
        mixed = weights @ self.values[i, :, :, past]  # (n, H, 1, d)
        return mixed.reshape(self.n, -1) @ self.params[f"layer{i}.out"]  # (n, C)


def sample(
    snapshot: Snapshot,
    n: int,
    rng: np.random.Generator,
    *,
    temperature: float = 1.0,
    top_k: int | None = None,
    prompt: str = "",
    max_new: int | None = None,
) -> tuple[str, ...]:
    """Return n texts that the model writes, each beginning with the prompt.

    temperature: below 1 sharpens the predictions, above 1 flattens them; 0 always takes the likeliest token.
    top_k: only that many likeliest tokens may be drawn. max_new: tokens at most after the prompt; a text
    never grows longer than the model can read. Raises ConfigError and DataError when an argument cannot serve.
    """
    _check(n, temperature, top_k, max_new)
    start = snapshot.doc(prompt)[:-1]
    room = snapshot.config.block_size - len(start)
    length = len(start) + (room if max_new is None else min(room, max_new))
    ids = np.full((n, length), MARKER_ID)  # (n, length)
    ids[:, : len(start)] = start
    reader = _Reader(snapshot.params, snapshot.config, n)
    writing = np.ones(n, bool)
    for t in range(1, length):
        logits = reader.logits(ids[:, t - 1])  # (n, V)
        if t >= len(start):
            chosen = _choose(logits, rng, temperature, top_k)  # (n,)
            writing &= chosen != MARKER_ID
            ids[writing, t] = chosen[writing]
            if not writing.any():
                break
    return tuple(snapshot.tokenizer.decode(row) for row in ids.tolist())


def _choose(logits: Array, rng: np.random.Generator, temperature: float, top_k: int | None) -> Array:
    """Return one token per row, (n,). Noise of Gumbel's distribution makes argmax a draw from the softmax."""
    if top_k is not None and top_k < logits.shape[-1]:
        dropped = np.argsort(-logits, axis=-1, kind="stable")[:, top_k:]
        logits = logits.copy()
        np.put_along_axis(logits, dropped, -np.inf, axis=-1)
    if temperature == 0:
        return np.asarray(logits.argmax(axis=-1))
    return np.asarray((logits / temperature + rng.gumbel(size=logits.shape)).argmax(axis=-1))


def _check(n: int, temperature: float, top_k: int | None, max_new: int | None) -> None:
    if n < 1:
        raise ConfigError(f"sample: n is {n}; it must be at least 1.")
    if not 0 <= temperature < np.inf:
        raise ConfigError(
            f"sample: temperature is {temperature}; it must be 0 or more, 1 leaves predictions as they are."
        )
    if top_k is not None and top_k < 1:
        raise ConfigError(f"sample: top_k is {top_k}; it must be at least 1, or None for all tokens.")
    if max_new is not None and max_new < 0:
        raise ConfigError(f"sample: max_new is {max_new}; it must be at least 0, or None for as many as fit.")
