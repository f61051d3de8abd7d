"""What the tokens of one text cost a model before training and after, beside what knowing nothing costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim.reading import read
from gptanim.run import Run

Floats = npt.NDArray[np.float64]
LEAST = 1e-12  # a probability below it counts as this one
AXIS = (5.0, 8.0)  # the least top of an axis for losses, and how far improbable tokens may raise it


@dataclass(frozen=True, eq=False)
class TextLoss:
    """Losses, −log p, in nats, before training and after.

    tokens: (T,), each predicted from those before it. p: (2, T), what they got. others: the mean losses of all
    held-out texts.
    """

    tokens: tuple[str, ...]
    p: Floats
    others: tuple[float, float]
    vocab_size: int

    @property
    def means(self) -> tuple[float, float]:
        """The mean loss before training and after."""
        before, after = -np.log(self.p).mean(axis=1)
        return float(before), float(after)

    @property
    def unknowing(self) -> float:
        """The loss of an even guess among the whole vocabulary."""
        return float(np.log(self.vocab_size))

    @property
    def axis_top(self) -> float:
        """Where an axis should end that holds the losses; a few greater ones may stand at its upper edge."""
        return float(np.ceil(max(AXIS[0], self.unknowing + 1, min(AXIS[1], -np.log(self.p).min()))))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return all that can be drawn, by name."""
        return {"tokens": np.array(self.tokens), "p": self.p, "top": np.array(self.axis_top)}

    def facts(self) -> dict[str, float]:
        """Return what can be said of the mean losses, and of the even guess."""
        found = {"size": self.vocab_size, "unknowing": self.unknowing}
        found |= dict(zip(("before", "after"), self.means, strict=True))
        return found | dict(zip(("val_before", "val_after"), self.others, strict=True))


def text_loss(run: Run, text: str, *, longest: int) -> TextLoss:
    """Return what a text, or its first ``longest`` characters, costs the first and the last snapshot."""
    before, after = (read(snapshot, text, longest=longest) for snapshot in (run.first, run.last))
    p, others = np.maximum([before.p, after.p], LEAST), (run.first.val_loss, run.last.val_loss)
    return TextLoss(before.tokens[1:], p, others, run.tokenizer.vocab_size)
