"""Text to numbers and back."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gptanim.corpus import clean
from gptanim.errors import DataError
from gptanim.tokenizer import MARKER, MAX_WORDS, CharTokenizer, WordTokenizer


def test_a_worked_example():
    tokenizer = CharTokenizer.train(["ben", "anna"])
    assert tokenizer.characters == ("a", "b", "e", "n")
    assert tokenizer.vocab_size == 5
    assert tokenizer.labels == (MARKER, "a", "b", "e", "n")
    assert tokenizer.encode("ben") == [2, 3, 4]
    assert tokenizer.with_markers("ben") == [0, 2, 3, 4, 0]
    assert tokenizer.decode([0, 2, 3, 4, 0]) == "ben"


@given(st.lists(st.text(), min_size=1, max_size=20))
def test_decoding_undoes_encoding_for_all_that_a_corpus_holds(lines):
    texts = [clean(line) for line in lines]
    assume(any(texts))
    tokenizer = CharTokenizer.train(texts)
    for text in texts:
        assert tokenizer.decode(tokenizer.with_markers(text)) == text
    assert CharTokenizer.from_json(json.loads(json.dumps(tokenizer.to_json()))) == tokenizer


def test_every_label_can_be_seen():
    tokenizer = CharTokenizer.train(["a b\u200c\u0301\u200d"])
    assert tokenizer.labels == (MARKER, "␣", "a", "b", "◌\u0301", "ZWNJ", "ZWJ")


def test_an_unknown_character_is_named():
    with pytest.raises(DataError, match=r"'annß' holds 'ß'.*It knows: a n\."):
        CharTokenizer.train(["anna"]).encode("annß")


def test_too_many_characters_are_refused():
    with pytest.raises(DataError, match="301 different characters"):
        CharTokenizer.train([chr(0x4E00 + i) for i in range(301)])
    with pytest.raises(DataError, match="0 different characters"):
        CharTokenizer.train([])


def test_a_worked_example_in_words():
    tokenizer = WordTokenizer.train(["two plus two", "ten"])
    assert tokenizer.words == ("plus", "ten", "two")
    assert tokenizer.labels == (MARKER, "plus", "ten", "two")
    assert tokenizer.vocab_size == 4
    assert tokenizer.with_markers("ten plus two") == [0, 2, 1, 3, 0]
    assert tokenizer.decode([0, 2, 1, 3, 0]) == "ten plus two"


@given(st.lists(st.text(), min_size=1, max_size=20))
def test_decoding_undoes_encoding_in_words_too(lines):
    texts = [clean(line) for line in lines]
    assume(any(texts))
    tokenizer = WordTokenizer.train(texts)
    for text in texts:
        assert tokenizer.decode(tokenizer.with_markers(text)) == text
    assert WordTokenizer.from_json(json.loads(json.dumps(tokenizer.to_json()))) == tokenizer


def test_an_unknown_word_is_answered_with_the_nearest():
    tokenizer = WordTokenizer.train(["the capital of france is paris"])
    with pytest.raises(DataError, match=r"holds the word 'frence', which the model never saw; did you mean 'france'\?"):
        tokenizer.encode("the capital of frence is")
    with pytest.raises(DataError, match="it knows words such as capital, france"):
        tokenizer.encode("zzz")


def test_too_many_words_are_refused():
    with pytest.raises(DataError, match=f"holds {MAX_WORDS + 1} different words"):
        WordTokenizer.train([str(i) for i in range(MAX_WORDS + 1)])
    with pytest.raises(DataError, match="0 different words"):
        WordTokenizer.train([" "])
