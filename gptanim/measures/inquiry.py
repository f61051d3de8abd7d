"""What a run that answers questions has learned: one question all through training, an exam, and an order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim.measures.counting import Counting, counting
from gptanim.measures.exam import Exam, exam
from gptanim.measures.question import Question, question
from gptanim.run import Run

MOMENTS = 12  # snapshots at which the exam is held and the order looked at
ANSWERS, FEW = 8, 4  # to the one question, that are drawn large and small


@dataclass(frozen=True, eq=False)
class Inquiry:
    """moments: (M,) the snapshots of exam and order; the question is asked at all S of them."""

    asked: Question
    exam: Exam
    order: Counting
    moments: tuple[int, ...]

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what can be drawn, by name."""
        drawn = self.asked.arrays(ANSWERS, FEW) | self.exam.arrays() | self.order.arrays()
        return drawn | {"moments": np.array(self.moments)}


def inquire(run: Run) -> Inquiry:
    """Ask, examine and look at the order of tokens."""
    moments = np.unique(np.linspace(0, len(run.snapshots) - 1, MOMENTS).round().astype(int)).tolist()
    return Inquiry(question(run), exam(run, moments), counting(run, moments), tuple(moments))
