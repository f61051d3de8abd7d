"""Gaze: the text it chooses, the head and the letter it works out, and what it counts in attention maps."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.measures.gaze import MOST_HEADS, even_spread, example, favourite_share, gaze, own_and_start
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train

BRIEF = TrainConfig(steps=4, snapshots=3)
WORDS = ["charlotte", "ada", "oscar", "emmy", "kurt", "lee"]


def run_on(texts: list[str], **model: int) -> Run:
    return train(Corpus.of(texts, name="some"), model={"n_embd": 12, "n_head": 3, **model}, train_config=BRIEF)


def test_the_example_is_charlotte_when_the_model_knows_its_letters_and_it_fits() -> None:
    run = run_on(WORDS)
    assert example(run, longest=9) == "charlotte"
    assert example(run, longest=8) == probe.held_out_example(run, max_length=8)


def test_where_held_out_texts_are_too_short_the_longest_text_serves() -> None:
    assert example(run_on(["ab", "ba", "a", "b", "aab", "bba"]), longest=9) in ("aab", "bba")
    assert example(run_on(list("dcbae")), longest=9) == "a"


def test_a_longer_text_is_cut_and_its_beginning_is_seen_as_it_was() -> None:
    run = run_on(WORDS)
    short, cut = gaze(run, "charl", longest=9), gaze(run, "charlotte", longest=5)
    assert cut.tokens == ("·", *"charl")
    np.testing.assert_allclose(cut.maps, short.maps, atol=1e-6)


def test_the_last_heads_are_kept_and_numbered_through_all_layers() -> None:
    run = run_on(WORDS, n_layer=4)
    seen = gaze(run, "ada", longest=9)
    assert seen.maps.shape == (3, MOST_HEADS, 4, 4)
    assert seen.first_head == 5
    np.testing.assert_allclose(seen.maps[-1, -1], probe.attention(run.last, "ada")[-1, -1])


@pytest.mark.parametrize(("text", "query"), [("charlotte", 6), ("kurt", 3), ("le", 1), ("a", 1)])
def test_the_query_stands_two_thirds_into_the_text_and_before_its_end_where_it_can(text: str, query: int) -> None:
    assert gaze(run_on(WORDS), text, longest=9).query == query


def test_the_head_is_the_one_whose_greatest_weight_is_nearest_to_a_half() -> None:
    seen = gaze(run_on(WORDS), "oscar", longest=9)
    distances = [abs(float(max(head[seen.query])) - 0.5) for head in seen.maps[-1]]
    assert distances[seen.head] == min(distances)


def test_counts_on_a_map_that_can_be_read_by_eye() -> None:
    one = np.array([[1, 0, 0], [0.7, 0.3, 0], [0.2, 0.5, 0.3]])
    other = np.array([[1, 0, 0], [0.6, 0.4, 0], [0.1, 0.1, 0.8]])
    assert own_and_start(one).tolist() == [1, 1, 0.5]
    assert even_spread(3, 2).tolist() == [1, 1, 2 / 3]
    assert favourite_share(np.stack([one, other])) == pytest.approx((0.7 + 0.5 + 0.6 + 0.8) / 4)


@pytest.mark.parametrize(
    ("text", "early", "pair"),
    [("charlotte", [1, 2, 3], [7, 8]), ("ada", [1, 2, 3], [1, 2]), ("le", [1, 2], [1]), ("a", [1], [0])],
)
def test_early_letters_and_the_pair_before_the_last_are_there_for_every_length(
    text: str, early: list[int], pair: list[int]
) -> None:
    seen = gaze(run_on(WORDS), text, longest=9)
    assert (seen.early, seen.pair) == (early, pair)


def test_the_keenest_head_gives_the_pair_the_share_that_is_told() -> None:
    seen = gaze(run_on(WORDS), "oscar", longest=9)
    given = [sum(float(head[5][at]) for at in (3, 4)) for head in seen.maps[-1]]
    assert given[seen.keenest] == max(given)
    assert seen.numbers()["p_pair_best"] == pytest.approx(max(given))
