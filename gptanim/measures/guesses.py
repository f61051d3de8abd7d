"""Single guesses of a run: what it had read, what it expected, and what really came next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim.reading import Reading, read, shortlist
from gptanim.run import Run

Floats = npt.NDArray[np.float64]
CANDIDATES = 600  # held-out texts looked through
HANDICAP = 0.1  # how much nearer an unusual guess must be to be taken


@dataclass(frozen=True, eq=False)
class Guess:
    """One guess, over few tokens.

    tokens: what was read, start marker first, then what came next. labels: (K,). probs: (K,), adding up to 1.
    target: which of the K came next.
    """

    tokens: tuple[str, ...]
    labels: tuple[str, ...]
    probs: Floats
    target: int

    @property
    def p(self) -> float:
        """What the token that came next had got."""
        return float(self.probs[self.target])

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """Return the four of them as arrays for an exhibit, each under the guess's name and its own."""
        found = {"tokens": self.tokens, "labels": self.labels, "probs": self.probs, "target": self.target}
        return {f"{name}_{what}": np.array(value) for what, value in found.items()}


def nearest(run: Run, wanted: Sequence[float], *, longest: int, most: int) -> list[Guess]:
    """Return real guesses on held-out texts that gave what came next nearest to each wanted probability.

    Of each text the first ``longest`` characters count; a guess is shown with at most ``most`` bars. A guess of the
    untrained model, of a text's first token or of its end is taken only where it is nearer by HANDICAP.
    """
    texts = run.corpus.held_out[:CANDIDATES]
    places = [
        (reading, i, snapshot is run.last and i > 0 and reading.ids[i + 1] != reading.ids[0])
        for snapshot in (run.last, run.first)
        for reading in (read(snapshot, text, longest=longest) for text in texts)
        for i in range(len(reading.p))
    ]
    p = np.array([reading.p[i] for reading, i, _ in places])
    handicap = np.array([0.0 if usual else HANDICAP for _, _, usual in places])
    found = (places[int((np.abs(p - goal) + handicap).argmin())] for goal in wanted)
    return [_guess(reading, i, run.tokenizer.labels, most) for reading, i, _ in found]


def _guess(reading: Reading, position: int, labels: Sequence[str], most: int) -> Guess:
    shown = shortlist(reading, labels, at=slice(position, position + 1), most=most)
    return Guess(reading.tokens[: position + 2], shown.labels, shown.probs[0], int(shown.targets[0]))
