"""Byte pairs: the same merges as another tokenizer's, any text there and back, and the film's long word."""

import importlib
import json
import os
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptanim.bytepair import ENGLISH, BytePairTokenizer, merged, read_counts
from gptanim.errors import ConfigError, DataError
from gptanim.tokenizer import MARKER

COUNTS = st.dictionaries(st.text(alphabet="abcé", min_size=1, max_size=9), st.integers(1, 5), max_size=12)


@pytest.fixture(scope="module")
def english():
    return BytePairTokenizer.train_on(read_counts(ENGLISH))


@pytest.fixture(scope="module")
def oracle():
    """Hugging Face's tokenizers; missing, it skips the test, or fails it when GPTANIM_REQUIRE_ORACLE is 1."""
    if os.environ.get("GPTANIM_REQUIRE_ORACLE") == "1":
        return importlib.import_module("tokenizers")
    return pytest.importorskip("tokenizers", reason="tokenizers, the oracle for byte pairs, is not installed")


def stand_in(byte):
    """Return a letter for a byte, so that the oracle, which merges characters, sees bytes in their own order."""
    return chr(0x4E00 + byte)


def oracle_merges(oracle, counts, merges):
    """Return the merges that Hugging Face finds, each as two byte strings."""
    learner = oracle.Tokenizer(oracle.models.BPE())
    learner.pre_tokenizer = oracle.pre_tokenizers.WhitespaceSplit()
    letters = [stand_in(byte) for byte in range(256)]
    trainer = oracle.trainers.BpeTrainer(vocab_size=256 + merges, initial_alphabet=letters, show_progress=False)
    learner.train_from_iterator(
        (" ".join(["".join(map(stand_in, word.encode()))] * count) for word, count in counts.items()), trainer
    )
    pairs = json.loads(learner.to_str())["model"]["merges"]
    return [tuple(bytes(ord(letter) - 0x4E00 for letter in part) for part in pair) for pair in pairs]


def spelled(tokenizer):
    return [tuple(tokenizer.spellings[token] for token in merge.pair) for merge in tokenizer.merges]


def test_a_worked_example():
    tokenizer = BytePairTokenizer.train_on({"low": 5, "lower": 2, "newest": 6, "widest": 3}, merges=4)
    assert [merge.count for merge in tokenizer.merges] == [9, 9, 7, 7]
    assert spelled(tokenizer) == [(b"e", b"s"), (b"es", b"t"), (b"l", b"o"), (b"lo", b"w")]
    assert tokenizer.parts("lowest") == ["low", "est"]
    assert tokenizer.labels[0] == MARKER
    assert tokenizer.vocab_size == 257 + 4


def test_understanding_falls_into_its_parts(english):
    steps = [[english.label(token) for token in step.ids] for step in english.steps("understanding")]
    assert steps[0] == list("understanding")
    assert steps[-1] == ["under", "stand", "ing"]
    ranks = [step.rank for step in english.steps("understanding")]
    assert ranks == sorted(set(ranks))
    for before, after in pairwise(steps):
        assert len(after) < len(before)


@pytest.mark.oracle
def test_the_merges_are_those_of_hugging_face(oracle, english):
    counts = read_counts(ENGLISH)
    assert spelled(english) == oracle_merges(oracle, counts, len(english.merges))


@pytest.mark.oracle
@given(COUNTS)
def test_the_merges_are_those_of_hugging_face_on_any_words(oracle, counts):
    ours = spelled(BytePairTokenizer.train_on(counts, merges=20))
    theirs = oracle_merges(oracle, counts, 20)
    assert ours == theirs[: len(ours)]
    assert len(theirs) == len(ours) or len(ours) == 20


@given(st.text())
def test_decoding_undoes_encoding_for_any_text(english, text):
    assert english.decode(english.with_markers(text)) == text


@given(COUNTS)
def test_a_described_tokenizer_comes_back(counts):
    tokenizer = BytePairTokenizer.train_on(counts, merges=9)
    assert BytePairTokenizer.from_json(json.loads(json.dumps(tokenizer.to_json()))) == tokenizer
    assert len(set(tokenizer.spellings.values())) == tokenizer.vocab_size
    for word in counts:
        assert tokenizer.decode(tokenizer.encode(word)) == word


@given(COUNTS)
def test_counts_are_those_of_the_pairs_in_the_words(counts):
    tokenizer = BytePairTokenizer.train_on(counts, merges=9)
    words = {word: [byte + 1 for byte in word.encode()] for word in counts}
    for merge in tokenizer.merges:
        found = {}
        for word, ids in words.items():
            for pair in pairwise(ids):
                found[pair] = found.get(pair, 0) + counts[word]
        assert merge.count == found[merge.pair] == max(found.values())
        assert merge.pair == min(pair for pair, count in found.items() if count == merge.count)
        words = {word: merged(ids, merge.pair, merge.token) for word, ids in words.items()}


def test_bytes_that_are_no_character_have_a_label():
    tokenizer = BytePairTokenizer.train_on({"é": 1}, merges=0)
    assert tokenizer.parts("é a") == ["⟨c3⟩", "⟨a9⟩", "␣", "a"]
    assert tokenizer.decode([0xC4]) == "�"


def test_half_a_character_is_refused():
    with pytest.raises(DataError, match="half a character"):
        BytePairTokenizer.train_on({"a": 1}).encode("\ud800")


def test_a_negative_number_of_merges_is_refused():
    with pytest.raises(ConfigError, match="merges is -1"):
        BytePairTokenizer.train_on({"a": 1}, merges=-1)


@pytest.mark.parametrize("line", ["word", "word x", " 3", "word 3.5", ""])
def test_a_line_that_is_no_count_is_named(tmp_path, line):
    path = tmp_path / "words.txt"
    path.write_text(f"good 3\n{line}\n")
    with pytest.raises(DataError, match=r"words\.txt, line 2, is"):
        read_counts(path)


def test_a_missing_list_of_words_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"none\.txt cannot be read"):
        read_counts(tmp_path / "none.txt")
