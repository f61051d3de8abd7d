"""A mixing board: some of a model's weights, and what the one that does the most does to a prediction."""

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


@dataclass(frozen=True, eq=False)
class Mixing:
    """R × C knobs, and what the model expects after a prompt when one is turned.

    board: row by row; untrained: the values before the first step, (R, C). turned: the knob of the board whose turn,
    from one end to the other, moves the most. probs: (3, V): as it is, and with that knob at either end.
    """

    board: tuple[Knob, ...]
    untrained: Floats
    turned: Knob
    probs: Floats

    @property
    def most(self) -> int:
        """The token whose probability the first knob moves the most."""
        return int(np.argmax(np.abs(self.probs[2] - self.probs[1])))

    def arrays(self, labels: list[str], *, most: int) -> dict[str, npt.NDArray[Any]]:
        """Return the board, the places of the turned knobs, and what is expected of the foremost tokens."""
        ids = foremost(self.probs, most=most, always=[self.most])
        shown, names = gather(self.probs, ids, labels)  # (3, K)
        return {
            "untrained": self.untrained,
            "board": np.array([one.value for one in self.board]).reshape(self.untrained.shape),
            "chosen": np.array([self.turned.row, self.turned.column]),
            "probs": shown,
            "labels": np.array(names),
            "most": np.array(ids.index(self.most)),
        }


def mixing(run: Run, prompt: str, shape: tuple[int, int], *, full: float) -> Mixing:
    """Take the first weights of MATRIX as knobs that can be turned from −full to full."""
    model, (rows, columns) = run.last, shape
    before = probe.distribution(model, prompt).astype(float)  # (V,)
    board = [knob(model, MATRIX, row, column) for row in range(rows) for column in range(columns)]
    chosen = max(board, key=lambda one: float(moved(*sweep(model, one.index, (-full, full), prompt))))
    probs = np.stack([before, *sweep(model, chosen.index, (-full, full), prompt)])
    return Mixing(tuple(board), run.first.params[MATRIX][:rows, :columns].astype(float), chosen, probs)
