"""One real step of a training, stage by stage, on one text of its batch; and what the next steps make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.activations import activations
from gptanim.batches import pad
from gptanim.blame import Blame, blame_of
from gptanim.measures.learning import smoothed
from gptanim.measures.replay import Step, replay
from gptanim.model import loss
from gptanim.reading import foremost, gather
from gptanim.run import Run, Snapshot

Floats = npt.NDArray[np.float64]
USUAL = 6  # letters of the text that is followed, where the batch has such a one
ROWS, COLUMNS = 8, 12  # of the cut of a matrix around its most blamed weight


@dataclass(frozen=True, eq=False)
class OneStep:
    """A step in the middle of a run, and the guess of the last shown letter of one text in its batch.

    steps: this one, the ``more`` after it, and the round after those. model: its weights before the step. ids:
    (N + 1,) of the start marker, of what was read, and of what came next. text: all of it.
    """

    run: Run
    number: int
    steps: tuple[Step, ...]
    model: Snapshot
    text: str
    ids: tuple[int, ...]
    blame: Blame

    @property
    def more(self) -> int:
        """How many steps are looked at."""
        return len(self.steps) - 1

    @property
    def probs(self) -> Floats:
        """What is expected after the letters read, (V,)."""
        return np.asarray(probe.distributions(self.model, self.text)[len(self.ids) - 2], np.float64)

    @property
    def text_losses(self) -> Floats:
        """The mean loss of the text before the step, and after each; (more + 1,)."""
        batch = pad([self.model.doc(self.text)])
        return np.array([loss(step.params, self.run.config, batch) for step in self.steps])

    @property
    def batch_losses(self) -> tuple[float, float]:
        """The loss of the step's batch, before the step and after."""
        return self.steps[0].loss, loss(self.steps[1].params, self.run.config, self.steps[0].batch)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return all that is drawn: what stands at each stage, of N tokens read, and K expected ones.

        tokens: (N + 1,) with what came next. ids: (N,). letters, places: (N, C), rows of both embeddings. attention:
        (N,), of the last token read, mean over all heads. copy, added: (C,) and hidden: (4C,), of the last MLP
        there. labels, probs: (K,); target: which of them came next. share: (4,), of the squared gradient, by stage.
        moves: how far the most blamed weight and those around it move; spot: its row and column there. batch: the
        texts of the batch, the followed one first. text_losses: (more + 1,).
        """
        labels, at = self.run.tokenizer.labels, len(self.ids) - 2
        flow, params = activations(self.model, self.text), self.model.params
        ids = foremost(self.probs[None], always=[self.ids[-1]])
        probs, names = gather(self.probs[None], ids, labels)
        moves, spot = self._moves()
        look = probe.attention(self.model, self.text).mean(axis=(0, 1))[at, : at + 1]
        vectors = {"letters": params["wte"][list(self.ids[:-1])], "places": params["wpe"][: at + 1]}
        vectors |= {"copy": flow.mlp_in[-1, at], "hidden": flow.hidden[-1, at], "added": flow.added[-1, at]}
        vectors |= {"attention": look, "share": self.blame.share, "moves": moves}
        found: dict[str, npt.NDArray[Any]] = {name: np.asarray(v, np.float64) for name, v in vectors.items()}
        found |= {"tokens": np.array([labels[i] for i in self.ids]), "ids": np.array(self.ids[:-1])}
        found |= {"labels": np.array(names), "probs": probs[0], "target": np.array(ids.index(self.ids[-1]))}
        decode = self.run.tokenizer.decode
        ours = [self.text, *(decode(doc[1:-1]) for doc in self.steps[0].docs)]
        found |= {"batch": np.array(list(dict.fromkeys(ours)))}
        return found | {"spot": spot, "text_losses": self.text_losses}

    def numbers(self) -> dict[str, float]:
        """Return what can be said of the step. slope: the greatest gradient; old, new: its weight before and after."""
        p, (before, after) = float(self.probs[self.ids[-1]]), self.batch_losses
        slope = self.blame.guiltiest(1)[0]
        old, new = (float(step.params[slope.name][slope.row, slope.column]) for step in self.steps[:2])
        found: dict[str, float] = {"number": self.number + 1, "steps": self.run.train_config.steps, "more": self.more}
        found |= {"texts": len(self.steps[0].docs), "guesses": int(self.steps[0].batch.weights.sum())}
        found |= {"p": p, "loss": -float(np.log(max(p, 1e-12))), "before": before, "after": after}
        fired = activations(self.model, self.text).fires[-1, len(self.ids) - 2]
        found |= {"fired": int(fired.sum()), "units": len(fired), "level": float(np.log(self.run.config.vocab_size))}
        found |= {"width": self.run.config.n_embd, "n_params": self.run.config.n_params}
        losses = self.text_losses
        found |= {"text_before": float(losses[0]), "text_after": float(losses[-1])}
        return {**found, "slope": slope.gradient, "old": old, "new": new}

    def course(self, points: int) -> dict[str, Floats]:
        """Return the whole training: at, (N,), steps from 1 on, and curve, (N,), the loss, smoothed.

        Half of the points lie before the last of the steps that are looked at.
        """
        count, pause = len(self.run.train_loss), self.number + self.more
        at = np.unique(np.linspace([0, 0], [min(pause, count - 1), count - 1], points).astype(int))
        return {"at": at + 1.0, "curve": smoothed(self.run.train_loss)[at]}

    def _moves(self) -> tuple[Floats, npt.NDArray[np.int64]]:
        """Return a cut of the moves of the most blamed weight's matrix, and the weight's place in it."""
        worst = self.blame.guiltiest(1)[0]
        moves = self.steps[1].params[worst.name].astype(float) - self.steps[0].params[worst.name]
        top = max(0, min(worst.row - ROWS // 2, len(moves) - ROWS))
        left = max(0, min(worst.column - COLUMNS // 2, moves.shape[1] - COLUMNS))
        cut = moves[top : top + ROWS, left : left + COLUMNS]
        return cut, np.array([worst.row - top, worst.column - left])


def one_step(run: Run, *, more: int, longest: int) -> OneStep:
    """Take the step after the middle one of a run's snapshots, and ``more`` steps, or as many as there are.

    Followed is the text of the batch whose length is nearest to USUAL, the first of ties, and in it the guess of its
    last letter, or of the last among its first ``longest`` letters.
    """
    middle = run.snapshots[(len(run.snapshots) - 1) // 2]
    number = middle.step
    steps = replay(run, number, min(number + more, run.train_config.steps))
    docs = steps[0].docs
    doc = min(docs, key=lambda doc: abs(len(doc) - 2 - USUAL))
    before = replace(middle, params=steps[0].params)
    ids, text = tuple(doc[: min(len(doc) - 1, longest + 1)]), run.tokenizer.decode(doc[1:-1])
    return OneStep(run, number, tuple(steps), before, text, ids, blame_of(before, steps[0].batch))
