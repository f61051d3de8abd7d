"""One question that a run answered wrongly for long: what it gave the right answer, untrained, then and at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim.measures.mistake import mistake
from gptanim.reading import gather
from gptanim.run import Run

Floats = npt.NDArray[np.float64]
LEAST = 1e-12  # a probability below it counts as this one


@dataclass(frozen=True, eq=False)
class Answers:
    """The same prediction at three moments.

    read: what the model had read. labels: (K,), the likeliest answers at the middle moment with the right one among
    them, then one for all the others. probs: (3, K). right: which of them is right. steps: (3,).
    """

    read: str
    labels: tuple[str, ...]
    probs: Floats
    right: int
    steps: npt.NDArray[np.int64]

    @property
    def p(self) -> Floats:
        """What the right answer got, (3,)."""
        return np.maximum(self.probs[:, self.right], LEAST)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return all that can be drawn, by name."""
        drawn = {"answers": np.array(self.labels), "right": np.array(self.right), "steps": self.steps}
        return drawn | {"shares": self.probs, "right_p": self.p}


def learned(run: Run, *, most: int = 3) -> Answers:
    """Take the last answer that a run gets wrong (mistake.mistake), and look at it untrained, then and at the end.

    Where that is the first snapshot or the last, a moment half way between them stands in for it.
    """
    found, last = mistake(run), len(run.snapshots) - 1
    then = run.snapshots.index(found.snapshot)
    snapshots = [run.snapshots[i] for i in (0, then if 0 < then < last else (last + 1) // 2, last)]
    probs = np.stack([found.probs(snapshot) for snapshot in snapshots])  # (3, V)
    rivals = [int(token) for token in np.argsort(-probs[1], kind="stable") if token != found.target][: most - 1]
    ids = sorted([found.target, *rivals], key=lambda token: (-probs[1, token], token))
    shown, labels = gather(probs, ids, run.tokenizer.labels)
    steps = np.array([snapshot.step for snapshot in snapshots])
    return Answers(found.read, labels, shown, ids.index(found.target), steps)
