"""The layers of a GPT: each forward with its hand-written backward beside it.

Tokens of a batch lie in N = B · T rows, so that a linear layer is one matrix product. A backward takes the
gradient of the loss with respect to the layer's output and returns those with respect to its inputs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
NORM_EPS = 1e-5
CLIP = 80.0  # exp(±80) neither overflows nor vanishes in float32

# Freed at once. From then on glibc keeps as much for new arrays, instead of handing every page back to the system and
# asking for it again: a step of a model 128 wide takes a fifth less time.
np.empty(31 << 20, np.uint8)


def embed(wte: Array, wpe: Array, ids: Array, positions: Array) -> Array:
    """Return each token's embedding plus that of its position, (N, C).

    wte: (V, C); wpe: (block_size, C); ids, positions: (N,).
    """
    x: Array = np.take(wte, ids, axis=0) + np.take(wpe, positions, axis=0)  # (N, C)
    return x


def embed_backward(dx: Array, wte: Array, wpe: Array, ids: Array, positions: Array) -> tuple[Array, Array]:
    """Return the gradients of wte and wpe: each row sums dx over the tokens that used it."""
    return _sum_rows(dx, ids, len(wte)), _sum_rows(dx, positions, len(wpe))


def _sum_rows(dx: Array, index: Array, size: int) -> Array:
    one_hot = np.take(np.eye(size, dtype=dx.dtype), index, axis=0)  # (N, size): quicker than np.add.at
    return one_hot.T @ dx  # (size, C)


def rms_norm(x: Array) -> tuple[Array, Array]:
    """Return x with each row scaled to root mean square 1, and the factors, (N, C) and (N, 1).

    Zhang & Sennrich 2019, equation 4, without the gain.
    """
    factor = 1 / np.sqrt(np.vecdot(x, x) / x.shape[-1] + NORM_EPS)[:, None]  # (N, 1)
    return x * factor, factor


def rms_norm_backward(dy: Array, y: Array, factor: Array) -> Array:
    """Return dx: dy without its part along y, since the length of x has no effect."""
    dx: Array = dy - y * (np.vecdot(dy, y) / y.shape[-1])[:, None]  # (N, C)
    dx *= factor
    return dx


def softmax(scores: Array, mask: Array | None = None) -> Array:
    """Turn scores into probabilities along the last axis, in place, and return them.

    Where mask is 0 the probability is exactly 0. Scores are clipped to ±CLIP, which costs less than to find
    each row's maximum.
    """
    np.clip(scores, -CLIP, CLIP, out=scores)
    np.exp(scores, out=scores)
    if mask is not None:
        scores *= mask
    width = scores.shape[-1]
    totals = scores.reshape(-1, width) @ np.ones(width, scores.dtype)  # sums of short rows: quicker than sum()
    scores *= (1 / totals).reshape(*scores.shape[:-1], 1)
    return scores


def softmax_backward(dprobs: Array, probs: Array) -> Array:
    """Return dscores; overwrites dprobs."""
    dprobs -= np.vecdot(dprobs, probs)[..., None]
    dprobs *= probs
    return dprobs


@dataclass(frozen=True, eq=False)
class AttentionTape:
    """What attention keeps for its backward and for the probes."""

    x: Array  # (N, C)
    q: Array  # (B, H, T, d)
    k: Array  # (B, H, T, d)
    v: Array  # (B, H, T, d)
    weights: Array  # (B, H, T, T), row = query, column = key
    mixed: Array  # (N, C), the heads' outputs side by side


def split_heads(rows: Array, parts: int, n_head: int, n_rows: int) -> Array:
    """Return (N, parts · C) as a view of shape (parts, B, H, T, d), where B = n_rows and N = B · T."""
    d = rows.shape[1] // parts // n_head
    return rows.reshape(n_rows, -1, parts, n_head, d).transpose(2, 0, 3, 1, 4)


def attention(x: Array, w_qkv: Array, w_out: Array, mask: Array, n_head: int) -> tuple[Array, AttentionTape]:
    """Return what each token gathers from those it may look at, (N, C), and the tape.

    softmax(q·k / √d)·v in every head (Vaswani et al. 2017, equation 1).
    w_qkv: (C, 3C), the columns of queries, keys and values; w_out: (C, C); mask: (B, 1, T, T).
    """
    q, k, v = split_heads(x @ w_qkv, 3, n_head, len(mask))  # each (B, H, T, d)
    scores = q @ k.swapaxes(-1, -2)  # (B, H, T, T)
    scores *= q.shape[-1] ** -0.5
    weights = softmax(scores, mask)  # (B, H, T, T)
    mixed = np.empty_like(x)
    np.matmul(weights, v, out=split_heads(mixed, 1, n_head, len(mask))[0])  # (N, C)
    return mixed @ w_out, AttentionTape(x, q, k, v, weights, mixed)


def attention_backward(dy: Array, tape: AttentionTape, w_qkv: Array, w_out: Array) -> tuple[Array, Array, Array]:
    """Return dx, dw_qkv and dw_out."""
    n_rows, n_head, _, d = tape.q.shape
    dw_out = tape.mixed.T @ dy  # (C, C)
    dmixed = split_heads(dy @ w_out.T, 1, n_head, n_rows)[0]  # (B, H, T, d)
    dqkv = np.empty((len(dy), w_qkv.shape[1]), dy.dtype)  # (N, 3C)
    dq, dk, dv = split_heads(dqkv, 3, n_head, n_rows)  # views to be filled, each (B, H, T, d)
    np.matmul(tape.weights.swapaxes(-1, -2), dmixed, out=dv)
    dscores = softmax_backward(dmixed @ tape.v.swapaxes(-1, -2), tape.weights)  # (B, H, T, T)
    dscores *= d**-0.5
    np.matmul(dscores, tape.k, out=dq)
    np.matmul(dscores.swapaxes(-1, -2), tape.q, out=dk)
    return dqkv @ w_qkv.T, tape.x.T @ dqkv, dw_out


def mlp(x: Array, w_up: Array, w_down: Array) -> tuple[Array, Array]:
    """Return relu(x · w_up) · w_down, (N, C), and the hidden activations, (N, 4C)."""
    hidden = x @ w_up  # (N, 4C)
    np.maximum(hidden, 0, out=hidden)
    return hidden @ w_down, hidden


def mlp_backward(dy: Array, x: Array, hidden: Array, w_up: Array, w_down: Array) -> tuple[Array, Array, Array]:
    """Return dx, dw_up and dw_down."""
    dhidden = dy @ w_down.T  # (N, 4C)
    dhidden *= hidden > 0
    return dhidden @ w_up.T, x.T @ dhidden, hidden.T @ dy


def cross_entropy(logits: Array, targets: Array, weights: Array) -> tuple[float, Array]:
    """Return the weighted mean surprise, −log p, of the true next tokens, in nats, and all probabilities.

    logits: (N, V), unnormalised, overwritten by the probabilities; targets, weights: (N,).
    """
    rows = np.arange(len(logits))
    logits -= logits[rows, targets][:, None]  # relative to the target's own, so that log 0 cannot arise
    probs = softmax(logits)  # (N, V)
    surprise = -np.log(probs[rows, targets])  # (N,)
    return float(surprise @ _shares(weights, probs)), probs


def cross_entropy_backward(probs: Array, targets: Array, weights: Array) -> Array:
    """Return dlogits, (N, V): probability minus truth; overwrites probs."""
    probs[np.arange(len(probs)), targets] -= 1
    probs *= _shares(weights, probs)[:, None]
    return probs


def _shares(weights: Array, like: Array) -> Array:
    return np.asarray(weights / weights.sum(dtype=np.float64), like.dtype)
