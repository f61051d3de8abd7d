"""Guesses that are looked for, found again by asking the model."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.measures.guesses import Guess, nearest
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train


@pytest.fixture(scope="module")
def run() -> Run:
    texts = ("anna", "anne", "ann", "ben", "bea")
    corpus = Corpus(texts, texts, texts, "by hand")
    return train(corpus, model={"n_embd": 8, "n_head": 2}, train_config=TrainConfig(steps=60, snapshots=3))


def test_no_guess_within_a_text_is_nearer_than_the_one_found(run: Run) -> None:
    within = [
        float(probe.distribution(run.last, text[:i])[run.tokenizer.encode(text[i])[0]])
        for text in run.corpus.held_out
        for i in range(1, len(text))
    ]
    for goal in (0.9, 0.4, 0.02):
        (found,) = nearest(run, [goal], longest=9, most=12)
        assert abs(found.p - goal) <= min(abs(p - goal) for p in within) + 1e-6


def test_a_guess_is_what_the_model_expects_after_what_it_read(run: Run) -> None:
    for found in nearest(run, (0.9, 0.02), longest=9, most=12):
        read, came = "".join(found.tokens[1:-1]), found.tokens[-1]
        assert found.labels[found.target] == came
        expected = [probe.distribution(snapshot, read) for snapshot in (run.first, run.last)]
        assert any(np.allclose(found.probs, probs, atol=1e-6) for probs in expected)


def test_arrays_for_an_exhibit_bear_the_guess_s_name() -> None:
    arrays = Guess(("·", "a"), ("a", "b"), np.array([0.4, 0.6]), 0).arrays("high")
    assert arrays["high_tokens"].tolist() == ["·", "a"]
    assert arrays["high_target"] == 0
    assert set(arrays) == {"high_tokens", "high_labels", "high_probs", "high_target"}
