"""How a run learned: its loss without the noise, where the fast phase ends, and which mistakes go first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.run import Run
from gptanim.tokenizer import MARKER

Floats = npt.NDArray[np.float64]
Pair = tuple[str, str]
BREADTH = 0.1  # half the width of the smoothing window, as a share of the step it stands at
MOST_OF_IT = 0.75  # share of the whole fall after which the fast phase is over
TYPICAL: Pair = ("q", "z")  # the mistake to look at where the vocabulary has these letters


@dataclass(frozen=True, eq=False)
class Mistake:
    """A letter expected after another that no text of the corpus writes behind it. p: (S,), at every snapshot."""

    pair: Pair
    p: Floats


def smoothed(losses: npt.ArrayLike) -> Floats:
    """Return, for every step, the mean loss of the steps within a tenth of it; (steps,) gives (steps,).

    Step 0 stays as it is, step 200 becomes the mean of steps 180 to 220: noise goes, the steep beginning stays.
    """
    values = np.asarray(losses, float)
    steps = np.arange(len(values))
    half = (BREADTH * steps).astype(int)
    first, last = steps - half, np.minimum(steps + half, len(values) - 1)
    sums = np.concatenate([[0.0], values.cumsum()])  # (steps + 1,)
    return np.asarray((sums[last + 1] - sums[first]) / (last - first + 1))


def fall(curve: Floats) -> Floats:
    """Return how much of the way from the first loss to the lowest is done at every step; 0 if it never falls.

    curve: (steps,) gives (steps,). [4, 2, 3] becomes [0, 1, 0.5].
    """
    done = curve[0] - curve
    return np.asarray(done / max(float(done.max()), 1e-9))


def fast_phase(run: Run) -> int:
    """Return which snapshot ends the fast phase: the first, after the start, with MOST_OF_IT of the fall done.

    The last one when there is none.
    """
    done = fall(smoothed(run.train_loss))  # (steps,)
    ends = (i for i, s in enumerate(run.snapshots) if i and done[min(s.step, len(done) - 1)] >= MOST_OF_IT)
    return next(ends, len(run.snapshots) - 1)


def pairs(text: str) -> list[Pair]:
    """Return the neighbours in a text, markers included: "al" gives (·, a), (a, l) and (l, ·)."""
    return list(pairwise([MARKER, *text, MARKER]))


def triples(text: str) -> list[str]:
    """Return all threes in a row, markers included: "al" gives "·al" and "al·"; an empty text gives "··"."""
    marked = MARKER + text + MARKER
    return [marked[i : i + 3] for i in range(max(1, len(marked) - 2))]


def known_share(texts: Iterable[str], corpus_texts: Iterable[str]) -> float:
    """Return the share of the triples in the texts that occur somewhere in the corpus too, 0 to 1; 0 of none."""
    known = {triple for text in corpus_texts for triple in triples(text)}
    written = [triple for text in texts for triple in triples(text)]
    return sum(triple in known for triple in written) / max(1, len(written))


def first_mistake(run: Run, step: int) -> Mistake | None:
    """Return the impossible pair of letters of which the model is cured most by a step; None where there is none.

    A pair is impossible when no text of the corpus holds it. TYPICAL goes first if it falls at all. The
    probability of the second letter is the one after the first letter at the start of a text.
    """
    known = {pair for text in run.corpus.texts for pair in pairs(text)}
    before, after = run.first, run.snapshot_at(step)
    falls: dict[Pair, float] = {}
    ids = {letter: run.tokenizer.encode(letter)[0] for letter in sorted(set().union(*run.corpus.texts))}
    for a in ids:
        drop = probe.distribution(before, a) - probe.distribution(after, a)  # (V,)
        falls |= {(a, b): float(drop[token]) for b, token in ids.items() if (a, b) not in known}
    if not falls or max(falls.values()) <= 0:
        return None
    pair = TYPICAL if falls.get(TYPICAL, 0) > 0 else max(falls, key=lambda pair: falls[pair])
    p = [float(probe.distribution(snapshot, pair[0])[ids[pair[1]]]) for snapshot in run.snapshots]
    return Mistake(pair, np.array(p))
