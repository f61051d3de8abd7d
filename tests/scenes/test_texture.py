"""Every claim about what was learned, counted another way."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from gptanim import probe
from gptanim.measures.rhythm import kinds
from gptanim.run import Run, Snapshot
from gptanim.sampler import sample
from gptanim.stage import Exhibit
from scenes.texture import WRITTEN, Texture


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Texture.measure(names)


def counted(texts: list[str] | tuple[str, ...]) -> Counter[tuple[str, str]]:
    return Counter(pair for text in texts for pair in pairwise(f"·{text}·"))


def writes(snapshot: Snapshot, run: Run) -> tuple[str, ...]:
    return sample(snapshot, WRITTEN, np.random.default_rng(run.train_config.seed))


def test_the_table_of_the_data_is_counted(names: Run, exhibit: Exhibit) -> None:
    pairs, labels = counted(names.corpus.train), exhibit["labels"].tolist()
    for row, one in enumerate(labels):
        total = sum(count for (first, _), count in pairs.items() if first == one)
        wanted = [pairs[one, other] / total for other in labels]
        np.testing.assert_allclose(exhibit["table"][row], wanted, atol=1e-12)
    assert exhibit.facts["names_read"] == len(names.corpus.train)
    np.testing.assert_allclose(exhibit["partial"][-1], exhibit["table"])


def test_the_pair_that_is_told_is_the_surest(names: Run, exhibit: Exhibit) -> None:
    pairs, best = counted(names.corpus.train), (0.0, "", "")
    for one in exhibit["labels"].tolist()[1:]:
        followers = {other: count for (first, other), count in pairs.items() if first == one}
        if sum(followers.values()) >= 10:
            top = max(followers, key=lambda other: followers[other])
            best = max(best, (followers[top] / sum(followers.values()), one, top))
    assert (exhibit.facts["surest"], exhibit.facts["answer"]) == (f"“{best[1]}”", f"“{best[2]}”")
    assert exhibit["table"][*exhibit["surest"]] == pytest.approx(best[0])
    assert exhibit["labels"][exhibit["surest"]].tolist() == [best[1], best[2]]


def test_a_row_of_the_model_is_the_mean_of_what_it_expects_there(names: Run, exhibit: Exhibit) -> None:
    row = exhibit["surest"][0]
    letter = exhibit["labels"][row]
    for snapshot, table in ((names.last, exhibit["models"][-1]), (names.first, exhibit["models"][0])):
        expected = [
            probe.distribution(snapshot, text[: place + 1])
            for text in names.corpus.train
            for place, character in enumerate(text)
            if character == letter
        ]
        ids = [names.tokenizer.labels.index(label) for label in exhibit["labels"].tolist()]
        np.testing.assert_allclose(table[row], np.mean(expected, axis=0)[ids], atol=1e-5)


def test_what_tables_have_in_common_is_the_overlap_of_their_rows(names: Run, exhibit: Exhibit) -> None:
    met = Counter(first for text in names.corpus.train for first in f"·{text}")
    weights = np.array([met[label] for label in exhibit["labels"].tolist()]) / met.total()
    for model, common in zip(exhibit["models"], exhibit["common"], strict=True):
        rows = 1 - np.abs(model - exhibit["table"]).sum(axis=1) / 2  # one minus the total variation distance
        assert rows @ weights == pytest.approx(common, abs=1e-5)
    assert exhibit["common"][-1] > exhibit["common"][0] + 0.2


def test_beginnings_and_endings_are_counted(names: Run, exhibit: Exhibit) -> None:
    texts = (names.corpus.train, writes(names.last, names), writes(names.first, names))
    for who, own in enumerate(texts):
        long = [text for text in own if len(text) >= 2]
        for piece, share in zip(exhibit["openings"].tolist(), exhibit["opens"][who], strict=True):
            assert share == pytest.approx(sum(text.startswith(piece) for text in long) / len(long))
        for piece, share in zip(exhibit["endings"].tolist(), exhibit["ends"][who], strict=True):
            assert share == pytest.approx(sum(text.endswith(piece) for text in long) / len(long))


def test_lengths_add_up_and_their_means_are_told(names: Run, exhibit: Exhibit) -> None:
    np.testing.assert_allclose(exhibit["lengths"].sum(axis=1), 1)
    for texts in (names.corpus.train, writes(names.last, names), writes(names.first, names)):
        assert f"{sum(map(len, texts)) / len(texts):.1f}" in str(exhibit.facts["lengths"])


def test_vowels_and_consonants_take_turns_as_often_as_counted(names: Run, exhibit: Exhibit) -> None:
    texts = (names.corpus.train, writes(names.last, names), writes(names.first, names))
    for own, changes in zip(texts, exhibit["changes"], strict=True):
        turns = [(a in "aeiouy") != (b in "aeiouy") for text in own for a, b in pairwise(text)]
        assert changes == pytest.approx(np.mean(turns))


def test_an_alphabet_without_vowels_is_divided_by_frequency() -> None:
    assert kinds(["bbbc", "bd"]).names == ("common letter", "rarer one")
    assert kinds(["bbbc", "bd"]).of("bcd") == [True, False, False]
    assert kinds(["Анна", "Юрий"]).of("Юрий") == [True, False, True, False]
    assert kinds(["Zoë"]).of("zoë") == [False, True, True]


def test_names_of_one_letter_have_no_rhythm(odd_runs: dict[str, Run]) -> None:
    exhibit = Texture.measure(odd_runs["one letter"])
    assert "too short" in str(exhibit.facts["rhythm"])
    assert exhibit["changes"][0] == 0
