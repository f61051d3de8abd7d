"""How the last position of a text becomes a prediction: the stream meets the head, and softmax follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.batches import pad
from gptanim.model import forward
from gptanim.run import Run, Snapshot

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Readout:
    """The last step of a model on one text.

    tokens: labels of what was read, start marker first. vector: (C,), what the head reads at the last position.
    head: (C, V), a column of weights for each token. logits: (V,), vector @ head.
    """

    tokens: tuple[str, ...]
    vector: Floats
    head: Floats

    @property
    def logits(self) -> Floats:
        """One score for each token, (V,)."""
        return np.asarray(self.vector @ self.head)

    def terms(self, token: int, most: int = 3) -> list[tuple[float, float]]:
        """Return number and weight of the greatest products in a token's logit, in the order of the vector."""
        greatest = np.sort(np.argsort(-np.abs(self.vector * self.head[:, token]), kind="stable")[:most])
        return [(float(self.vector[i]), float(self.head[i, token])) for i in greatest]


def softmax(logits: Floats) -> Floats:
    """Return e to the power of each logit, divided by their sum."""
    powers = np.exp(logits - logits.max())
    return np.asarray(powers / powers.sum())


def readout(snapshot: Snapshot, text: str) -> Readout:
    """Return how a model predicts what follows a text.

    Raises DataError when the text is too long or holds what the model never saw.
    """
    ids, params = snapshot.doc(text), snapshot.params
    _, tape = forward(params, snapshot.config, pad([ids]))
    head = params["wte"].T if snapshot.config.tied else params["head"]  # (C, V)
    tokens = tuple(map(snapshot.tokenizer.label, ids[:-1]))
    return Readout(tokens, tape.final[0][-1].astype(float), head.astype(float))


def undecided(run: Run, *, longest: int) -> str:
    """Return the beginning of a text (probe.held_out_example) after which the favourite's p is nearest to a half.

    One token then stands out, and the others can still be seen. It has one to ``longest`` letters.
    """
    text = probe.held_out_example(run, max_length=longest)
    favourites = probe.distributions(run.last, text).max(axis=-1)[1 : longest + 1]  # (T,), after each letter
    return text[: 1 + int(np.abs(favourites - 0.5).argmin())]
