"""The claims of the segment, read again from the files and the tokenizers."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from gptanim.bytepair import ENGLISH
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.tokens import Tokens


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Tokens.measure(names)


@pytest.fixture(scope="module")
def english() -> dict[str, int]:
    rows = (line.split() for line in ENGLISH.read_text(encoding="utf-8").splitlines())
    return {word: int(count) for word, count in rows}


def test_numbers_are_places_among_the_sorted_characters(names: Run, exhibit: Exhibit) -> None:
    characters = ["·", *sorted(set("".join(names.corpus.train)))]
    assert exhibit.facts["tokens"] == len(characters)
    assert exhibit["ids"].tolist() == [characters.index(letter) for letter in "·charlotte·"]
    assert exhibit.facts["lookups"] == "“c” is number 3 and “h” is number 8"


def test_the_first_merge_is_the_most_frequent_pair_of_english_letters(
    english: dict[str, int], exhibit: Exhibit
) -> None:
    pairs: Counter[str] = Counter()
    for word, count in english.items():
        for i in range(len(word) - 1):
            pairs[word[i : i + 2]] += count
    (pair, count), *_ = pairs.most_common(1)
    assert exhibit.facts["first"] == f"“{pair}”"
    assert exhibit["first_counts"][0] == count


def test_words_have_the_numbers_of_their_lines(english: dict[str, int], exhibit: Exhibit) -> None:
    lines = list(english)
    for word, place in zip(str(exhibit.facts["sentence"]).split(), exhibit["places"].tolist(), strict=True):
        assert (lines[place - 1] == word) if place else word not in english
    assert exhibit.facts["known"] == len(english)
    assert exhibit.facts["lack"] == "“understanding”"


def test_the_sentence_is_cut_into_as_many_tokens_as_is_said(exhibit: Exhibit) -> None:
    sentence, cuts = "understanding needs time", [*exhibit["pieces"].tolist(), None]
    pieces = [sentence[a:b] for a, b in pairwise(cuts)]
    assert pieces == ["under", "stand", "ing", " ", "ne", "ed", "s", " ", "time"]
    assert (exhibit.facts["characters"], exhibit.facts["words"]) == (len(sentence), 3)


def test_large_vocabularies_are_drawn_in_part_with_all_that_is_fetched(odd_runs: dict[str, Run]) -> None:
    for run in odd_runs.values():
        shown = Tokens.measure(run)
        assert len(shown["drawn"]) == min(42, run.tokenizer.vocab_size)
        assert set(shown["ids"].tolist()) <= set(shown["drawn"].tolist())
        assert run.tokenizer.decode(shown["ids"].tolist()) == str(shown.facts["text"]).strip("“”").replace("␣", " ")
