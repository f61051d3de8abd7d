"""Sentences about temperatures whose words depend on what was measured, so that they stay true of any run."""

from __future__ import annotations

from collections.abc import Sequence

from gptanim.measures.heat import Heated, Writing
from gptanim.stage import Fact
from scenes.kit.words import percent, shortened

CLEAR = 0.02  # shares that differ by less are not told apart


def of_prediction(heated: Heated, settings: Sequence[float]) -> dict[str, Fact]:
    """Return how likely the favourite is at the settings: low, one and high."""
    facts: dict[str, Fact] = {}
    for name, setting in zip(("low", "one", "high"), settings, strict=True):
        p = float(heated.probs[heated.at(setting)].max())
        facts |= {name: f"{setting:g}", f"p_{name}": percent(p), f"rest_{name}": percent(1 - p)}
    return facts


def of_favourite(text: str) -> str:
    """Return what a model always writes at zero: a text in quotation marks, or that it writes nothing."""
    return f"“{shortened(text, 24)}”" if text else "one without a letter"


def of_writing(writing: Writing, low: int, high: int) -> dict[str, Fact]:
    """Return what it writes at the first setting, 0, how much it copies at two others, and what these gain and lose."""
    real, again = writing.familiar[[low, high]], writing.repeated[[low, high]]
    fell = real[0] - real[1] > CLEAR and again[1] < again[0]
    triples, repeats = (f"from {percent(ends[0])} to {percent(ends[1])}" for ends in (real, again))
    plain = f"From low to high, real letter triples go {triples}, repeats {repeats}."
    safe = (
        f"Low is safe, high creative: real letter triples fall to {percent(real[1])}, repeats to {percent(again[1])}."
    )
    return {
        "favourite": of_favourite(str(writing.texts[0, 0])),
        "written": writing.copied.shape[1],
        "copied_low": int(writing.copied[low].sum()),
        "copied_high": int(writing.copied[high].sum()),
        "trade": safe if fell else plain,
        "more_trade": plain if fell else "",
    }
