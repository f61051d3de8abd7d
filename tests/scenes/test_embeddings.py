"""The claims of the segment, computed again from the weights and counted in the corpus."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import little_language
from gptanim.run import Run, TrainConfig
from gptanim.stage import Exhibit
from gptanim.trainer import train
from scenes.embeddings import Embeddings
from scenes.props.embeddings.phrases import drift, times, within

MODEL = {"n_embd": 16, "n_layer": 1, "n_head": 4, "tied": True}


@pytest.fixture(scope="module")
def sentences() -> Run:
    config = TrainConfig(steps=300, batch_size=16, snapshots=6)
    corpus = little_language.corpus()
    return train(corpus, model=MODEL, train_config=config, tokenizer="word")


@pytest.fixture(scope="module")
def exhibit(sentences: Run) -> Exhibit:
    return Embeddings.measure(sentences)


def cosine(run: Run, moment: int, one: str, other: str) -> float:
    wte, words = np.asarray(run.snapshots[moment].params["wte"], float), run.tokenizer.labels
    a, b = wte[words.index(one)], wte[words.index(other)]
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def test_king_and_queen_are_as_similar_as_is_said(sentences: Run, exhibit: Exhibit) -> None:
    assert (exhibit.facts["one"], exhibit.facts["other"]) == ("“king”", "“queen”")
    before, after = (cosine(sentences, moment, "king", "queen") for moment in (0, -1))
    np.testing.assert_allclose(exhibit["between"][[0, -1]], [before, after], atol=1e-5)
    assert float(str(exhibit.facts["after"]).replace("−", "-")) == pytest.approx(after, abs=0.006)


def test_the_nearest_are_the_most_similar(sentences: Run, exhibit: Exhibit) -> None:
    others = [word for word in sentences.tokenizer.labels[1:] if word != "king"]
    order = sorted(others, key=lambda word: -cosine(sentences, -1, "king", word))
    assert exhibit["names0"].tolist() == order[:4]
    assert exhibit["angles0"][0] == pytest.approx(cosine(sentences, -1, "king", order[0]), abs=1e-5)


def test_company_is_counted_in_the_training_texts(sentences: Run, exhibit: Exhibit) -> None:
    for place, count in zip(exhibit["places"].tolist(), exhibit["counts"].tolist(), strict=True):
        assert count == sum(f" {text} ".count(f" {place} ") for text in sentences.corpus.train)
        assert (exhibit.facts["company"] == "stand in the same places") <= (count > 0)


def test_the_row_and_the_columns_are_those_of_the_weights(sentences: Run, exhibit: Exhibit) -> None:
    wte, words = np.asarray(sentences.last.params["wte"], float), sentences.tokenizer.labels
    np.testing.assert_array_equal(exhibit["rows"][exhibit["row"]], wte[words.index("king")])
    np.testing.assert_array_equal(exhibit["columns"], wte[[words.index(word) for word in exhibit["tokens"]]])
    places = np.asarray(sentences.last.params["wpe"], float)[1 : 1 + len(exhibit["tokens"])]
    np.testing.assert_allclose(exhibit["placed"] - exhibit["columns"], places, atol=1e-6)
    assert "king" in exhibit["tokens"]
    assert exhibit.facts["size"] == 16


def test_words_of_one_kind_gather(sentences: Run, exhibit: Exhibit) -> None:
    foods, animals = little_language.WORDS["food"], little_language.WORDS["animal"]
    within = np.mean([cosine(sentences, -1, foods[0], word) for word in foods[1:]])
    between = np.mean([cosine(sentences, -1, foods[0], word) for word in animals])
    assert within > between + 0.3
    assert "of a kind gather" in str(exhibit.facts["drift"])


def test_letters_are_no_words_and_have_no_king(names: Run, odd_runs: dict[str, Run]) -> None:
    for run in (names, *odd_runs.values()):
        facts = Embeddings.measure(run).facts
        assert facts["thing"] == "character"
        assert facts["one"] != "“king”"
        assert facts["one"] != facts["other"]


def test_gathering_is_said_only_of_kinds_that_gathered() -> None:
    assert "of a kind gather" in drift(np.array([[0.0, 0.0], [0.8, 0.1]]))
    assert "kinds do not gather" in drift(np.array([[0.0, -0.001], [0.8, 0.9]]))
    assert "kinds part" in drift(np.array([[0.0, 0.0], [0.04, -0.12]]))
    assert "0.00 to 0.90" in within(np.array([[0.0, -0.001], [0.8, 0.9]]))
    assert "similarity" not in drift(np.zeros(0))


def test_counts_are_words() -> None:
    assert [times(n) for n in (0, 1, 1200)] == ["never", "once", "1,200 times"]
