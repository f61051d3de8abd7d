"""How a text is written: numbers between 0 and 1 point into probabilities that lie end to end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim.model import predict
from gptanim.reading import foremost
from gptanim.run import Run, Snapshot
from gptanim.tokenizer import MARKER_ID

Floats = npt.NDArray[np.float64]
SHORT, LONG = 5, 7  # letters of a text that is worth following closely


@dataclass(frozen=True, eq=False)
class Written:
    """A text as it came about, in T draws.

    ids: (T + 1,), start marker first; the end marker last, unless the text filled all that the model can read.
    draws: (T,), in 0..1. probs: (T, V), what each of them pointed into.
    """

    snapshot: Snapshot
    ids: tuple[int, ...]
    draws: Floats
    probs: Floats

    @property
    def finished(self) -> bool:
        """Whether the end marker was drawn."""
        return self.ids[-1] == MARKER_ID

    @property
    def text(self) -> str:
        """The text, without markers."""
        return self.snapshot.tokenizer.decode(self.ids)

    @property
    def labels(self) -> tuple[str, ...]:
        """All tokens as they are drawn, markers included."""
        return tuple(map(self.snapshot.tokenizer.label, self.ids))

    def arrays(self, longest: int) -> dict[str, npt.NDArray[Any]]:
        """Return the first draws for an exhibit: tokens, numbers, and what these pointed into.

        shown: ids worth a bar of their own (reading.foremost); labels: (V,). looks: (N, N), see ``looks``.
        """
        count = min(longest, len(self.draws))
        probs, drawn = self.probs[:count], np.array(self.ids[1 : count + 1])
        arrays = {"tokens": np.array(self.labels[: count + 1]), "draws": self.draws[:count], "drawn": drawn}
        arrays |= {"probs": probs, "shown": np.array(foremost(probs, always=drawn.tolist()))}
        return arrays | {"labels": np.array(self.snapshot.tokenizer.labels), "looks": self.looks(count)}

    def offers(self, longest: int, count: int) -> dict[str, npt.NDArray[Any]]:
        """Return the likeliest tokens before each of the first draws, with their chances; (N, count) each.

        greedy: what was written, with "…" at its end where more follows.
        """
        order = np.argsort(-self.probs[:longest], axis=1, kind="stable")[:, :count]
        chances = np.take_along_axis(self.probs[:longest], order, axis=1)
        labels = np.array(self.snapshot.tokenizer.labels)
        greedy = [*self.labels[: longest + 1], *["…"] * (len(self.draws) > longest)]
        return {"greedy": np.array(greedy), "offers": labels[order], "chances": chances}

    def looks(self, longest: int) -> Floats:
        """Return how much each of the first predictions looks at every token before it, the heads' mean; (N, N)."""
        _, tape = predict(self.snapshot.params, self.snapshot.config, [[*self.ids[:longest], MARKER_ID]])
        return np.asarray(tape.attention[0].mean(axis=(0, 1)), np.float64)


def pointed_at(probs: Floats, draw: float) -> int:
    """Return the token in whose stretch a number falls when all are laid end to end; (V,), draw in 0..1."""
    ends = np.cumsum(probs)
    return int(min(np.searchsorted(ends, draw * ends[-1], side="right"), len(probs) - 1))


def expected(snapshot: Snapshot, ids: list[int]) -> Floats:
    """Return the probabilities of the token after these, (V,), adding up to 1."""
    probs, _ = predict(snapshot.params, snapshot.config, [[*ids, MARKER_ID]])  # (1, T, V)
    last = np.asarray(probs[0, len(ids) - 1], np.float64)
    return np.asarray(last / last.sum())


def write(snapshot: Snapshot, rng: np.random.Generator | None) -> Written:
    """Let a model write a text, a number drawn for each token; without a generator it takes the likeliest."""
    ids, draws, probs = [MARKER_ID], [], []
    while len(ids) < snapshot.config.block_size:
        probs.append(expected(snapshot, ids))
        draws.append(0.0 if rng is None else float(rng.random()))
        ids.append(int(probs[-1].argmax()) if rng is None else pointed_at(probs[-1], draws[-1]))
        if ids[-1] == MARKER_ID:
            break
    return Written(snapshot, tuple(ids), np.array(draws), np.array(probs))


def write_many(run: Run, count: int) -> list[Written]:
    """Let the trained model write so many texts with the run's own seed."""
    rng = np.random.default_rng(run.train_config.seed)
    return [write(run.last, rng) for _ in range(count)]


def sheet_of(texts: Sequence[Written], train: Collection[str]) -> dict[str, npt.NDArray[Any]]:
    """Return texts for an exhibit, their tokens separated by line breaks, and which of them are training texts."""
    tokens = np.array(["\n".join(text.labels[1:]) for text in texts])
    return {"sheet": tokens, "known": np.array([text.text in train for text in texts])}


def worth_following(run: Run, texts: list[Written]) -> Written:
    """Return the first text that was finished, is no training text and has SHORT to LONG letters.

    When there is none: the first that was finished and is not empty, else the first of all.
    """
    known, finished = set(run.corpus.train), [text for text in texts if text.finished and len(text.ids) > 2]
    own = (text for text in finished if SHORT <= len(text.ids) - 2 <= LONG and text.text not in known)
    return next(own, next(iter(finished), texts[0]))
