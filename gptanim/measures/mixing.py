"""A mixing board: some of a model's weights, the one that does the most, and what others do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.measures.knobs import Knob, knob, moved, sweep
from gptanim.reading import foremost, gather
from gptanim.run import Run

Floats = npt.NDArray[np.float64]
MATRIX = "layer0.down"  # the MLP's way out
MIDDLING = 4  # knobs of middling effect


@dataclass(frozen=True, eq=False)
class Mixing:
    """R × C knobs, and what the model expects after a prompt when one is turned.

    board: row by row. turned: the knob whose turn, from one end to the other, moves the most, then those of middling
    effect. probs: (3 + MIDDLING, V): as it is; the first knob at both its ends; each of the others at its upper end.
    tried: how much probability is moved by each of some weights all over the model.
    """

    prompt: str
    shape: tuple[int, int]
    board: tuple[Knob, ...]
    turned: tuple[Knob, ...]
    probs: Floats
    tried: Floats

    @property
    def most(self) -> int:
        """The token whose probability the first knob moves the most."""
        return int(np.argmax(np.abs(self.probs[2] - self.probs[1])))

    def arrays(self, labels: list[str], *, most: int) -> dict[str, npt.NDArray[Any]]:
        """Return the board, the places of the turned knobs, and what is expected of the foremost tokens."""
        ids = foremost(self.probs, most=most, always=[self.most])
        shown, names = gather(self.probs, ids, labels)  # (3 + MIDDLING, K)
        return {
            "board": np.array([one.value for one in self.board]).reshape(self.shape),
            "chosen": np.array([[one.row, one.column] for one in self.turned]),
            "probs": shown,
            "labels": np.array(names),
            "most": np.array(ids.index(self.most)),
        }


def mixing(run: Run, prompt: str, shape: tuple[int, int], *, full: float, tried: int) -> Mixing:
    """Take the first weights of MATRIX as knobs that can be turned from −full to full.

    tried: how many other weights, spread evenly over the whole model, are turned to full one at a time.
    """
    model, (rows, columns) = run.last, shape
    before = probe.distribution(model, prompt).astype(float)  # (V,)
    board = [knob(model, MATRIX, row, column) for row in range(rows) for column in range(columns)]
    ends = [moved(*sweep(model, one.index, (-full, full), prompt)) for one in board]
    chosen, start = board[int(np.argmax(ends))], len(board) // 2 - MIDDLING // 2
    usual = [board[i] for i in np.argsort(ends)[start : start + MIDDLING].tolist()]
    low, high = sweep(model, chosen.index, (-full, full), prompt)
    others = [sweep(model, one.index, (full,), prompt)[0] for one in usual]
    everywhere = np.linspace(0, run.config.n_params - 1, tried).astype(int).tolist()
    after = np.concatenate([sweep(model, index, (full,), prompt) for index in everywhere])
    probs = np.stack([before, low, high, *others])
    return Mixing(prompt, shape, tuple(board), (chosen, *usual), probs, moved(before, after))
