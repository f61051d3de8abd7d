"""How many of a model's texts are copies of what it was trained on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim.run import Run
from gptanim.sampler import sample


@dataclass(frozen=True, eq=False)
class Copies:
    """Texts that a trained model wrote. copied: (N,), which of them are training texts, letter for letter.

    met: how many are real texts that were kept back from it.
    """

    drawn: tuple[str, ...]
    copied: npt.NDArray[np.bool_]
    met: int

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the texts, and which are copied, as arrays for an exhibit."""
        return {"drawn": np.array(self.drawn), "copied": self.copied}


def draw(run: Run, count: int) -> Copies:
    """Let the trained model write that many texts, with the run's own seed, and compare them with its corpus."""
    drawn = tuple(sample(run.last, count, np.random.default_rng(run.train_config.seed)))
    train, held_out = set(run.corpus.train), set(run.corpus.held_out)
    copied = np.array([text in train for text in drawn])
    return Copies(drawn, copied, sum(text in held_out - train for text in drawn))
