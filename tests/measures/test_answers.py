"""An answer while it is learned, looked up again snapshot by snapshot."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.measures.answers import learned
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train

SUMS = ("one plus one equals two", "one plus two equals three", "two plus one equals three")


def run(steps: int, snapshots: int = 6) -> Run:
    training = TrainConfig(steps=steps, snapshots=snapshots, answer_after="equals")
    corpus = Corpus(SUMS, SUMS, SUMS, "by hand")
    return train(corpus, model={"n_embd": 8, "n_head": 2}, tokenizer="word", train_config=training)


def test_what_the_right_answer_got_is_what_the_snapshots_expect() -> None:
    trained = run(steps=40)
    found = learned(trained)
    right = found.labels[found.right]
    assert f"{found.read} {right}" in SUMS
    token = trained.tokenizer.labels.index(right)
    expected = [probe.distribution(trained.snapshot_at(int(step)), found.read)[token] for step in found.steps]
    assert found.p == pytest.approx(np.array(expected), rel=1e-4)


def test_the_likeliest_stand_first_and_the_rest_is_one_share() -> None:
    found = learned(run(steps=40))
    assert found.labels[-1] == "…"
    assert found.probs.sum(axis=1) == pytest.approx(1)
    assert list(found.probs[1, :-1]) == sorted(found.probs[1, :-1], reverse=True)


@pytest.mark.parametrize("snapshots", [2, 3, 6])
def test_three_moments_come_in_order_however_few_snapshots_there_are(snapshots: int) -> None:
    steps = learned(run(steps=12, snapshots=snapshots)).steps
    assert steps[0] == 0
    assert steps[2] == 12
    assert steps[0] < steps[1] <= steps[2]
