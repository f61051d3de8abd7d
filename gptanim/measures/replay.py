"""A training, run again: a run keeps neither its batches nor what its optimizer remembered, but its seed gives both."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, tee

import numpy as np

from gptanim.batches import Batch, packed_batches
from gptanim.model import Params, init_params
from gptanim.run import Run
from gptanim.trainer import updates


@dataclass(frozen=True, eq=False)
class Step:
    """One step of a training: its batch, the weights before they move, their gradients, and the batch's loss."""

    batch: Batch
    params: Params
    grads: Params
    loss: float

    @property
    def docs(self) -> list[list[int]]:
        """The texts of the batch, in order, as token ids with both markers."""
        batch, found = self.batch, []
        for text in dict.fromkeys(batch.texts[batch.texts >= 0].tolist()):
            here = batch.texts == text
            found.append([*batch.ids[here].tolist(), int(batch.targets[here][-1])])
        return found


def replay(run: Run, first: int, last: int) -> list[Step]:
    """Train a run again and return its steps from first to last, both included.

    The first step is 0; step run.train_config.steps is the round after the last update. On another machine the
    weights may differ from the recorded ones by rounding.
    """
    settings = run.train_config
    rng = np.random.default_rng(settings.seed)
    params = init_params(run.config, rng)
    docs = [run.tokenizer.with_markers(text) for text in run.corpus.train]
    after = run.tokenizer.encode(settings.answer_after)[0] if settings.answer_after else None
    ours, its = tee(packed_batches(docs, run.config.block_size, settings.batch_size, rng, after))
    rounds = zip(ours, updates(params, its, settings), strict=False)  # both are endless enough
    return [
        Step(batch, Params(params.flat.copy(), run.config), grads, loss)
        for batch, (loss, grads) in islice(rounds, first, last + 1)
    ]
