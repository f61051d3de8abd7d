"""What the segment on attention claims, recomputed letter by letter from the weights."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from gptanim.run import Run, Snapshot
from gptanim.stage import Exhibit
from scenes.attention import Attention

TEXT = "charlotte"
N = len(TEXT) + 1


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Attention.measure(names)


def line(exhibit: Exhibit, name: str) -> str:
    return next(beat.line(exhibit.facts) for beat in Attention.beats if beat.name == name)


def by_hand(snapshot: Snapshot) -> tuple[list[Any], list[Any], list[list[list[float]]]]:
    """Return queries and keys, [head][position], and attention, [head][query][key], of a model of one layer."""
    ids = [0, *(1 + snapshot.tokenizer.characters.index(letter) for letter in TEXT)]
    x = [snapshot.params["wte"][token] + snapshot.params["wpe"][at] for at, token in enumerate(ids)]
    for _ in range(2):  # once after the embedding, once before the attention
        x = [row / math.sqrt(float(np.mean(np.square(row, dtype=float))) + 1e-5) for row in x]
    width, d = snapshot.config.n_embd, snapshot.config.n_embd // snapshot.config.n_head
    queries, keys, weights = [], [], []
    for head in range(snapshot.config.n_head):
        columns = slice(head * d, (head + 1) * d)
        q = [row @ snapshot.params["layer0.qkv"][:, :width][:, columns] for row in x]
        k = [row @ snapshot.params["layer0.qkv"][:, width : 2 * width][:, columns] for row in x]
        rows = []
        for i in range(N):
            powers = [
                math.exp(sum(a * b for a, b in zip(q[i], k[j], strict=True)) / math.sqrt(d)) for j in range(i + 1)
            ]
            rows.append([power / sum(powers) for power in powers] + [0.0] * (N - 1 - i))
        queries.append(q)
        keys.append(k)
        weights.append(rows)
    return queries, keys, weights


@pytest.fixture(scope="module")
def worked(names: Run) -> tuple[list[Any], list[Any], list[list[list[float]]]]:
    return by_hand(names.last)


def test_the_example_is_charlotte_where_the_model_can_read_it(exhibit: Exhibit) -> None:
    assert "".join(exhibit["tokens"]) == "·" + TEXT


def test_the_maps_are_those_worked_out_by_hand_at_every_snapshot(exhibit: Exhibit, names: Run) -> None:
    assert exhibit["steps"].tolist() == [snapshot.step for snapshot in names.snapshots]
    for found, snapshot in zip(exhibit["maps"], names.snapshots, strict=True):
        np.testing.assert_allclose(found, by_hand(snapshot)[2], atol=2e-4)


def test_query_keys_scores_and_shares_are_those_of_the_named_head(exhibit: Exhibit, worked: Any) -> None:
    query, head, _, first = exhibit["at"].tolist()
    queries, keys, weights = worked
    assert first == 1
    np.testing.assert_allclose(exhibit["q"], queries[head][query], atol=1e-3)
    np.testing.assert_allclose(exhibit["k"], keys[head], atol=1e-3)
    expected = [float(queries[head][query] @ key) / math.sqrt(exhibit.facts["d"]) for key in keys[head]]
    np.testing.assert_allclose(exhibit["scores"], expected, atol=2e-3)
    np.testing.assert_allclose(exhibit["shares"], weights[head][query], atol=2e-4)
    assert exhibit.facts["letter"] == f"“{TEXT[query - 1]}”"


def test_shares_add_up_to_one_and_later_letters_get_none(exhibit: Exhibit) -> None:
    query = int(exhibit["at"][0])
    assert exhibit["shares"].sum() == pytest.approx(1)
    assert query < N - 1
    assert not exhibit["shares"][query + 1 :].any()


def test_the_last_letter_s_shares_are_those_said(exhibit: Exhibit, worked: Any) -> None:
    weights, facts = worked[2], exhibit.facts
    mean = [sum(head[-1][j] for head in weights) / len(weights) for j in range(N)]
    assert facts["p_most"] == pytest.approx(max(mean[:-1]), abs=1e-4)
    assert facts["p_least"] == pytest.approx(min(mean[:-1]), abs=1e-4)
    assert facts["p_pair"] == pytest.approx(mean[7] + mean[8], abs=1e-4)  # positions of the two t
    assert facts["p_pair_even"] == 2 / 10
    assert facts["p_pair_best"] == pytest.approx(max(head[-1][7] + head[-1][8] for head in weights), abs=1e-4)
    assert f"the last “e” gives “tt” {facts['p_pair_best']:.0%}" in line(exhibit, "several")


def test_what_early_letters_keep_is_what_was_said(exhibit: Exhibit, worked: Any) -> None:
    kept = [sum(head[i][0] + head[i][i] for head in worked[2]) / len(worked[2]) for i in (1, 2, 3)]
    assert exhibit.facts["p_near"] == pytest.approx(sum(kept) / 3, abs=1e-4)
    assert exhibit.facts["p_even"] == pytest.approx((1 + 2 / 3 + 2 / 4) / 3)
    later = [sum(head[i][0] + head[i][i] for head in worked[2]) / len(worked[2]) for i in range(4, N)]
    assert ("later ones spread more" in line(exhibit, "start")) == (sum(later) / len(later) < sum(kept) / 3)


def test_the_favourite_s_share_is_a_mean_over_heads_and_letters(exhibit: Exhibit, names: Run) -> None:
    for fact, snapshot in (("p_first", names.first), ("p_last", names.last)):
        greatest = [max(row) for head in by_hand(snapshot)[2] for row in head[1:]]
        assert exhibit.facts[fact] == pytest.approx(sum(greatest) / len(greatest), abs=1e-4)


def test_of_a_text_of_one_letter_no_later_ones_are_told(odd_runs: dict[str, Run]) -> None:
    exhibit = Attention.measure(odd_runs["one letter"])
    assert exhibit["tokens"].shape == (2,)
    assert "there are no later ones" in line(exhibit, "start")
    assert "gives the start marker" in line(exhibit, "several")
