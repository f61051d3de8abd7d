"""What follows the beginnings of texts: in the data, and in a model's mind while it learns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.reading import foremost, gather
from gptanim.run import Run, Snapshot
from gptanim.stage import Array, Fact

Floats = npt.NDArray[np.float64]
USUAL, OFTEN = "ch", 10  # the beginning looked at first, where at least so many training texts have it
NAMED = 3  # tokens that are called the foremost of a distribution
SHOWN = 5  # last letters of a longer prefix


@dataclass(frozen=True, eq=False)
class Expectations:
    """What a model expects after some prefixes, through its training, beside what the data holds.

    spelled: the labels of each prefix. steps: (S,). labels: (V,). probs: (P, S, V), at each prefix and step.
    counts: (P, V), of the tokens that follow each prefix at the start of a training text.
    """

    prefixes: tuple[str, ...]
    spelled: tuple[tuple[str, ...], ...]
    steps: tuple[int, ...]
    labels: tuple[str, ...]
    probs: Floats
    counts: npt.NDArray[np.int64]

    @property
    def data(self) -> Floats:
        """The tokens' shares among those that follow; (P, V), all 0 where no training text begins so."""
        return np.asarray(self.counts / np.maximum(1, self.counts.sum(axis=1, keepdims=True)))

    @property
    def choices(self) -> Floats:
        """How many equally likely tokens would leave one as unsure, exp(entropy); (P, S)."""
        return np.exp(probe.entropy(self.probs))

    @property
    def overlap(self) -> Floats:
        """What the model's distribution and the data's have in common, 0..1; (P, S)."""
        return np.asarray(np.minimum(self.probs, self.data[:, None]).sum(axis=-1))

    @property
    def leaders(self) -> list[int]:
        """The ids foremost after the first prefix, in the trained model."""
        return foremost_of(self.probs[0, -1])

    def arrays(self) -> dict[str, Array]:
        """Return all that is drawn, of no more tokens than bars can show (reading.foremost).

        prefixes: (P,), the labels of each, one a line, and a question mark. labels: (K,), or (K + 1,) with the others
        in one. probs: (P, S, K). data: (P, K). whole: (S, len(labels)), the first prefix's, adding up to 1.
        extremes: the lowest and the highest token after it before training; leaders: those after training.
        """
        before = self.probs[0, 0]
        extremes = [int(before.argmin()), int(before.argmax())]
        rows = np.concatenate([self.probs.reshape(-1, len(self.labels)), self.data])
        ids = foremost(rows, always=[*extremes, *self.leaders, *foremost_of(self.data[0])])
        whole, labels = gather(self.probs[0], ids, self.labels)
        return {
            "prefixes": np.array(["\n".join(_ending(spelled)) for spelled in self.spelled]),
            "steps": np.array(self.steps),
            "labels": np.array(labels),
            "probs": self.probs[:, :, ids],
            "data": self.data[:, ids],
            "whole": whole,
            "choices": self.choices,
            "extremes": np.searchsorted(ids, extremes),
            "leaders": np.searchsorted(ids, self.leaders),
        }

    def numbers(self) -> dict[str, Fact]:
        """Return the numbers worth telling about the first prefix, before training and after."""
        before, after = self.probs[0, 0], self.probs[0, -1]
        return {
            "tokens": len(self.labels),
            "steps": self.steps[-1],
            "low": float(before.min()),
            "high": float(before.max()),
            "even": 1 / len(self.labels),
            "sunk": int((after < before).sum()),
            "found": int(self.counts[0].sum()),
            "overlap": float(self.overlap[0, -1]),
            "overlap_before": float(self.overlap[0, 0]),
            "choices_before": float(self.choices[0, 0]),
            "choices": float(self.choices[0, -1]),
        }


def follow(run: Run, prefixes: tuple[str, ...], *, moments: int = 9) -> Expectations:
    """Return what is expected after these prefixes at that many of the run's snapshots, first and last included."""
    kept = _spread(run.snapshots, moments)
    probs = np.array([[probe.distribution(snapshot, prefix) for snapshot in kept] for prefix in prefixes], float)
    counts = np.array([_next_tokens(run, prefix) for prefix in prefixes])
    tokenizer, steps = run.tokenizer, tuple(snapshot.step for snapshot in kept)
    spelled = tuple(tuple(map(tokenizer.label, tokenizer.encode(prefix))) for prefix in prefixes)
    return Expectations(prefixes, spelled, steps, tokenizer.labels, probs, counts)


def choose_prefixes(run: Run, given: tuple[str, ...] = (), *, count: int = 3) -> tuple[str, ...]:
    """Return the given prefixes, completed to ``count`` by frequent ones of 2, 1, 3 and 4 letters and the empty one.

    USUAL stands for the frequent one of 2 letters where the data has it OFTEN. There are fewer than ``count``
    when all texts are one letter long.
    """
    usual = sum(text.startswith(USUAL) for text in run.corpus.train) >= OFTEN
    first = USUAL if usual else probe.frequent_prefix(run, 2)
    frequent = (first, *(probe.frequent_prefix(run, length) for length in (1, 3, 4)), "")
    return tuple(dict.fromkeys([*given, *frequent]))[:count]


def foremost_of(probs: Floats) -> list[int]:
    """Return the ids of the greatest probabilities, NAMED at most, none below an even share; (V,), greatest first."""
    order = np.argsort(-probs, kind="stable")[:NAMED].tolist()
    return [i for i in order if probs[i] * len(probs) >= 1]


def _ending(spelled: tuple[str, ...]) -> list[str]:
    """Return the labels of a prefix and a question mark; only the end of a long one."""
    return [*(spelled if len(spelled) <= SHOWN + 1 else ["…", *spelled[-SHOWN:]]), "?"]


def _next_tokens(run: Run, prefix: str) -> npt.NDArray[np.int64]:
    """Return how often each token follows the prefix at the start of a training text; (V,)."""
    continued = [run.tokenizer.with_markers(text) for text in run.corpus.train if text.startswith(prefix)]
    return np.bincount([ids[len(prefix) + 1] for ids in continued], minlength=run.tokenizer.vocab_size)


def _spread(snapshots: tuple[Snapshot, ...], count: int) -> list[Snapshot]:
    places = np.linspace(0, len(snapshots) - 1, min(count, len(snapshots))).round().astype(int)
    return [snapshots[i] for i in dict.fromkeys(places.tolist())]
