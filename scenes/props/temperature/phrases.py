"""Sentences about temperatures whose words depend on what was measured, so that they stay true of any run."""

from __future__ import annotations

from collections.abc import Sequence

from gptanim.measures.heat import Heated, Writing
from gptanim.stage import Fact
from scenes.kit.words import listed, percent, shortened

NAMES = ("the lowest", "the middle one", "the highest")
CLEAR = 0.02  # shares that differ by less are not told apart


def of_prediction(heated: Heated, settings: Sequence[float]) -> dict[str, Fact]:
    """Return how likely the favourite is, and how many tokens are in play, at the settings: low, one and high."""
    facts: dict[str, Fact] = {}
    for name, setting in zip(("low", "one", "high"), settings, strict=True):
        row = heated.at(setting)
        p = float(heated.probs[row].max())
        facts |= {name: f"{setting:g}", f"p_{name}": percent(p), f"rest_{name}": percent(1 - p)}
        facts[f"choices_{name}"] = f"{heated.choices[row]:.1f}"
    return facts


def of_favourite(text: str) -> str:
    """Return what a model always writes at zero: a text in quotation marks, or that it writes nothing."""
    return f"“{shortened(text, 24)}”" if text else "one without a letter"


def of_copies(writing: Writing, at: Sequence[int]) -> dict[str, Fact]:
    """Return at which of three settings most texts are copies, and how many at each; at: (3,), which they are."""
    count = writing.copied.shape[1]
    copies = [int(writing.copied[k].sum()) for k in at]
    most = [name for name, number in zip(NAMES, copies, strict=True) if number == max(copies)]
    if max(copies) == 0:
        return {"copies": f"At none of them: of {count} names each, not one stands in its training data."}
    if len(most) == 3:
        return {"copies": f"All three alike: {copies[0]} of {count} names each stand in its training data."}
    counts = listed([f"{number}" for number in copies])
    return {"copies": f"Most at {listed(most)}: of {count} names each, {counts} stand in its training data."}


def of_trade(writing: Writing, low: int, high: int) -> dict[str, Fact]:
    """Return what it writes at the first setting, 0, what a low one gains and loses, and what a high one does."""
    real, again = writing.familiar[[low, high]], writing.repeated[[low, high]]
    worse = real[0] - real[1] > CLEAR
    safe = "Low is safe: " if worse and real[0] > 0.5 else "Low: "
    creative = "High is creative: " if worse and again[1] < again[0] else "High: "
    but = ", but" if again[0] > CLEAR else " and"
    only = ", but only" if worse else " and"
    heard = f"{but} {percent(again[0])} of its names repeat"
    return {
        "favourite": of_favourite(str(writing.texts[0, 0])),
        "safe": f"{safe}{percent(real[0])} of its letter triples are real{heard}.",
        "creative": f"{creative}{percent(again[1])} repeat{only} {percent(real[1])} of the triples are real.",
    }
