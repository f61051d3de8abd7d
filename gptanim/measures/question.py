"""One question, asked of every snapshot of a run: what each expects as the answer, and where it looks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.arithmetic import SMALL, spell
from gptanim.measures.mistake import EXAMPLE
from gptanim.run import Run

Floats = npt.NDArray[np.float64]
VALUES = {spell(number): number for number in (*range(len(SMALL)), *range(20, 100, 10))}
LONGEST = 8  # tokens of the question that are drawn, the last ones


@dataclass(frozen=True, eq=False)
class Question:
    """A text, and what S snapshots expect after its token at ``position``, 0 being the start marker.

    ids: with both markers. probs: (S, V). looks: (S, 2, N), from the middle one and the last of the N drawn tokens to
    each of them, as the head gives it that gives it most. moment: the last snapshot but one that is wrong, or the
    middle one where none is.
    """

    run: Run
    text: str
    ids: tuple[int, ...]
    position: int
    probs: Floats
    looks: Floats
    moment: int

    @property
    def read(self) -> str:
        """What is read of the text before the answer."""
        return self.run.tokenizer.decode(self.ids[: self.position + 1])

    @property
    def target(self) -> int:
        """The token that is right."""
        return self.ids[self.position + 1]

    @property
    def loss(self) -> Floats:
        """How surprised each snapshot is by the right token, in nats; (S,)."""
        return np.asarray(-np.log(np.maximum(self.probs[:, self.target], np.finfo(float).tiny)))

    @property
    def tokens(self) -> list[str]:
        """The labels of the drawn tokens."""
        return [self.run.tokenizer.label(i) for i in self.ids[: self.position + 1][-LONGEST:]]

    def answers(self, most: int) -> list[int]:
        """Return some ids: the right one, those of three snapshots, then the foremost of all; number words by value."""
        own = [self.target, *(int(self.probs[s].argmax()) for s in (-1, self.moment, 0))]
        foremost = np.argsort(-self.probs.max(axis=0), kind="stable").tolist()
        return in_order(self.run, list(dict.fromkeys([*own, *foremost]))[:most])

    def arrays(self, most: int, few: int) -> dict[str, npt.NDArray[np.generic]]:
        """Return what can be drawn; answers: the labels of K; probs: (S, K); right, few: places among them."""
        ids, snapshots = self.answers(most), self.run.snapshots
        return {
            "steps": np.array([snapshot.step for snapshot in snapshots]),
            "loss": self.loss,
            "probs": self.probs[:, ids],
            "looks": self.looks,
            "tokens": np.array(self.tokens),
            "answers": np.array([self.run.tokenizer.label(i) for i in ids]),
            "right": np.array(ids.index(self.target)),
            "few": np.array([ids.index(i) for i in self.answers(few)]),
            "moment": np.array(self.moment),
        }


def question(run: Run) -> Question:
    """Return EXAMPLE where the run learned or was asked it, else probe.held_out_example; its answer is the blank."""
    text = EXAMPLE if EXAMPLE in run.corpus.texts else probe.held_out_example(run)
    ids = tuple(run.last.doc(text))
    at = blank(run, ids)
    first = max(0, at + 1 - LONGEST)
    probs = np.stack([probe.distributions(snapshot, text)[at] for snapshot in run.snapshots]).astype(float)
    greatest = np.stack([probe.attention(snapshot, text).max(axis=(0, 1)) for snapshot in run.snapshots])
    looks = greatest[:, [(first + at) // 2, at], first : at + 1].astype(float)  # (S, 2, N)
    wrong = [s for s in range(1, len(probs) - 1) if probs[s].argmax() != ids[at + 1]]
    return Question(run, text, ids, at, probs, looks, wrong[-1] if wrong else max(1, (len(probs) - 1) // 2))


def blank(run: Run, ids: Sequence[int]) -> int:
    """Return the position of the last token of a question: the word that the answer follows, where the run has such.

    Else the question is all but the last character. ids: a text with both markers.
    """
    answers = run.train_config.answer_after
    asked = run.tokenizer.encode(answers)[-1] if answers else -1
    return list(ids).index(asked) if asked in ids else max(0, len(ids) - 3)


def in_order(run: Run, ids: Sequence[int]) -> list[int]:
    """Return number words by their value, all other tokens after them, by the alphabet."""
    labels = run.tokenizer.labels
    return sorted(ids, key=lambda i: (VALUES.get(labels[i], len(VALUES) ** 2), labels[i]))
