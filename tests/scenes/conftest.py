"""Runs that really trained, small enough for tests: one on the project's names, some on odd data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gptanim.corpus import Corpus
from gptanim.run import Run, TrainConfig
from gptanim.stage import Exhibit
from gptanim.studio import cast
from gptanim.trainer import train

Measure = Callable[[str, Run], Exhibit]

NAMES = Path(__file__).parents[2] / "data" / "names.txt"
MODEL = {"n_embd": 16, "n_layer": 1, "n_head": 4}


def record(corpus: Corpus, steps: int = 60) -> Run:
    return train(corpus, model=MODEL, train_config=TrainConfig(steps=steps, snapshots=8))


def _cyrillic() -> list[str]:
    rng = np.random.default_rng(1)
    syllables = ["ан", "на", "ми", "ра", "Ко", "ла", "ёл", "жу", "щи", "я", "ев", "Ти"]
    return sorted({"".join(rng.choice(syllables, rng.integers(2, 5))) for _ in range(300)})[:200]


def _long() -> list[str]:
    rng = np.random.default_rng(2)
    return ["".join(rng.choice(list("abcdefghij"), 40)) for _ in range(40)]


def _many_characters() -> list[str]:
    return [chr(0x4E00 + i) + chr(0x4E00 + i * 7 % 250) + chr(0x4E00 + i * 3 % 250) for i in range(250)]


ODD = {
    "five names": ["ada", "alan", "grace", "kurt", "emmy"],
    "one repeated name": ["anna"] * 50,
    "Cyrillic": _cyrillic(),
    "forty letters": _long(),
    "markup": ["<b>bold</b>", "a&amp;b", "\"><img onerror='x'>", "{braces}", "{0}", "$x$", "#let", "\\n", "A B"] * 2,
    "one letter": list("abcdefgh"),
    "large vocabulary": _many_characters(),
}


@pytest.fixture(scope="session")
def names() -> Run:
    """A run on the project's names, long enough to have learned something."""
    return record(Corpus.read(NAMES), steps=200)


@pytest.fixture(scope="session")
def odd_runs() -> dict[str, Run]:
    """Runs on data that a user might bring, by what is odd about it."""
    return {what: record(Corpus.of(texts, name=what), steps=20) for what, texts in ODD.items()}


@pytest.fixture(scope="session")
def exhibit_of() -> Measure:
    """Measure a segment on a run, which takes all of its roles; once, however many tests look at it."""
    kept: dict[tuple[str, int], Exhibit] = {}

    def measure(name: str, run: Run) -> Exhibit:
        if (name, id(run)) not in kept:
            segment: Any = cast.segment(name)
            kept[name, id(run)] = segment.measure(**dict.fromkeys(segment.roles, run))
        return kept[name, id(run)]

    return measure
