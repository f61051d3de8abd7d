"""The mistake is the last one that a run makes where it matters most."""

from __future__ import annotations

from pathlib import Path

import pytest

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.measures.mistake import EXAMPLE, mistake
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train

NAMES = Path(__file__).parents[2] / "data" / "names.txt"
SUMS = [
    "two plus three equals five",
    "one plus one equals two",
    "two plus two equals four",
    "one plus two equals three",
]


@pytest.fixture(scope="module")
def names() -> Run:
    model = {"n_embd": 8, "n_layer": 1, "n_head": 2}
    return train(Corpus.read(NAMES), model=model, train_config=TrainConfig(steps=60, snapshots=6))


@pytest.fixture(scope="module")
def sums() -> Run:
    settings = TrainConfig(steps=40, snapshots=6, answer_after="equals")
    model = {"n_embd": 8, "n_layer": 2, "n_head": 2}
    return train(
        Corpus(tuple(SUMS), tuple(SUMS), tuple(SUMS), "sums"), tokenizer="word", model=model, train_config=settings
    )


def test_the_mistake_is_the_last_wrong_guess_of_the_most_surprising_token(names: Run) -> None:
    case = mistake(names)
    assert case.text == probe.held_out_example(names)
    assert case.position == int(probe.surprise(names.last, case.text).argmax())
    ids = names.last.doc(case.text)
    wrong = [
        s.step
        for s in names.snapshots
        if probe.distributions(s, case.text)[case.position].argmax() != ids[case.position + 1]
    ]
    assert case.snapshot.step == wrong[-1]


def test_where_there_are_answers_it_is_the_first_word_of_one(sums: Run) -> None:
    case = mistake(sums)
    assert (case.text, case.read) == (EXAMPLE, "two plus three equals")


def test_what_a_snapshot_expects_there_is_its_prediction_after_what_was_read(sums: Run) -> None:
    case = mistake(sums)
    assert case.probs(sums.last) == pytest.approx(probe.distribution(sums.last, case.read), abs=1e-5)
    assert sums.tokenizer.label(case.target) == "five"
