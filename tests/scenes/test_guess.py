"""What the segment on guessing claims, asked of the model again."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gptanim import probe
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.guess import KNOWN, UNSEEN, Guess


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Guess.measure(names)


def text(exhibit: Exhibit) -> str:
    return "".join(exhibit["tokens"].tolist()[1:-1])


def test_the_name_was_kept_back(names: Run, exhibit: Exhibit) -> None:
    assert text(exhibit) in names.corpus.held_out
    assert text(exhibit) not in names.corpus.train
    assert exhibit.facts["novelty"] == UNSEEN


def test_a_name_that_was_learned_from_is_called_known(odd_runs: dict[str, Run]) -> None:
    assert Guess.measure(odd_runs["one repeated name"]).facts["novelty"] == KNOWN


def test_what_the_second_letter_got_is_what_the_model_expects_after_the_first(names: Run, exhibit: Exhibit) -> None:
    first, second = text(exhibit)[:2]
    expected = probe.distribution(names.last, first)
    labels = names.tokenizer.labels
    assert exhibit.facts["p_second"] == pytest.approx(float(expected[labels.index(second)]), rel=1e-4)
    verdict = f"but “{labels[int(expected.argmax())]}” {expected.max():.0%}"
    assert exhibit.facts["verdict"] == (verdict if labels[int(expected.argmax())] != second else "more than any other")


def test_the_choice_is_the_exponential_of_the_entropy(names: Run, exhibit: Exhibit) -> None:
    for position, choices in enumerate(exhibit["choices"].tolist()):
        expected = probe.distribution(names.last, text(exhibit)[:position]).astype(float)
        assert math.log(choices) == pytest.approx(-float((expected * np.log(expected)).sum()), abs=1e-4)
    assert exhibit.facts["choices_least"] == min(exhibit["choices"].tolist())
