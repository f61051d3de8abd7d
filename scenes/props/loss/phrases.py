"""What is said of losses in words that depend on what was measured."""

from __future__ import annotations

import numpy as np

from gptanim.measures.guesses import Guess
from gptanim.measures.text_loss import TextLoss
from gptanim.run import Run
from gptanim.stage import Fact
from scenes.kit.words import compared, whole_percent
from scenes.props.loss.worked import EXAMPLE, FIVE, STOPS


def in_nats(p: float) -> str:
    """Return −log p with two decimals."""
    return f"{abs(float(np.log(p))):.2f}"


def of_guesses(high: Guess, low: Guess) -> dict[str, Fact]:
    """Return what came next had got in either guess."""
    return {"p_high": whole_percent(high.p), "p_low": whole_percent(low.p)}


def of_worked_examples() -> dict[str, Fact]:
    """Return their losses, how much steeper the curve is at the last stop than at the first, and their shares."""
    losses: dict[str, Fact] = {f"loss_{100 * stop:.0f}": in_nats(stop) for stop in STOPS}
    shares = ", ".join(f"{word} {share:.0%}" for word, share in EXAMPLE.items())
    five = in_nats(list(EXAMPLE.values())[FIVE])
    return losses | {
        "steeper": STOPS[0] / STOPS[-1],
        "example": shares,
        "five": five,
        "p_five": f"{EXAMPLE['five']:.0%}",
    }


def of_text(found: TextLoss, text: str, run: Run) -> dict[str, Fact]:
    """Return the text, the mean losses, how the first compares with knowing nothing, and what the other texts are."""
    others = "texts it never saw" if run.corpus.held_out != run.corpus.train else "all its texts"
    near = compared(found.means[0], found.unknowing, within=0.4)
    elsewhere = f"over {others}, {found.others[0]:.2f} became {found.others[1]:.2f}"
    return {**found.facts(), "text": text, "near": near, "others": others, "elsewhere": elsewhere}
