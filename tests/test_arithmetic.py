"""Sums in words: right, fairly split, and marked as a reader of the model's own answers would mark them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptanim import arithmetic
from gptanim.arithmetic import EQUALS, accuracy, operation, question, solved, spell
from gptanim.errors import DataError
from gptanim.run import TrainConfig
from gptanim.sampler import sample
from gptanim.trainer import train

OPERATIONS = {"plus": int.__add__, "minus": int.__sub__, "times": int.__mul__}
VALUES = {spell(number): number for number in range(10_000)}


@pytest.fixture(scope="module")
def corpus():
    return arithmetic.corpus()


@pytest.fixture(scope="module")
def run(corpus):
    settings = TrainConfig(steps=300, answer_after=EQUALS, snapshots=2)
    return train(corpus, tokenizer="word", model={"n_layer": 1, "block_size": 24}, train_config=settings)


def parsed(text):
    """Return a, the operation, b and the result of a text, as numbers."""
    left, result = text.split(f" {EQUALS} ")
    a, b = left.split(f" {operation(text)} ")
    return VALUES[a], operation(text), VALUES[b], VALUES[result]


def test_numbers_are_spelled():
    assert [spell(number) for number in (0, 13, 20, 99, 100, 183, 1000, 9801)] == [
        *("zero", "thirteen", "twenty", "ninety nine", "one hundred", "one hundred eighty three"),
        *("one thousand", "nine thousand eight hundred one"),
    ]
    assert len(VALUES) == 10_000


def test_all_sums_are_there_once_and_right(corpus):
    found = {parsed(text)[:3] for text in corpus.texts}
    assert len(found) == len(corpus.texts)
    for text in corpus.texts:
        a, name, b, result = parsed(text)
        assert OPERATIONS[name](a, b) == result
    assert {(a, b) for a, name, b in found if name == "plus"} == {(a, b) for a in range(100) for b in range(100)}
    assert {(a, b) for a, name, b in found if name == "minus"} == {(a, b) for a in range(100) for b in range(a + 1)}


def test_both_orders_of_a_pair_are_on_the_same_side(corpus):
    train = {parsed(text)[:3] for text in corpus.train}
    held_out = {parsed(text)[:3] for text in corpus.held_out}
    assert train.isdisjoint(held_out)
    for side in (train, held_out):
        assert {(b, name, a) for a, name, b in side if name != "minus"} <= side


def test_a_tenth_of_every_operation_is_held_out(corpus):
    for name in OPERATIONS:
        everything, held = (
            [text for text in part if operation(text) == name] for part in (corpus.texts, corpus.held_out)
        )
        assert len(held) / len(everything) == pytest.approx(0.1, abs=0.02)


def test_a_seed_decides_the_split(corpus):
    assert arithmetic.corpus(0) == corpus
    assert arithmetic.corpus(1).held_out != corpus.held_out


def test_a_text_falls_into_question_and_operation():
    text = "two plus three equals five"
    assert (question(text), operation(text)) == ("two plus three equals", "plus")
    with pytest.raises(DataError, match="no sum"):
        question("two plus three")
    with pytest.raises(DataError, match="no sum"):
        operation("two and three equals five")


def test_marks_are_those_of_the_answers_that_the_model_writes(run):
    texts = run.corpus.held_out[::40] + run.corpus.train[::400]
    rng = np.random.default_rng(0)
    written = [sample(run.last, 1, rng, temperature=0, prompt=question(text))[0] for text in texts]
    marks = [answer == text for answer, text in zip(written, texts, strict=True)]
    assert solved(run.last, texts) == marks
    assert 0 < np.mean(marks) < 1


def test_accuracy_is_told_for_every_operation(run):
    shares = accuracy(run.last, run.corpus)
    assert list(shares) == list(OPERATIONS)
    marks = np.array(solved(run.last, run.corpus.held_out))
    plus = np.array([operation(text) == "plus" for text in run.corpus.held_out])
    assert shares["plus"] == pytest.approx(marks[plus].mean())
    assert accuracy(run.first, run.corpus)["plus"] < shares["plus"]


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_different_numbers_have_different_names(a, b):
    assert (spell(a) == spell(b)) == (a == b)
