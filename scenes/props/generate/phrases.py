"""Sentences about writing whose words depend on what was drawn, so that they stay true of any run."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gptanim.measures.writing import Written
from gptanim.stage import Fact
from scenes.kit.words import quoted, shortened, whole_percent

LONGEST, SHOWN = 24, 12  # letters of a text that are spoken, and written


def called(text: str) -> str:
    """Return a text in quotation marks, its beginning when it is long, or that it has no letter."""
    return f"“{shortened(text, LONGEST)}”" if text else "a name without a letter"


def of_draws(written: Written) -> dict[str, Fact]:
    """Return the first draw, and how the text ends."""
    count, letter = len(written.draws), quoted(written.labels[1])
    room = f"After {count} predictions it has filled all that the model can read."
    done = f"Once the draw lands on the end marker, the name is done: {called(written.text)}, in {count} predictions."
    return {
        "name": shortened(written.text, SHOWN) or "·",
        "u": float(written.draws[0]),
        "first": letter,
        "p_first": whole_percent(float(written.probs[0, written.ids[1]])),
        "until": "until the end comes" if written.finished else "until all room is filled",
        "ending": done if written.finished else room,
        "short": count,
    }


def of_many(texts: Sequence[Written], train: Collection[str]) -> dict[str, Fact]:
    """Return how many texts there are, what they cost, and a clause on how many stand in the training data."""
    count, predictions = len(texts), sum(len(text.draws) for text in texts)
    copied = sum(text.text in train for text in texts)
    some = {0: "none stands", 1: "one stands", count: "all stand"}.get(copied, f"{copied} stand")
    return {"count": count, "predictions": predictions, "copies": f"{some} in its training data"}
