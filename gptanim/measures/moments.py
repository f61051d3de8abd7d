"""What a model wrote, where it looked and what some of its weights were, at a few moments of its training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.run import Snapshot

Floats = npt.NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Moments:
    """K moments. tokens: (T,) of one text, start marker first.

    samples: (K, N). attention: (K, T, T), row = query, column = key, the mean over all heads. weights: (K, R, C),
    the upper left corner of the token embedding.
    """

    tokens: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    attention: Floats
    weights: Floats

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the four of them as arrays for an exhibit."""
        pictures = {"attention": self.attention, "weights": self.weights}
        return {"tokens": np.array(self.tokens), "samples": np.array(self.samples), **pictures}


def moments(snapshots: Sequence[Snapshot], text: str, *, samples: int, weights: tuple[int, int]) -> Moments:
    """Look at each snapshot: its first samples, its attention on a text, and R rows and C columns of its weights."""
    tokenizer, (rows, columns) = snapshots[0].tokenizer, weights
    return Moments(
        tuple(map(tokenizer.label, tokenizer.with_markers(text)[:-1])),
        tuple(tuple(snapshot.samples[:samples]) for snapshot in snapshots),
        np.array([probe.attention(snapshot, text).mean(axis=(0, 1)) for snapshot in snapshots]),
        np.array([snapshot.params["wte"][:rows, :columns] for snapshot in snapshots]),
    )
