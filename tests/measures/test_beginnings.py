"""What follows a beginning, on a corpus small enough to count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim.corpus import Corpus
from gptanim.measures.beginnings import choose_prefixes, follow, foremost_of
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train

TEXTS = ("anna", "anne", "ann", "ben", "bea")


@pytest.fixture(scope="module")
def run() -> Run:
    corpus = Corpus(TEXTS, TEXTS, TEXTS, "by hand")
    return train(corpus, model={"n_embd": 8, "n_head": 2}, train_config=TrainConfig(steps=12, snapshots=6))


def test_followers_are_counted_with_the_end(run: Run) -> None:
    labels = run.tokenizer.labels
    counts = follow(run, ("ann", "be")).counts
    assert {labels[i]: int(n) for i, n in enumerate(counts[0]) if n} == {"·": 1, "a": 1, "e": 1}
    assert {labels[i]: int(n) for i, n in enumerate(counts[1]) if n} == {"a": 1, "n": 1}


def test_an_unseen_beginning_has_no_shares(run: Run) -> None:
    expected = follow(run, ("ea",))
    assert not expected.data.any()
    assert not expected.overlap.any()


def test_first_and_last_moment_are_kept(run: Run) -> None:
    assert follow(run, ("a",), moments=3).steps[0] == 0
    assert follow(run, ("a",), moments=3).steps[-1] == 12
    assert len(follow(run, ("a",), moments=99).steps) == len(run.snapshots)


def test_overlap_is_one_minus_the_total_variation(run: Run) -> None:
    expected = follow(run, ("an", ""))
    apart = np.abs(expected.probs - expected.data[:, None]).sum(axis=-1) / 2
    np.testing.assert_allclose(expected.overlap, 1 - apart, atol=1e-5)


def test_prefixes_are_frequent_ones_unless_given(run: Run) -> None:
    assert choose_prefixes(run) == ("an", "a", "ann")
    assert choose_prefixes(run, ("be", "b"), count=4) == ("be", "b", "an", "a")


def test_the_foremost_are_no_more_than_three_and_above_an_even_share() -> None:
    assert foremost_of(np.array([0.1, 0.3, 0.25, 0.26, 0.09])) == [1, 3, 2]
    assert foremost_of(np.array([0.1, 0.8, 0.1])) == [1]


def test_a_prefix_is_spelled_with_a_question_mark_and_a_long_one_from_its_end(run: Run) -> None:
    spelled = follow(run, ("an", "", "annaann")).arrays()["prefixes"].tolist()
    assert [text.split("\n") for text in spelled] == [["a", "n", "?"], ["?"], ["…", "n", "a", "a", "n", "n", "?"]]


def test_extremes_and_leaders_are_places_in_what_is_drawn(run: Run) -> None:
    arrays = follow(run, ("an",)).arrays()
    before, after = arrays["probs"][0, 0], arrays["probs"][0, -1]
    assert before[arrays["extremes"]].tolist() == [before.min(), before.max()]
    assert after[arrays["leaders"][0]] == after.max()
