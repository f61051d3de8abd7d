"""One question to several networks that learned nothing, each with random weights of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.little_language import capital_question
from gptanim.run import Run
from gptanim.trainer import untrained

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Scrambles:
    """What S networks say.

    tokens: of the prompt. answer: the label of the right one. labels: (V,). weights: (S, V, C), their embeddings.
    probs: (S, V), of what follows the prompt.
    """

    prompt: str
    answer: str
    tokens: tuple[str, ...]
    labels: npt.NDArray[Any]
    weights: npt.NDArray[np.floating]
    probs: Floats

    @property
    def order(self) -> npt.NDArray[np.int64]:
        """The tokens by each network's probability, the likeliest first, (S, V)."""
        return np.argsort(-self.probs, axis=1, kind="stable")

    @property
    def right(self) -> Floats:
        """What each network gives the right answer, (S,)."""
        return np.asarray(self.probs[:, self.labels.tolist().index(self.answer)])

    @property
    def said(self) -> npt.NDArray[Any]:
        """Each network's favourite, (S,)."""
        return np.asarray(self.labels[self.order[:, 0]])

    def arrays(self, *, top: int, block: tuple[int, int]) -> dict[str, npt.NDArray[Any]]:
        """Return the prompt, a block of every network's weights, and its foremost words."""
        best = self.order[:, :top]
        return {
            "tokens": np.array(self.tokens),
            "weights": self.weights[:, : block[0], : block[1]].astype(float),
            "words": self.labels[best],
            "p": np.take_along_axis(self.probs, best, axis=1),
            "right": self.right,
        }

    def numbers(self) -> dict[str, int | float]:
        """Return how sure the first network is, how many differ, and how often and how much the right answer got."""
        return {
            "p_said": float(self.probs[0].max()),
            "count": len(self.labels),
            "even": 1 / len(self.labels),
            "tries": len(self.probs),
            "different": len(set(self.said.tolist())),
            "hits": int((self.said == self.answer).sum()),
            "p_right": float(self.right.mean()),
        }


def scrambles(run: Run, count: int) -> Scrambles:
    """Ask fresh networks of the run's shape, seeds 1 to count: for the capital of France if they have the words, else
    for what follows the most frequent beginning; the answer is then what follows it most often in the data.
    """
    prompt, answer = _question(run)
    networks = [untrained(run, seed) for seed in range(1, count + 1)]
    return Scrambles(
        prompt=prompt,
        answer=answer,
        tokens=tuple(map(run.tokenizer.label, run.tokenizer.encode(prompt))),
        labels=np.array(run.tokenizer.labels),
        weights=np.stack([network.params["wte"] for network in networks]),
        probs=np.stack([probe.distribution(network, prompt) for network in networks]).astype(float),
    )


def _question(run: Run) -> tuple[str, str]:
    prompt, answer = capital_question("france"), "paris"
    if {answer, *prompt.split()} <= set(run.tokenizer.labels):
        return prompt, answer
    prompt = probe.frequent_prefix(run)
    first = next(iter(probe.next_counts(run.corpus.texts, prompt)))
    return prompt, run.tokenizer.label(run.tokenizer.encode(first)[0]) if first != "·" else first
