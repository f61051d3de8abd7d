"""The claims of the segment, counted and computed again by other means."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from gptanim.measures.beginnings import choose_prefixes, foremost_of
from gptanim.run import Run, Snapshot
from gptanim.stage import Array, Exhibit
from scenes.distribution import Distribution


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Distribution.measure(names)


def norm(x: Array) -> Array:
    return np.asarray(x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + 1e-5))


def softmax(scores: Array) -> Array:
    weights = np.exp(scores - scores.max())
    return np.asarray(weights / weights.sum())


def expect(snapshot: Snapshot, prefix: str) -> Array:
    """Return the distribution after a prefix, from the weights, one query at a time."""
    p, heads = {name: np.asarray(snapshot.params[name], float) for name in snapshot.params}, snapshot.config.n_head
    ids = [0, *snapshot.tokenizer.encode(prefix)]
    x = norm(p["wte"][ids] + p["wpe"][: len(ids)])  # (T, C)
    q, k, v = np.split(norm(x) @ p["layer0.qkv"], 3, axis=1)
    d = q.shape[1] // heads
    spans = [slice(h * d, (h + 1) * d) for h in range(heads)]
    gathered = np.concatenate([softmax(k[:, s] @ q[-1, s] / math.sqrt(d)) @ v[:, s] for s in spans])
    last = x[-1] + gathered @ p["layer0.out"]
    last = last + np.maximum(norm(last) @ p["layer0.up"], 0) @ p["layer0.down"]
    return softmax(last @ p["head"])


def followers(run: Run, prefix: str) -> Counter[str]:
    return Counter((text + "·")[len(prefix)] for text in run.corpus.train if text.startswith(prefix))


def test_bars_are_what_the_weights_say(names: Run, exhibit: Exhibit) -> None:
    for i, prefix in enumerate(("ch", "m", "mar")):
        np.testing.assert_allclose(exhibit["probs"][i, 0], expect(names.first, prefix), atol=1e-5)
        np.testing.assert_allclose(exhibit["probs"][i, -1], expect(names.last, prefix), atol=1e-5)


def test_the_whole_is_one_at_every_moment(exhibit: Exhibit) -> None:
    np.testing.assert_allclose(exhibit["whole"].sum(axis=1), 1, atol=1e-5)


def test_frames_are_counted_in_the_training_texts(names: Run, exhibit: Exhibit) -> None:
    counts = followers(names, "ch")
    assert exhibit.facts["found"] == counts.total()
    for label, share in zip(exhibit["labels"].tolist(), exhibit["data"][0].tolist(), strict=True):
        assert share == pytest.approx(counts[label] / counts.total())
    letter, often = counts.most_common(1)[0]
    assert str(exhibit.facts["counted"]).startswith(f"“{letter}” with {often / counts.total():.0%}")


def test_spoken_numbers_are_those_of_the_distributions(names: Run, exhibit: Exhibit) -> None:
    before, after, facts = expect(names.first, "ch"), expect(names.last, "ch"), exhibit.facts
    counts = followers(names, "ch")
    distance = sum(abs(after[i] - counts[label] / counts.total()) for i, label in enumerate(names.tokenizer.labels)) / 2
    assert facts["overlap"] == pytest.approx(1 - distance, abs=1e-4)
    assert facts["sunk"] == sum(new < old for old, new in zip(before, after, strict=True))
    assert facts["low"] == pytest.approx(min(before), abs=1e-5)
    assert facts["high"] == pytest.approx(max(before), abs=1e-5)
    assert facts["choices"] == pytest.approx(math.prod(p**-p for p in after), rel=1e-3)
    assert facts["choices_before"] == pytest.approx(math.prod(p**-p for p in before), rel=1e-3)


def test_leaders_are_the_greatest_and_above_an_even_share(names: Run, exhibit: Exhibit) -> None:
    after = expect(names.last, "ch")
    foremost = sorted(range(len(after)), key=lambda i: -after[i])[:3]
    assert exhibit["leaders"].tolist() == foremost
    first, second, third = (f"“{names.tokenizer.labels[i]}”" for i in foremost)
    assert exhibit.facts["raised"] == f"{first}, {second} and {third}"
    assert foremost_of(np.array([0.1, 0.8, 0.1])) == [1]


def test_peaked_and_accurate_is_said_only_where_it_is_so(names: Run, odd_runs: dict[str, Run]) -> None:
    for run in (names, *odd_runs.values()):
        shown = Distribution.measure(run)
        fallen = bool((shown["choices"][:, -1] < 0.75 * shown["choices"][:, 0]).all())
        assert fallen or "peaked" not in str(shown.facts["change"])


def test_large_vocabularies_are_drawn_in_part_and_sum_to_one(odd_runs: dict[str, Run]) -> None:
    shown = Distribution.measure(odd_runs["large vocabulary"])
    assert shown["probs"].shape[2] < 32
    assert shown["labels"].tolist()[-1] == "…"
    np.testing.assert_allclose(shown["whole"].sum(axis=1), 1, atol=1e-5)


def test_given_prefixes_come_first_and_are_completed(names: Run, odd_runs: dict[str, Run]) -> None:
    assert choose_prefixes(names, ("jo",)) == ("jo", "ch", "m")
    assert choose_prefixes(odd_runs["one repeated name"]) == ("an", "a", "ann")
    assert choose_prefixes(odd_runs["one letter"])[1:] == ("",)


def test_a_beginning_that_no_text_has_is_said_to_have_none(names: Run) -> None:
    shown = Distribution.measure(names, prefixes=["qz"])
    assert shown.facts["counted"] == "nothing at all"
    assert shown.facts["overlap"] == 0
