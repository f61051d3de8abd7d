"""The passage of a prompt agrees with the weights it went through."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import arithmetic, probe
from gptanim.corpus import Corpus
from gptanim.measures.passage import PROMPT, continuations, passage
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train


@pytest.fixture(scope="module")
def run() -> Run:
    texts = arithmetic.corpus(0).texts[:600]
    corpus = Corpus.of([*texts, "two plus three equals five"], name="sums")
    settings = TrainConfig(steps=20, batch_size=8, snapshots=2)
    return train(corpus, tokenizer="word", model={"n_embd": 8, "n_head": 2, "n_layer": 2}, train_config=settings)


def test_the_prompt_is_read_whole_through_all_stages(run: Run) -> None:
    found = passage(run)
    assert found.prompt == PROMPT
    assert found.tokens == ("·", *PROMPT.split())
    assert found.stages == ("embedding", "attention", "MLP", "attention", "MLP")


def test_the_stream_after_the_last_mlp_gives_the_logits(run: Run) -> None:
    logits = passage(run).streams[-1, -1] @ run.last.params["head"]
    expected = np.exp(logits - logits.max())
    assert expected / expected.sum() == pytest.approx(probe.distribution(run.last, PROMPT), rel=1e-4)


def test_directions_have_one_length(run: Run) -> None:
    assert np.square(passage(run).directions).mean(axis=-1) == pytest.approx(1, rel=1e-3)


def test_the_unit_is_the_most_active_one_and_its_terms_are_its_greatest_products(run: Run) -> None:
    found = passage(run)
    stream = found.streams[1, -1]
    sums = (stream / np.sqrt((stream**2).mean() + 1e-5)) @ run.last.params["layer0.up"]
    assert found.unit.output == pytest.approx(max(0.0, float(sums.max())), rel=1e-3)
    greatest = sorted(np.abs(found.unit.products), reverse=True)[:3]
    assert sorted(np.abs(found.terms(3).prod(axis=1)), reverse=True) == pytest.approx(greatest, rel=1e-5)


def test_a_prompt_goes_on_as_in_the_texts(run: Run) -> None:
    assert continuations(run, PROMPT) == {"five"}
    assert continuations(run, "two plus") == {t.split()[2] for t in run.corpus.texts if t.startswith("two plus ")}


def test_a_model_without_these_words_reads_a_frequent_beginning() -> None:
    corpus = Corpus.of(["anna", "anne", "ben", "bert", "annika"], name="few")
    run = train(corpus, model={"n_embd": 8, "n_head": 2}, train_config=TrainConfig(steps=2, snapshots=2))
    assert passage(run).prompt == probe.frequent_prefix(run, 3)
