"""A text read token by token, held to counting and to logarithms."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gptanim.corpus import Corpus
from gptanim.reading import OTHERS, read, shortlist
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train


@pytest.fixture(scope="module")
def run() -> Run:
    texts = ("anna", "berta", "cid", "dora", "emil")
    corpus = Corpus(texts, texts, texts, "by hand")
    return train(corpus, model={"n_embd": 8, "n_head": 2}, train_config=TrainConfig(steps=12, snapshots=3))


def test_choices_are_the_exponential_of_the_entropy(run: Run) -> None:
    reading = read(run.last, "anna")
    assert reading.choices == pytest.approx([math.prod(p**-p for p in row) for row in reading.probs.tolist()])


def test_what_was_read_before_the_first_letter_is_the_marker(run: Run) -> None:
    reading = read(run.last, "anna")
    assert [reading.before(position) for position in range(5)] == ["·", "a", "an", "ann", "anna"]


def test_a_short_vocabulary_is_listed_whole(run: Run) -> None:
    reading = read(run.last, "anna")
    shown = shortlist(reading, run.tokenizer.labels)
    assert shown.labels == run.tokenizer.labels
    assert shown.probs == pytest.approx(reading.probs)
    assert [shown.labels[i] for i in shown.targets] == [*"anna", "·"]


def test_a_shortlist_holds_what_came_next_and_what_must_be_there(run: Run) -> None:
    reading, labels = read(run.last, "anna"), run.tokenizer.labels
    shown = shortlist(reading, labels, at=slice(1, 3), most=5, always=[labels.index("m")])
    assert shown.probs.shape == (2, len(shown.labels)) == (2, 5)
    assert {"n", "m", OTHERS} < set(shown.labels)
    assert [shown.labels[i] for i in shown.targets] == ["n", "n"]
    assert np.allclose(shown.probs.sum(axis=1), 1)
    assert shown.probs[[0, 1], shown.targets] == pytest.approx(reading.p[1:3])
