"""The little language: true, varied, and learned so well that words lie beside words of their kind."""

import numpy as np
import pytest

from gptanim import little_language, probe
from gptanim.errors import DataError
from gptanim.little_language import CAPITALS, FACTS, WORDS, capital_question, category
from gptanim.run import TrainConfig
from gptanim.trainer import train

NOUNS = [*(word for words in WORDS.values() for word in words), *CAPITALS, *CAPITALS.values()]


@pytest.fixture(scope="module")
def corpus():
    return little_language.corpus()


@pytest.fixture(scope="module")
def run(corpus):
    settings = TrainConfig(steps=1000, batch_size=16, snapshots=2)
    return train(corpus, tokenizer="word", model={"tied": True}, train_config=settings)


def test_every_sentence_is_in_exactly_one_part(corpus):
    assert 3500 < len(corpus.texts) == len(set(corpus.texts)) < 4500
    assert set(corpus.train).isdisjoint(corpus.held_out)
    assert sorted(corpus.train + corpus.held_out) == sorted(corpus.texts)
    assert len(corpus.held_out) > 300


def test_all_facts_are_told(corpus):
    assert len(CAPITALS) == len(set(CAPITALS.values())) >= 40
    told = {fact.format(country=country, capital=capital) for fact in FACTS for country, capital in CAPITALS.items()}
    assert told <= set(corpus.train)
    assert "the capital of france is paris" in told


def test_a_country_is_named_with_its_own_capital_only(corpus):
    for text in corpus.texts:
        words = text.split()
        countries, capitals = set(words) & set(CAPITALS), set(words) & set(CAPITALS.values())
        if countries and capitals:
            assert {CAPITALS[country] for country in countries} == capitals


def test_no_sentence_names_a_thing_twice(corpus):
    for text in corpus.texts:
        nouns = [word for word in text.split() if word in NOUNS]
        assert len(nouns) == len(set(nouns)) >= 2 or "crown" in text or "water" in text, text


def test_a_seed_decides_the_sentences(corpus):
    assert little_language.corpus(0) == corpus
    assert little_language.corpus(1).held_out != corpus.held_out


def test_every_noun_has_one_category():
    assert len(NOUNS) == len(set(NOUNS))
    assert {category(noun) for noun in NOUNS} == {"person", "animal", "place", "food", "country", "capital"}
    assert category("king") == category("teacher") == "person"
    with pytest.raises(DataError, match="'of' has no category"):
        category("of")


def test_the_capitals_are_recalled(run):
    p = [
        probe.distribution(run.last, capital_question(country))[run.tokenizer.encode(capital)[0]]
        for country, capital in CAPITALS.items()
    ]
    assert np.mean(p) >= 0.95


def test_words_lie_beside_words_of_their_kind(run):
    rows = run.last.params["wte"] / np.linalg.norm(run.last.params["wte"], axis=1, keepdims=True)  # (V, C)
    ids = [run.tokenizer.encode(noun)[0] for noun in NOUNS]
    alike = rows[ids] @ rows[ids].T
    np.fill_diagonal(alike, -1)
    nearest = {noun: NOUNS[i] for noun, i in zip(NOUNS, alike.argmax(axis=1), strict=True)}
    for noun in ("king", "queen", "cat", "france"):
        assert category(nearest[noun]) == category(noun)
    assert np.mean([category(nearest[noun]) == category(noun) for noun in NOUNS]) > 0.95
