"""The last thing that a run gets wrong about one text."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.run import Run, Snapshot

Floats = npt.NDArray[np.float64]
EXAMPLE = "two plus three equals five"


@dataclass(frozen=True, eq=False)
class Mistake:
    """One prediction of one snapshot: what follows the token at ``position`` of a text, 0 being the start marker."""

    snapshot: Snapshot
    text: str
    position: int
    ids: tuple[int, ...]  # of the text with its markers

    @property
    def read(self) -> str:
        """What the model had read of the text."""
        return self.snapshot.tokenizer.decode(self.ids[: self.position + 1])

    @property
    def target(self) -> int:
        """The token that is right."""
        return self.ids[self.position + 1]

    def probs(self, snapshot: Snapshot) -> Floats:
        """Return what a snapshot expects there, (V,)."""
        return np.asarray(probe.distributions(snapshot, self.text)[self.position], float)


def mistake(run: Run) -> Mistake:
    """Return the last prediction that a run gets wrong, on one text, at one position.

    The text is EXAMPLE where the run learned or was asked it, else probe.held_out_example. The position is the one
    that begins the answer where the run has answers, else the one that surprises the trained model most. Where no
    snapshot is wrong there, the first one is returned.
    """
    text = EXAMPLE if EXAMPLE in run.corpus.texts else probe.held_out_example(run)
    ids = tuple(run.last.doc(text))
    answers = run.train_config.answer_after
    asked = run.tokenizer.encode(answers)[-1] if answers else -1
    position = ids.index(asked) if asked in ids else int(probe.surprise(run.last, text).argmax())
    found = Mistake(run.first, text, position, ids)
    wrong = [s for s in run.snapshots if found.probs(s).argmax() != found.target]
    return replace(found, snapshot=wrong[-1]) if wrong else found
