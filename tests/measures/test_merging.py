"""How a word falls into tokens, against a plain replacement of strings and a count in the file."""

from __future__ import annotations

import pytest

from gptanim.bytepair import BytePairTokenizer
from gptanim.measures.merging import Growth, english, english_words, growth, places, spelled, starts, whole


def merged_as_text(word: str) -> list[str]:
    """Apply every merge in order to the word, as text between bars."""
    text = "|" + "|".join(word) + "|"
    for merge in english().merges:
        left, right = map(english().label, merge.pair)
        text = text.replace(f"|{left}|{right}|", f"|{left}{right}|")
    return text.strip("|").split("|")


@pytest.mark.parametrize("word", ["understanding", "the", "strawberry", "unbelievable", "q"])
def test_what_no_token_took_in_are_the_words_parts(word: str) -> None:
    nodes = growth(english(), word)
    spans = [(i, i + 1) for i in range(len(word))] + [(node.start, node.stop) for node in nodes]
    tops = [a for a in spans if not any(b != a and b[0] <= a[0] and a[1] <= b[1] for b in spans)]
    assert [word[start:stop] for start, stop in sorted(tops)] == merged_as_text(word)


def test_understanding_falls_into_under_stand_ing() -> None:
    grown = Growth.of(english(), "understanding")
    assert english().parts("understanding") == ["under", "stand", "ing"]
    for label, (start, stop) in zip(grown.labels.tolist(), grown.spans.tolist(), strict=True):
        assert label == "understanding"[start:stop]
    assert (grown.spans[grown.levels == 1] @ [-1, 1] == 2).all()


def test_one_merge_makes_a_token_wherever_its_pair_stands() -> None:
    pairs = BytePairTokenizer.train_on({"abab": 3}, merges=1)
    assert [(node.start, node.stop, node.moment, node.count) for node in growth(pairs, "abab")] == [
        (0, 2, 0, 6),
        (2, 4, 0, 6),
    ]


def test_a_word_of_one_byte_grows_nothing() -> None:
    grown = Growth.of(english(), "q")
    assert grown.spans.shape == (0, 2)
    assert grown.numbers.tolist() == [ord("q") + 1]


def test_places_are_lines_of_the_file() -> None:
    assert places(["the", "understanding"]) == [1, 0]
    assert list(english_words())[places(["needs"])[0] - 1] == "needs"


def test_frequent_words_are_whole() -> None:
    words = list(english_words())[:100]
    assert whole(english(), words) == sum(len(merged_as_text(word)) == 1 for word in words)


def test_merges_and_starts_are_spelled_out() -> None:
    assert spelled(english(), english().merges[0]) == "t + h → th"
    assert starts(["un", "do", "ing"]) == [0, 2, 4]
