"""Probes: what a recorded model predicts, attends to and is surprised by, on any text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gptanim.batches import pack
from gptanim.errors import DataError
from gptanim.layers import Array
from gptanim.model import evaluate, predict
from gptanim.run import Run, Snapshot
from gptanim.tokenizer import MARKER

CANDIDATES = 500  # held-out texts looked at when an example is chosen


@dataclass(frozen=True, eq=False)
class AttentionScores:
    """How attention weights come about: queries times keys, scaled, masked, softmax.

    q, k: (L, H, T + 1, d). scores: (L, H, T + 1, T + 1), q·k / √d before mask and softmax.
    weights: (L, H, T + 1, T + 1), as ``attention`` returns them.
    """

    q: Array
    k: Array
    scores: Array
    weights: Array


def distribution(snapshot: Snapshot, prefix: str) -> Array:
    """Return the probabilities of the next token after a prefix, (V,).

    Raises DataError, as all probes do, when the text is too long or holds a character the model never saw.
    """
    return np.asarray(distributions(snapshot, prefix)[-1])


def distributions(snapshot: Snapshot, text: str) -> Array:
    """Return the probabilities of the next token at every position of the text, (T + 1, V), start marker first."""
    probs, _ = predict(snapshot.params, snapshot.config, [snapshot.doc(text)])  # (1, T + 1, V)
    return np.asarray(probs[0])


def surprise(snapshot: Snapshot, text: str) -> Array:
    """Return −log p of each true next token, end marker included, (T + 1,), in nats."""
    probs = distributions(snapshot, text)  # (T + 1, V)
    targets = snapshot.doc(text)[1:]
    return np.asarray(-np.log(probs[np.arange(len(targets)), targets]))


def entropy(probs: Array, axis: int = -1) -> Array:
    """Return the entropy along an axis, −Σ p log p, in nats; 0 log 0 counts as 0."""
    logs = np.log(np.where(probs > 0, probs, 1))
    return np.asarray(np.abs((probs * logs).sum(axis=axis)))


def attention(snapshot: Snapshot, text: str) -> Array:
    """Return the attention weights on a text, (L, H, T + 1, T + 1), row = query, column = key.

    Position 0 is the start marker. Weights on later positions are exactly 0.
    """
    _, tape = predict(snapshot.params, snapshot.config, [snapshot.doc(text)])
    return np.asarray(tape.attention[0])


def attention_scores(snapshot: Snapshot, text: str) -> AttentionScores:
    """Return queries, keys, scores and weights of every layer and head on a text."""
    _, tape = predict(snapshot.params, snapshot.config, [snapshot.doc(text)])
    q = np.stack([layer.attention.q[0] for layer in tape.layers])  # (L, H, T + 1, d)
    k = np.stack([layer.attention.k[0] for layer in tape.layers])  # (L, H, T + 1, d)
    scores = q @ k.swapaxes(-1, -2) * q.shape[-1] ** -0.5  # (L, H, T + 1, T + 1)
    return AttentionScores(q, k, scores, tape.attention[0])


def loss(snapshot: Snapshot, texts: Iterable[str]) -> float:
    """Return the mean surprise per token over texts, end markers included, in nats."""
    docs = [snapshot.doc(text) for text in texts]
    if not docs:
        raise DataError("loss needs at least one text; the list is empty.")
    return evaluate(snapshot.params, snapshot.config, pack(docs, snapshot.config.block_size))


def generated_copies(samples: Sequence[str], texts: Collection[str]) -> float:
    """Return the share of samples that are verbatim among the texts, 0 to 1; 0 of none."""
    known = set(texts)
    return sum(sample in known for sample in samples) / max(1, len(samples))


def frequent_prefix(run: Run, length: int = 2) -> str:
    """Return the most frequent beginning of that length among the training texts, the alphabetically first of ties.

    When every text is shorter, the longest length there is.
    """
    length = min(length, max(map(len, run.corpus.train)))
    counts = Counter(text[:length] for text in run.corpus.train if len(text) >= length)
    return min(counts, key=lambda prefix: (-counts[prefix], prefix))


def next_counts(texts: Iterable[str], prefix: str) -> dict[str, int]:
    """Return how often each character follows the prefix at the start of a text, the most frequent first.

    Where a text ends after the prefix, MARKER is counted: next_counts(["ann", "anna"], "ann") is
    {"a": 1, "·": 1}.
    """
    counts = Counter(text[len(prefix) :][:1] or MARKER for text in texts if text.startswith(prefix))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def held_out_example(run: Run, *, min_length: int = 5, max_length: int = 9) -> str:
    """Return the held-out text on which the trained model grows surest as it reads on.

    That is the text with the greatest fall in mean entropy from the first half of its positions to the second
    half; of ties, the alphabetically first. When no held-out text has a length within the limits, any may serve.
    """
    held_out = run.corpus.held_out
    fitting = [text for text in held_out if min_length <= len(text) <= max_length] or list(held_out)
    texts = sorted(fitting[:CANDIDATES])
    probs, _ = predict(run.last.params, run.config, [run.last.doc(text) for text in texts])  # (B, T + 1, V)
    return max(zip(texts, entropy(probs), strict=True), key=lambda pair: _fall(pair[1][: len(pair[0]) + 1]))[0]


def _fall(nats: Array) -> float:
    half = (len(nats) + 1) // 2
    return float(nats[:half].mean() - nats[half:].mean())
