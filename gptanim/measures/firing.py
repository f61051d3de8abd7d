"""When the units of an MLP fire, over many texts, and at which position of a text they do so as usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim.activations import Activations, activations
from gptanim.run import Snapshot

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Firing:
    """The last layer's MLP over some texts, all positions taken together.

    share: of all units at all positions, how many fire. kept: the mean cosine of the stream before and after it.
    by_token: (V, 4C), the mean output of each unit where a token was just read; 0 where it never was.
    """

    share: float
    kept: float
    by_token: Floats

    def favourites(self, unit: int, most: int) -> list[int]:
        """Return the tokens after which a unit answers most strongly, the strongest first."""
        return [int(i) for i in np.argsort(-self.by_token[:, unit], kind="stable")[:most]]


def firing(snapshot: Snapshot, texts: Sequence[str]) -> Firing:
    """Return when units fire over these texts; raises DataError when one of them cannot be read."""
    found = [activations(snapshot, text) for text in texts]
    hidden = np.concatenate([one.hidden[-1] for one in found]).astype(float)  # (N, 4C)
    read = np.concatenate([snapshot.doc(text)[:-1] for text in texts])  # (N,)
    here = read == np.arange(snapshot.config.vocab_size)[:, None]  # (V, N)
    by_token = here @ hidden / np.maximum(1, here.sum(axis=1, keepdims=True))  # (V, 4C)
    kept = np.concatenate([one.kept[-1] for one in found])  # (N,)
    return Firing(float((hidden > 0).mean()), float(kept.mean()), by_token)


def typical_position(found: Activations, share: float, *, longest: int) -> int:
    """Return the position, 1 to ``longest``, at which the share of units that fire is nearest to a usual one."""
    shares = found.fires[-1, 1 : longest + 1].mean(axis=-1)  # (T,)
    return 1 + int(np.abs(shares - share).argmin())


def steps(found: Activations, at: int) -> dict[str, Floats]:
    """Return what the last MLP does at a position.

    before, after: the stream, and added: what makes the difference; copy: what the MLP reads, (C,) each.
    expanded, hidden: its units before and after the nonlinearity, (4C,) each.
    """
    arrays = {"before": found.residual[-2], "added": found.added[-1], "after": found.residual[-1]}
    arrays |= {"copy": found.mlp_in[-1], "expanded": found.expanded[-1], "hidden": found.hidden[-1]}
    return {name: np.asarray(array[at], np.float64) for name, array in arrays.items()}
