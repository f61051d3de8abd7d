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
    """Return the first draw, the second as a sentence, and how the text ends."""
    labels, draws, count = written.labels, written.draws.tolist(), len(written.draws)
    first = float(written.probs[0, written.ids[1]])
    second = (
        f"The next number, {draws[1]:.2f}, lands on {quoted(labels[2])}." if count > 1 else "Here, nothing follows."
    )
    room = f"After {count} predictions it has filled all that the model can read."
    done = f"Once the draw lands on the end marker, the name is done: {called(written.text)}, in {count} predictions."
    return {
        "name": shortened(written.text, SHOWN) or "·",
        "u": draws[0],
        "first": quoted(labels[1]),
        "p_first": whole_percent(first),
        "second": second,
        "ending": done if written.finished else room,
        "short": count,
        "short_name": called(written.text),
    }


def of_many(texts: Sequence[Written], train: Collection[str]) -> dict[str, Fact]:
    """Return how many texts there are, what they cost, and a sentence on how many stand in the training data."""
    count, predictions = len(texts), sum(len(text.draws) for text in texts)
    copied = sum(text.text in train for text in texts)
    known = f"{copied} of them {'stands' if copied == 1 else 'stand'} in its training data, the others are its own."
    if copied in (0, count):
        known = f"{'None of them stands' if copied == 0 else 'All of them stand'} in its training data."
    return {"count": count, "predictions": predictions, "each": predictions / count, "copies": known}
