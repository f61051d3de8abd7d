"""What is said of a question's way through a network, in words that depend on what was measured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gptanim.activations import Unit
from gptanim.measures.lens import Hits
from gptanim.measures.passage import Passage
from gptanim.model import GPTConfig
from gptanim.stage import Array
from scenes.kit.words import numeral, percent, quoted

COUNT = ("no layers", "one layer", "two layers", "three layers", "four layers")


def of_passage(found: Passage, config: GPTConfig) -> dict[str, str | int]:
    """Return who looks where, and how many units and layers there are."""
    named = ["the start marker", *map(quoted, found.tokens[1:])]
    layers = COUNT[config.n_layer] if config.n_layer < len(COUNT) else f"{config.n_layer} layers"
    return {
        "last": named[-1],
        "favourite": named[found.favourite],
        "p_favourite": percent(float(found.attention[1, -1, found.favourite])),
        "units": 4 * config.n_embd,
        "layers": layers,
    }


def of_unit(unit: Unit) -> dict[str, str]:
    """Return the unit's sum, and whether it passes on."""
    passes = unit.output > 0
    return {
        "total": numeral("{:.2f}", unit.total),
        "verdict": "above zero, the sum passes on" if passes else "below zero, nothing passes on",
    }


def of_hits(found: Hits, shares: Array, said: Sequence[str], p_answer: float) -> dict[str, str | int]:
    """Return what is said after each stage, and how often that is right; shares: (S,)."""
    things = "answer" if found.answers else "prediction"
    names = [quoted(word) for word in said]
    return {
        "said": f"{', '.join(names[:-1])}, and at last {names[-1]}",
        "answer": names[-1],
        "p_answer": percent(p_answer),
        "count": found.count,
        "cases": f"{found.count:,} {things}{'s' * (found.count != 1)} held back",
        "first": percent(float(shares[0])),
        "trend": f"the model is right {_trend(shares)} often",
        "after": percent(float(shares[-1])),
    }


def _trend(shares: Array) -> str:
    if shares[-1] <= shares[0]:
        return "as" if shares[-1] == shares[0] else "less"
    return "more and more" if (np.diff(shares) > 0).all() else "more"
