"""The same training at several sizes: what each model writes, and what texts kept back cost it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim.measures.learning import known_share
from gptanim.run import Run
from gptanim.sampler import sample


@dataclass(frozen=True, eq=False)
class Sizes:
    """Runs from the fewest weights and steps to the most.

    written: (R, N), texts drawn with the same random numbers for every run. known: (R,), the shares of all
    letter triples in ``counted`` such texts that occur in the training texts, 0..1.
    """

    runs: tuple[Run, ...]
    written: tuple[tuple[str, ...], ...]
    known: tuple[float, ...]

    @property
    def weights(self) -> tuple[int, ...]:
        """How many weights each model has."""
        return tuple(run.config.n_params for run in self.runs)

    @property
    def losses(self) -> tuple[float, ...]:
        """The loss of each trained model on the texts kept back."""
        return tuple(run.last.val_loss for run in self.runs)

    @property
    def lower(self) -> int:
        """How many of the runs have a lower loss than the run before."""
        return int((np.diff(self.losses) < 0).sum())

    @property
    def settings(self) -> tuple[tuple[int, int, int], ...]:
        """Dimensions, layers and steps of each run."""
        return tuple((run.config.n_embd, run.config.n_layer, len(run.train_loss)) for run in self.runs)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what can be drawn, for an exhibit."""
        return {
            "settings": np.array(self.settings),
            "weights": np.array(self.weights),
            "losses": np.array(self.losses),
            "written": np.array(self.written),
            "known": np.array(self.known),
        }


def sizes(runs: Sequence[Run], *, shown: int, counted: int) -> Sizes:
    """Let every run write, from the smallest to the largest, with the seed of the smallest."""
    ordered = tuple(sorted(runs, key=lambda run: (run.config.n_params, len(run.train_loss))))
    seed = ordered[0].train_config.seed
    written = [sample(run.last, counted, np.random.default_rng(seed)) for run in ordered]
    known = (known_share(texts, run.corpus.train) for texts, run in zip(written, ordered, strict=True))
    return Sizes(ordered, tuple(texts[:shown] for texts in written), tuple(known))
