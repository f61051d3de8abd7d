"""Every claim of the segment on writing, computed another way."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate

import numpy as np
import pytest

from gptanim import probe
from gptanim.measures.writing import pointed_at, worth_following, write, write_many
from gptanim.run import Run
from gptanim.sampler import sample
from gptanim.stage import Exhibit
from scenes.generate import LONGEST, WRITTEN, Generate


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Generate.measure(names)


def by_hand(run: Run, numbers: np.random.Generator) -> tuple[str, list[float]]:
    """Write one text with a loop over the alphabet, and return it with the numbers that were used."""
    text, used = "", []
    while len(text) < run.config.block_size - 1:
        used.append(float(numbers.random()))
        ends = accumulate(probe.distribution(run.last, text).tolist())
        token = next(i for i, end in enumerate(ends) if used[-1] < end)
        if token == 0:
            break
        text += run.tokenizer.decode([token])
    return text, used


def test_the_same_numbers_give_the_same_names(names: Run, exhibit: Exhibit) -> None:
    numbers = np.random.default_rng(names.train_config.seed)
    wanted = [by_hand(names, numbers) for _ in range(WRITTEN)]
    shown = ["".join(text.split("\n")).rstrip("·") for text in exhibit["sheet"].tolist()]
    assert shown == [text for text, _ in wanted]
    assert exhibit.facts["predictions"] == sum(len(used) for _, used in wanted)
    followed = next(used for text, used in wanted if text == exhibit.facts["name"])
    np.testing.assert_allclose(exhibit["draws"], followed[:LONGEST])
    assert exhibit.facts["short"] == len(followed)


def test_every_draw_points_into_the_share_of_its_letter(names: Run, exhibit: Exhibit) -> None:
    text = "".join(exhibit["tokens"].tolist()[1:]).rstrip("·")
    for step, (draw, token) in enumerate(zip(exhibit["draws"], exhibit["drawn"].tolist(), strict=True)):
        probs = probe.distribution(names.last, text[:step])
        np.testing.assert_allclose(exhibit["probs"][step], probs, atol=1e-5)
        ends = np.cumsum(exhibit["probs"][step])
        assert ends[token] - exhibit["probs"][step, token] - 1e-9 <= draw <= ends[token] + 1e-9
        assert names.tokenizer.label(token) == exhibit["tokens"][step + 1]


def test_a_number_falls_where_the_shares_laid_end_to_end_say() -> None:
    probs = np.array([0.0, 0.25, 0.5, 0.0, 0.25])
    assert [pointed_at(probs, draw) for draw in (0.0, 0.24, 0.25, 0.74, 0.75, 0.999)] == [1, 1, 2, 2, 4, 4]


def test_numbers_in_a_bar_write_what_the_sampler_writes(names: Run) -> None:
    rng, count = np.random.default_rng(3), 400
    ours = Counter(write(names.last, rng).labels[1] for _ in range(count))
    theirs = Counter(text[:1] or "·" for text in sample(names.last, 4 * count, np.random.default_rng(4)))
    for letter in "aejkms":
        p = theirs[letter] / (4 * count)
        assert abs(ours[letter] - count * p) <= 5 * np.sqrt(count * p * (1 - p)) + 1


def test_tapping_the_likeliest_writes_what_the_sampler_writes_without_chance(names: Run, exhibit: Exhibit) -> None:
    (greedy,) = sample(names.last, 1, np.random.default_rng(0), temperature=0)
    assert "".join(exhibit["greedy"].tolist()).strip("·…") == greedy[:LONGEST]
    assert (exhibit["greedy"][-1] == "…") == (len(greedy) >= LONGEST)
    for step, (offers, chances) in enumerate(zip(exhibit["offers"], exhibit["chances"], strict=True)):
        probs = probe.distribution(names.last, greedy[:step])
        assert [names.tokenizer.label(int(i)) for i in np.argsort(-probs)[:3]] == offers.tolist()
        np.testing.assert_allclose(chances, np.sort(probs)[::-1][:3], atol=1e-5)


def test_the_arcs_are_the_models_attention(names: Run, exhibit: Exhibit) -> None:
    text = "".join(exhibit["tokens"].tolist()[1:]).rstrip("·")
    weights = probe.attention(names.last, text).mean(axis=(0, 1))  # (T + 1, T + 1)
    count = len(exhibit["draws"])
    np.testing.assert_allclose(exhibit["looks"], weights[:count, :count], atol=1e-5)
    assert (np.triu(exhibit["looks"], 1) == 0).all()


def test_copies_are_counted_in_the_training_data(names: Run, exhibit: Exhibit) -> None:
    shown = ["".join(text.split("\n")).rstrip("·") for text in exhibit["sheet"].tolist()]
    assert exhibit["known"].tolist() == [text in names.corpus.train for text in shown]
    copied = int(exhibit["known"].sum())
    assert str(exhibit.facts["copies"]).startswith({0: "none", 1: "one"}.get(copied, str(copied)))


def test_the_text_that_is_followed_is_finished_and_no_training_text(names: Run) -> None:
    one = worth_following(names, write_many(names, WRITTEN))
    assert one.finished
    assert one.text not in names.corpus.train


def test_a_text_without_an_end_is_said_to_fill_the_room(odd_runs: dict[str, Run]) -> None:
    for run in odd_runs.values():
        exhibit = Generate.measure(run)
        one = worth_following(run, write_many(run, WRITTEN))
        assert ("filled all" in str(exhibit.facts["ending"])) == (not one.finished)
        assert ("the end comes" in str(exhibit.facts["until"])) == one.finished
        assert len(one.draws) == min(len(one.ids) - 1, run.config.block_size - 1)
