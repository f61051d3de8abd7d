"""Probes: identities that predictions, surprise, entropy and attention must meet."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.errors import DataError
from gptanim.run import TrainConfig
from gptanim.tokenizer import MARKER
from gptanim.trainer import train

NAMES = Path(__file__).parents[1] / "data" / "names.txt"
CORPUS = Corpus.of(NAMES.read_text().split()[::20], name="some")
RUN = train(CORPUS, model={"n_layer": 2}, train_config=TrainConfig(steps=150, snapshots=3))
NAME = st.text("abcdefghijklmnopqrstuvwxyz", max_size=15)


@given(NAME)
def test_probabilities_sum_to_1_at_every_position(text):
    probs = probe.distributions(RUN.last, text)
    assert probs.shape == (len(text) + 1, 27)
    np.testing.assert_allclose(probs.sum(axis=-1), 1, rtol=1e-5)


@given(NAME)
def test_a_longer_text_does_not_change_earlier_predictions(text):
    np.testing.assert_allclose(
        probe.distributions(RUN.last, text)[: len(text) // 2 + 1],
        probe.distributions(RUN.last, text[: len(text) // 2]),
        rtol=1e-4,
        atol=1e-7,
    )


@given(NAME)
def test_attention_is_a_distribution_over_the_past(text):
    weights = probe.attention(RUN.last, text)
    assert weights.shape == (2, 4, len(text) + 1, len(text) + 1)
    np.testing.assert_allclose(weights.sum(axis=-1), 1, rtol=1e-5)
    assert (np.triu(weights, k=1) == 0).all()


def test_distribution_is_the_last_of_distributions():
    np.testing.assert_array_equal(probe.distribution(RUN.last, "ann"), probe.distributions(RUN.last, "ann")[-1])


def test_loss_is_the_mean_surprise():
    texts = ["anna", "bo", "", "christopher"]
    surprises = np.concatenate([probe.surprise(RUN.last, text) for text in texts])
    assert len(surprises) == sum(len(text) + 1 for text in texts)
    assert probe.loss(RUN.last, texts) == pytest.approx(surprises.mean(), rel=1e-5)
    with pytest.raises(DataError, match="at least one text"):
        probe.loss(RUN.last, [])


def test_entropy_of_known_distributions():
    table = np.array([[0.25] * 4, [1, 0, 0, 0], [0.5, 0.5, 0, 0]])
    np.testing.assert_allclose(probe.entropy(table), [np.log(4), 0, np.log(2)])
    np.testing.assert_allclose(probe.entropy(table.T, axis=0), [np.log(4), 0, np.log(2)])


def test_attention_scores_lead_to_the_weights():
    found = probe.attention_scores(RUN.last, "anna")
    assert found.q.shape == found.k.shape == (2, 4, 5, 8)
    by_hand = np.exp(found.scores) * np.tri(5)
    np.testing.assert_allclose(found.weights, by_hand / by_hand.sum(axis=-1, keepdims=True), rtol=1e-4, atol=1e-7)
    assert found.scores[1, 2, 3, 1] == pytest.approx(found.q[1, 2, 3] @ found.k[1, 2, 1] / np.sqrt(8), rel=1e-5)
    np.testing.assert_array_equal(found.weights, probe.attention(RUN.last, "anna"))


def test_copies_are_counted_verbatim():
    assert probe.generated_copies(["anna", "ann", "ben", "ben"], ["anna", "ben", "cara"]) == 0.75
    assert probe.generated_copies([], ["anna"]) == 0


def test_the_frequent_prefix_begins_most_training_texts():
    prefix = probe.frequent_prefix(RUN, 2)
    count = sum(text.startswith(prefix) for text in CORPUS.train)
    for text in CORPUS.train:
        assert sum(other.startswith(text[:2]) for other in CORPUS.train) <= count
    assert len(probe.frequent_prefix(RUN, 99)) == max(map(len, CORPUS.train))
    assert probe.frequent_prefix(RUN, 0) == ""


def test_next_counts_are_those_of_the_data():
    assert probe.next_counts(["ann", "anna", "annb", "annb", "bob"], "ann") == {"b": 2, "a": 1, MARKER: 1}
    assert list(probe.next_counts(["b", "a", "cc", "cd"], "")) == ["c", "a", "b"]
    assert probe.next_counts(["a"], "x") == {}


def test_the_held_out_example_is_chosen_by_its_rule():
    text = probe.held_out_example(RUN)
    assert text in CORPUS.held_out
    assert 5 <= len(text) <= 9

    def fall(text):
        nats = probe.entropy(probe.distributions(RUN.last, text))
        half = (len(nats) + 1) // 2
        return nats[:half].mean() - nats[half:].mean()

    rivals = [rival for rival in CORPUS.held_out if 5 <= len(rival) <= 9]
    assert fall(text) == pytest.approx(max(map(fall, rivals)), rel=1e-5)
    assert probe.held_out_example(RUN, min_length=98, max_length=99) in CORPUS.held_out


def test_a_text_that_cannot_be_read_is_refused():
    with pytest.raises(DataError, match="is 16 tokens long; this model reads at most 15"):
        probe.attention(RUN.last, "a" * 16)
    with pytest.raises(DataError, match="'É', which the model never saw"):
        probe.surprise(RUN.last, "É")
