"""Texture: tables that can be counted by hand, and a model's table that meets the data's as it learns."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptanim import probe, texture
from gptanim.corpus import Corpus
from gptanim.run import TrainConfig
from gptanim.trainer import train

NAMES = Path(__file__).parents[1] / "data" / "names.txt"
CORPUS = Corpus.of(NAMES.read_text().split()[::20], name="some")
RUN = train(CORPUS, train_config=TrainConfig(steps=150, snapshots=2))
WORDS = st.lists(st.text("abc", max_size=6))


def test_the_table_of_the_data_is_counted_by_hand():
    table = texture.data_bigrams(RUN.last, ["ab", "aab", "b"])  # ids: · 0, a 1, b 2
    np.testing.assert_allclose(table.probs[0, :3], [0, 2 / 3, 1 / 3])
    np.testing.assert_allclose(table.probs[1, :3], [0, 1 / 3, 2 / 3])
    np.testing.assert_allclose(table.probs[2, :3], [1, 0, 0])
    assert table.counts[:4].tolist() == [3, 3, 3, 0]
    assert (table.probs[3:] == 0).all()


def test_the_table_of_the_model_is_the_mean_of_its_predictions():
    texts = ["abba", "ab"]
    table = texture.model_bigrams(RUN.last, texts)
    long, short = (probe.distributions(RUN.last, text) for text in texts)
    np.testing.assert_allclose(table.probs[1], (long[1] + long[4] + short[1]) / 3, rtol=1e-4)
    np.testing.assert_allclose(table.probs[0], (long[0] + short[0]) / 2, rtol=1e-4)
    assert table.counts[:4].tolist() == [2, 3, 3, 0]


def test_rows_are_probabilities_and_both_tables_describe_the_same_places():
    data, model = (make(RUN.last, CORPUS.train) for make in (texture.data_bigrams, texture.model_bigrams))
    np.testing.assert_array_equal(data.counts, model.counts)
    for table in (data, model):
        np.testing.assert_allclose(table.probs.sum(axis=1), data.counts > 0, atol=1e-12)


def test_training_brings_the_models_table_to_that_of_the_data():
    data = texture.data_bigrams(RUN.last, CORPUS.train)

    def distance(snapshot):
        rows = np.abs(texture.model_bigrams(snapshot, CORPUS.train).probs - data.probs).sum(axis=1)
        return rows @ data.counts / data.counts.sum()

    assert distance(RUN.last) < 0.4 * distance(RUN.first)


def test_entropy_by_position_is_the_mean_over_the_texts_that_reach_it():
    mean, count = texture.entropy_by_position(RUN.last, ["anna", "bo"])
    long, short = (probe.entropy(probe.distributions(RUN.last, text)) for text in ("anna", "bo"))
    assert count.tolist() == [2, 2, 2, 1, 1]
    np.testing.assert_allclose(mean[:3], (long[:3] + short) / 2, rtol=1e-4)
    np.testing.assert_allclose(mean[3:], long[3:], rtol=1e-4)


def test_many_texts_are_read_as_few_are():
    many, _ = texture.entropy_by_position(RUN.last, ["anna"] * 150)
    np.testing.assert_allclose(many, texture.entropy_by_position(RUN.last, ["anna"])[0], rtol=1e-5)


def test_lengths_openings_and_endings_are_counted_by_hand():
    texts = ["anna", "ann", "bo", "c"]
    assert texture.lengths(texts, 3).tolist() == [0, 0.25, 0.25, 0.25]
    assert texture.openings(texts) == pytest.approx({"an": 2 / 3, "bo": 1 / 3})
    assert texture.endings(texts) == pytest.approx({"bo": 1 / 3, "na": 1 / 3, "nn": 1 / 3})
    assert texture.endings(texts, 1) == {"a": 0.25, "c": 0.25, "n": 0.25, "o": 0.25}
    assert texture.lengths([], 2).tolist() == [0, 0, 0]
    assert texture.openings([]) == {}


@given(WORDS)
def test_shares_add_up_and_come_in_order(texts):
    for shares in (texture.openings(texts, 1), texture.endings(texts, 1)):
        assert sum(shares.values()) == pytest.approx(1 if any(texts) else 0)
        assert list(shares.values()) == sorted(shares.values(), reverse=True)
    assert texture.lengths(texts, 6).sum() == pytest.approx(1 if texts else 0)
