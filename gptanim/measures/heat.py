"""What a temperature does to one prediction, and to what a model writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim.measures.learning import known_share
from gptanim.measures.readout import softmax
from gptanim.run import Run
from gptanim.sampler import sample

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Heated:
    """One prediction at G temperatures, which rise. logits: (V,). probs: (G, V)."""

    logits: Floats
    temperatures: Floats
    probs: Floats

    @property
    def order(self) -> list[int]:
        """The tokens, the likeliest first; at no temperature is their order another."""
        return [int(token) for token in np.argsort(-self.logits, kind="stable")]

    def at(self, temperature: float) -> int:
        """Return which of the temperatures is nearest to this one."""
        return int(np.abs(self.temperatures - temperature).argmin())


@dataclass(frozen=True, eq=False)
class Writing:
    """What a model writes at some temperatures, by the same random draws each time.

    texts: (K, N). copied: (K, N), which are training texts. repeated: (K,), the share of texts that stand earlier in
    the same row too. familiar: (K,), the share of letter triples that some training text holds.
    """

    texts: npt.NDArray[np.str_]
    copied: npt.NDArray[np.bool_]
    repeated: Floats
    familiar: Floats

    def arrays(self, shown: int) -> dict[str, npt.NDArray[Any]]:
        """Return what can be drawn, for an exhibit; of the texts, the first at each temperature."""
        shares = {"copied": self.copied, "repeated": self.repeated, "familiar": self.familiar}
        return {"texts": self.texts[:, :shown], **shares}


def heat(logits: Floats, temperatures: Floats) -> Heated:
    """Return softmax(logits / T) at each temperature; at 0 the likeliest token has all."""
    rows = [softmax(logits / t) if t > 0 else np.eye(len(logits))[logits.argmax()] for t in temperatures.tolist()]
    return Heated(logits, temperatures, np.stack(rows))


def write(run: Run, temperatures: Floats, count: int) -> Writing:
    """Let the trained model write that many texts at each temperature, always from the run's own seed.

    The sampler draws as many random numbers for every letter, whatever the temperature: so all rows share them.
    """
    seed, train = run.train_config.seed, set(run.corpus.train)
    texts = [sample(run.last, count, np.random.default_rng(seed), temperature=t) for t in temperatures.tolist()]
    copied = np.array([[text in train for text in row] for row in texts])
    repeated = np.array([1 - len(set(row)) / count for row in texts])
    familiar = np.array([known_share(row, train) for row in texts])
    return Writing(np.array(texts), copied, repeated, familiar)
