"""The loss of one text, worked out with a table of logarithms and by other functions."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.measures.text_loss import TextLoss, text_loss
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train


@pytest.fixture(scope="module")
def run() -> Run:
    texts = ("anna", "anne", "ann", "ben", "bea")
    corpus = Corpus(texts, texts, texts, "by hand")
    return train(corpus, model={"n_embd": 8, "n_head": 2}, train_config=TrainConfig(steps=12, snapshots=3))


def test_means_are_the_mean_surprise_before_and_after(run: Run) -> None:
    found = text_loss(run, "anna", longest=9)
    assert found.tokens == (*"anna", "·")
    expected = [float(probe.surprise(snapshot, "anna").mean()) for snapshot in (run.first, run.last)]
    assert found.means == pytest.approx(expected, rel=1e-5)


def test_of_a_long_text_the_beginning_counts(run: Run) -> None:
    found = text_loss(run, "anna", longest=2)
    assert found.tokens == ("a", "n")
    assert found.means[1] == pytest.approx(float(probe.surprise(run.last, "anna")[:2].mean()), rel=1e-5)


def test_facts_name_the_run_s_own_numbers(run: Run) -> None:
    facts = text_loss(run, "anna", longest=9).facts()
    assert facts["size"] == run.config.vocab_size
    assert facts["unknowing"] == pytest.approx(math.log(run.config.vocab_size))
    assert (facts["val_before"], facts["val_after"]) == (run.first.val_loss, run.last.val_loss)


def test_the_axis_holds_five_nats_the_even_guess_and_up_to_eight_of_a_loss() -> None:
    def top(p: float, size: int) -> float:
        return TextLoss(("a",), np.array([[0.5], [p]]), (1.0, 1.0), size).axis_top

    assert top(0.5, 27) == 5
    assert top(math.exp(-6.5), 27) == 7
    assert top(1e-12, 27) == 8
    assert top(0.5, 5000) == math.ceil(math.log(5000) + 1) == 10
