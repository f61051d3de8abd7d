"""What a corpus takes in, what it refuses, and how it splits."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptanim.corpus import MAX_BYTES, Corpus, clean
from gptanim.errors import ConfigError, DataError

NAMES = Path(__file__).parents[1] / "data" / "names.txt"


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "names.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_names_are_unique_sorted_lower_case():
    lines = NAMES.read_text().splitlines()
    assert len(lines) == 5163
    assert lines == sorted(set(lines))
    assert all(line.isascii() and line.isalpha() and line.islower() for line in lines)


def test_every_text_is_in_exactly_one_part():
    corpus = Corpus.read(NAMES)
    assert corpus.name == "names"
    assert len(corpus.held_out) == 516
    assert set(corpus.train).isdisjoint(corpus.held_out)
    assert sorted(corpus.train + corpus.held_out) == sorted(corpus.texts)


def test_a_seed_decides_the_split():
    assert Corpus.read(NAMES, seed=1) == Corpus.read(NAMES, seed=1)
    assert Corpus.read(NAMES, seed=1).held_out != Corpus.read(NAMES, seed=2).held_out


def test_a_lecturers_list_works_as_it_stands(tmp_path):
    path = write(tmp_path, b"\xef\xbb\xbfAnna \r\nBen\r\n\r\n  Zoe\xcc\x88\tAnn\r\nCara\r\nDan\r\nAnna")
    assert Corpus.read(path).texts == ("Anna", "Ben", "Zoë Ann", "Cara", "Dan")


def test_small_corpora_hold_out_one_text():
    corpus = Corpus.of(["a", "b", "c", "d", "e"], name="five")
    assert (len(corpus.train), len(corpus.held_out)) == (4, 1)


def test_one_repeated_name_is_held_out_from_nothing():
    corpus = Corpus.of(["anna"] * 50, name="anna")
    assert corpus.texts == corpus.train == corpus.held_out == ("anna",)


def test_invisible_characters_are_removed_but_joiners_stay():
    assert clean("\u202ea\u0007b\ufeff\u200bc\ud800") == "abc"
    assert clean("می\u200cخواهم\u200c") == "می\u200cخواهم"
    assert clean("\u200d") == ""


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds 0 texts"),
        ("a\nb\n\nc\nd\n", "holds 4 texts"),
        ("a\nb\u0000\nc", "zero bytes"),
        (b"a\nb\n\xff\xfe\n", "line 3, is not UTF-8"),
        ("a\nb\n" + "c" * 201 + "\nd\ne\n", "line 3, is 201 characters"),
        (b"a\n" * (MAX_BYTES // 2 + 1), "20 MB"),
    ],
)
def test_a_file_that_cannot_serve_is_refused_by_name(tmp_path, content, said):
    path = write(tmp_path, content)
    with pytest.raises(DataError, match=said) as error:
        Corpus.read(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        Corpus.read(tmp_path / "missing.txt")
    with pytest.raises(DataError, match="is a folder"):
        Corpus.read(tmp_path)


@pytest.mark.parametrize("share", [0, 1, -0.1, float("nan")])
def test_a_share_outside_0_to_1_is_refused(share):
    with pytest.raises(ConfigError, match="held_out_share"):
        Corpus.of("abcdef", name="letters", held_out_share=share)


def test_a_part_of_a_corpus_keeps_what_is_held_out():
    corpus = Corpus.read(NAMES)
    few = corpus.few(500)
    assert len(few.train) == 500
    assert few.held_out == corpus.held_out
    assert sorted(few.train + few.held_out) == sorted(few.texts)
    assert list(few.train) == [text for text in corpus.train if text in set(few.train)]
    assert few == corpus.few(500) != corpus.few(500, seed=1)
    assert corpus.few(10_000) == corpus
    with pytest.raises(ConfigError, match="texts is 0"):
        corpus.few(0)
