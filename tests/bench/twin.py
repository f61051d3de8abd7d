"""The same model in PyTorch's own operations, trained by its automatic gradient: the rival in speed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import torch
from torch.nn import functional

from gptanim.batches import Batch
from gptanim.layers import NORM_EPS, Array
from gptanim.model import GPTConfig

Tensors = dict[str, torch.Tensor]


def training_step(
    weights: Mapping[str, Array], config: GPTConfig, learning_rate: float, *, by_hand: bool
) -> Callable[[Tensors], float]:
    """Return a function that trains one step on a batch, given as tensors, and returns the loss before it.

    by_hand: attention written out; else PyTorch's fused one. Which is quicker depends on the shape.
    """
    tensors = {name: torch.tensor(array, requires_grad=True) for name, array in weights.items()}
    adam = torch.optim.Adam(tensors.values(), lr=learning_rate, betas=(0.9, 0.99), fused=True)

    def step(batch: Tensors) -> float:
        adam.zero_grad(set_to_none=True)
        value = loss(tensors, config, batch, by_hand)
        value.backward()  # type: ignore[no-untyped-call]  # PyTorch's own
        adam.step()
        return value.item()

    return step


def as_tensors(batch: Batch) -> Tensors:
    """Return the arrays of a batch as tensors, (B, T) each."""
    return {
        name: torch.tensor(np.ascontiguousarray(getattr(batch, name)))
        for name in ("ids", "targets", "positions", "texts", "weights")
    }


def loss(weights: Tensors, config: GPTConfig, batch: Tensors, by_hand: bool) -> torch.Tensor:
    """Return the mean surprise of a batch, in nats, of an untied model without final norm."""
    texts, width = batch["texts"], batch["texts"].shape[1]
    seen = (texts[:, :, None] == texts[:, None, :]) & torch.ones(width, width, dtype=torch.bool).tril()
    mask = seen[:, None]  # (B, 1, T, T)
    x = functional.embedding(batch["ids"], weights["wte"]) + functional.embedding(batch["positions"], weights["wpe"])
    x = _norm(x)  # (B, T, C)
    for i in range(config.n_layer):
        x = x + _attention(_norm(x), weights[f"layer{i}.qkv"], mask, config.n_head, by_hand) @ weights[f"layer{i}.out"]
        x = x + torch.relu(_norm(x) @ weights[f"layer{i}.up"]) @ weights[f"layer{i}.down"]
    logits = (x @ weights["head"]).flatten(0, 1)  # (N, V)
    surprise = functional.cross_entropy(logits, batch["targets"].flatten(), reduction="none")  # (N,)
    return (surprise * batch["weights"].flatten()).sum() / batch["weights"].sum()


def _attention(x: torch.Tensor, w_qkv: torch.Tensor, mask: torch.Tensor, n_head: int, by_hand: bool) -> torch.Tensor:
    n_rows, width, channels = x.shape
    heads = (x @ w_qkv).view(n_rows, width, 3, n_head, channels // n_head)
    q, k, v = heads.permute(2, 0, 3, 1, 4)  # each (B, H, T, d)
    mixed: torch.Tensor  # (B, H, T, d)
    if by_hand:
        scores = q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5  # (B, H, T, T)
        mixed = scores.masked_fill(~mask, float("-inf")).softmax(-1) @ v
    else:
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    return mixed.transpose(1, 2).reshape(x.shape)


def _norm(x: torch.Tensor) -> torch.Tensor:
    normed: torch.Tensor = functional.rms_norm(x, x.shape[-1:], eps=NORM_EPS)
    return normed
