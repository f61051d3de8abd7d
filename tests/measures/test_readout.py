"""Readout: vector times head gives what the model predicts, whatever stands before the head."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.measures.readout import readout, softmax, undecided
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train

WORDS = ["charlotte", "ada", "oscar", "emmy", "kurt", "lee"]


def run_with(**model: bool) -> Run:
    shape = {"n_embd": 12, "n_head": 3, **model}
    return train(Corpus.of(WORDS, name="some"), model=shape, train_config=TrainConfig(steps=4, snapshots=3))


@pytest.mark.parametrize("model", [{}, {"tied": True}, {"final_norm": True}])
def test_softmax_of_the_logits_is_what_the_model_predicts(model: dict[str, bool]) -> None:
    run = run_with(**model)
    found = readout(run.last, "osc")
    assert found.tokens == ("·", "o", "s", "c")
    np.testing.assert_allclose(softmax(found.logits), probe.distribution(run.last, "osc"), atol=1e-5)


def test_softmax_sees_differences_only() -> None:
    logits = np.array([1.0, 2.0, 4.0])
    np.testing.assert_allclose(softmax(logits + 1000), softmax(logits))
    np.testing.assert_allclose(softmax(np.log([1.0, 2.0, 5.0])), [0.125, 0.25, 0.625])


def test_terms_are_the_greatest_products_in_the_order_of_the_vector() -> None:
    found = readout(run_with().last, "a")
    products = [x * w for x, w in found.terms(1, most=12)]
    assert sum(products) == pytest.approx(found.logits[1])
    greatest = {round(abs(x * w), 9) for x, w in found.terms(1)}
    assert greatest == {round(value, 9) for value in sorted(map(abs, products))[-3:]}


def test_an_undecided_beginning_has_at_least_one_letter_and_no_more_than_asked() -> None:
    run = run_with()
    assert 1 <= len(undecided(run, longest=1)) <= 1
    assert probe.held_out_example(run, max_length=9).startswith(undecided(run, longest=9))
