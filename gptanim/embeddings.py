"""Token embeddings: the plane in which they can be seen, and which of them lie closest together."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import numpy as np

from gptanim.errors import DataError
from gptanim.layers import Array
from gptanim.plane import Plane, principal_plane
from gptanim.run import Snapshot


def embedding(snapshot: Snapshot, token: str) -> Array:
    """Return the row of numbers that stands for a token, (C,). Raises DataError when there is no such token."""
    return np.asarray(snapshot.params["wte"][token_id(snapshot, token)])


def token_id(snapshot: Snapshot, token: str) -> int:
    """Return the id of a token, given as it is drawn: a letter, a word, "·" for the marker.

    Raises DataError with the nearest token when there is none.
    """
    labels = snapshot.tokenizer.labels
    if token not in labels:
        near = difflib.get_close_matches(token, labels, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"it knows {len(labels)}, such as {labels[-1]!r}."
        raise DataError(f"the model has no token {token!r}; {hint}")
    return labels.index(token)


def embedding_plane(snapshot: Snapshot, tokens: Sequence[str] | None = None) -> Plane:
    """Return the principal plane of all embeddings, or of those of some tokens.

    Take that of the trained model and ``project`` the embeddings of every snapshot to it, ``(V, 2)`` each: then the
    tokens move, and the point of view does not.
    """
    wte = snapshot.params["wte"]  # (V, C)
    return principal_plane(wte if tokens is None else wte[[token_id(snapshot, token) for token in tokens]])


def similarities(snapshot: Snapshot) -> Array:
    """Return the cosine of the angle between every two embeddings, (V, V), −1 to 1."""
    wte = snapshot.params["wte"].astype(np.float64)  # (V, C)
    unit = wte / np.linalg.norm(wte, axis=1, keepdims=True)
    return np.asarray(unit @ unit.T)


def neighbours(snapshot: Snapshot, token: str, count: int = 5) -> dict[str, float]:
    """Return the tokens whose embeddings point most nearly the same way, with the cosine, the nearest first.

    The token itself and the marker are left out; of ties, the one with the smaller id comes first.
    """
    own = token_id(snapshot, token)
    closeness = similarities(snapshot)[own]  # (V,)
    others = [i for i in np.argsort(-closeness, kind="stable").tolist() if i not in (own, 0)]
    return {snapshot.tokenizer.labels[i]: float(closeness[i]) for i in others[:count]}
