"""The course of a training: its loss on a few points, its fast phase and its slow one, and moments to stop at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim.measures.learning import Mistake, fall, fast_phase, first_mistake, known_share, smoothed
from gptanim.run import Run, Snapshot

Floats = npt.NDArray[np.float64]
HEADROOM = 1.12  # how much higher than the greatest loss an axis should end


@dataclass(frozen=True, eq=False)
class Course:
    """A training in two phases.

    at: (N,) steps, half of them in the fast phase. raw, curve: (N,), the loss at these, as it was and smoothed; at the
    end, where no batch follows, that of the last step.
    stops: snapshots evenly chosen in each phase. fast: which of the run's snapshots ends the fast phase. fast_share,
    slow_share: how much of the whole fall each phase brought, 0..1; less than 1 together where the loss rises again.
    mistake: the one that the fast phase cures most.
    """

    run: Run
    at: npt.NDArray[np.int64]
    raw: Floats
    curve: Floats
    stops: tuple[Snapshot, ...]
    fast: int
    fast_share: float
    slow_share: float
    mistake: Mistake | None

    @property
    def steps(self) -> int:
        """How many steps the training has."""
        return len(self.run.train_loss)

    @property
    def fast_steps(self) -> int:
        """How many steps the fast phase has."""
        return self.run.snapshots[self.fast].step

    @property
    def ends(self) -> tuple[Snapshot, ...]:
        """The model before training, after the fast phase and after the slow one."""
        return self.run.first, self.run.snapshots[self.fast], self.run.last

    @property
    def fast_time(self) -> float:
        """The fast phase's share of the steps, 0..1."""
        return self.fast_steps / self.steps

    @property
    def known(self) -> tuple[float, ...]:
        """The shares of the triples in the samples at the three ends that occur in the training texts, 0..1."""
        return tuple(known_share(snapshot.samples, self.run.corpus.train) for snapshot in self.ends)

    @property
    def baseline(self) -> float:
        """The loss of an even guess."""
        return float(np.log(self.run.config.vocab_size))

    @property
    def axis_top(self) -> float:
        """Where an axis should end that holds the smoothed loss and the baseline."""
        return HEADROOM * max(self.baseline, float(self.curve.max()))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what can be drawn, for an exhibit; recorded: the steps of the mistake."""
        snapshots = self.run.snapshots
        return {
            "at": self.at,
            "raw": self.raw,
            "curve": self.curve,
            "stops": np.array([snapshot.step for snapshot in self.stops]),
            "recorded": np.array([snapshot.step for snapshot in snapshots]),
            "top": np.array(self.axis_top),
            "known": np.array(self.known),
            "mistake": np.array([] if self.mistake is None else self.mistake.p),
        }

    def facts(self) -> dict[str, float]:
        """Return its numbers. nudges: of single weights, over all steps."""
        steps, n_params = self.steps, self.run.config.n_params
        shares = {"fast_share": self.fast_share, "slow_share": self.slow_share}
        losses = {"loss_first": float(self.curve[0]), "baseline": self.baseline}
        counts = {"steps": steps, "fast_steps": self.fast_steps, "n_params": n_params, "nudges": steps * n_params}
        known = dict(zip(("known_first", "known_fast", "known_last"), self.known, strict=True))
        return {**counts, **shares, **losses, **known}


def course(run: Run, *, stops: int, points: int) -> Course:
    """Follow a training, with at most so many stops and so many points in each phase beside the first one."""
    curve, fast, end = smoothed(run.train_loss), fast_phase(run), len(run.snapshots) - 1
    chosen = [run.snapshots[i] for i in (*_evenly(0, fast, stops), *_evenly(fast, end, stops)[1:])]
    step, done = run.snapshots[fast].step, fall(curve)  # (steps,)
    at = np.unique(np.linspace([0, 0], [step, len(curve)], points).astype(int))
    read = np.minimum(at, len(curve) - 1)  # after the last step there is no further batch to measure on
    fast_share = float(done[min(step, len(curve) - 1)])
    slow_share = max(0.0, float(done[-1]) - fast_share)
    raw = np.asarray(run.train_loss[read], np.float64)
    mistake = first_mistake(run, step)
    return Course(run, at, raw, curve[read], tuple(chosen), fast, fast_share, slow_share, mistake)


def _evenly(first: int, last: int, parts: int) -> list[int]:
    """Return at most parts + 1 whole numbers from first to last, both included, evenly spread."""
    return sorted(set(np.linspace(first, last, parts + 1).round().astype(int).tolist()))
