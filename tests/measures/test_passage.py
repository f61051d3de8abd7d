"""The passage of a prompt agrees with the weights it went through."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import arithmetic, probe
from gptanim.corpus import Corpus
from gptanim.measures.passage import PROMPT, passage
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train


@pytest.fixture(scope="module")
def run() -> Run:
    texts = arithmetic.corpus(0).texts[:600]
    corpus = Corpus.of([*texts, "two plus three equals five"], name="sums")
    settings = TrainConfig(steps=20, batch_size=8, snapshots=2)
    return train(corpus, tokenizer="word", model={"n_embd": 8, "n_head": 2, "n_layer": 2}, train_config=settings)


def test_the_answer_is_what_the_model_expects_next(run: Run) -> None:
    found = passage(run)
    assert found.prompt == PROMPT
    assert found.tokens == ("·", *PROMPT.split())
    probs = probe.distribution(run.last, PROMPT)
    assert found.p == pytest.approx(np.sort(probs)[::-1][:5])
    assert found.answers[0] == run.tokenizer.label(int(probs.argmax()))


def test_the_stream_after_the_last_mlp_gives_the_logits(run: Run) -> None:
    found, probs = passage(run), probe.distribution(run.last, PROMPT)
    logits = found.transformed[-1] @ run.last.params["head"]
    expected = np.exp(logits - logits.max())
    assert expected / expected.sum() == pytest.approx(probs, rel=1e-4)


def test_the_unit_is_the_most_active_one_and_its_sum_is_right(run: Run) -> None:
    found = passage(run)
    stream = found.attended[-1]
    read = stream / np.sqrt((stream**2).mean() + 1e-5)
    sums = read @ run.last.params["layer1.up"]
    assert found.total == pytest.approx(float(found.inputs @ found.weights), rel=1e-4)
    assert found.output == pytest.approx(max(0.0, float(sums.max())), rel=1e-3)


def test_a_model_without_these_words_reads_a_frequent_beginning() -> None:
    corpus = Corpus.of(["anna", "anne", "ben", "bert", "annika"], name="few")
    run = train(corpus, model={"n_embd": 8, "n_head": 2}, train_config=TrainConfig(steps=2, snapshots=2))
    assert passage(run).prompt == probe.frequent_prefix(run, 3)
