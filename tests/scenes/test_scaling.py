"""Every claim of the scaling segment, computed another way."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.measures.followers import followers, is_vowel
from gptanim.measures.sizes import sizes
from gptanim.run import Run, TrainConfig
from gptanim.stage import Exhibit
from gptanim.trainer import train
from scenes.kit.words import counted
from scenes.props.scaling import elsewhere, phrases
from scenes.props.scaling.pull_back import cell_values
from scenes.scaling import Scaling

ROLES = Scaling.roles


@pytest.fixture(scope="module")
def small(names: Run) -> Run:
    return train(names.corpus, model={"n_embd": 4, "n_head": 2}, train_config=TrainConfig(steps=50, snapshots=2))


@pytest.fixture(scope="module")
def exhibit(names: Run, small: Run) -> Exhibit:
    return Scaling.measure(**(dict.fromkeys(ROLES, names) | {ROLES[3]: small}))


def test_the_sizes_go_from_the_smallest_to_the_largest(names: Run, small: Run, exhibit: Exhibit) -> None:
    assert exhibit["settings"][0].tolist() == [4, 1, 50]
    assert exhibit["settings"][-1].tolist() == [16, 1, 200]
    weights = [sum(array.size for array in run.last.params.values()) for run in (small, names)]
    assert exhibit["weights"].tolist() == [weights[0], *[weights[1]] * 6]
    assert exhibit.facts["n_params"] == weights[1]


def test_losses_are_those_on_names_kept_back(names: Run, small: Run, exhibit: Exhibit) -> None:
    for run, loss in ((small, exhibit["losses"][0]), (names, exhibit["losses"][-1])):
        assert loss == pytest.approx(probe.loss(run.last, run.corpus.held_out), rel=1e-4)
    assert exhibit.facts["verdict"] == "1 of 6 end lower than the one before"


def test_all_models_write_with_the_same_random_numbers(names: Run) -> None:
    twice = sizes([names, replace(names)], shown=4, counted=10)
    assert twice.written[0] == twice.written[1]
    assert len(twice.written[0]) == 4


def test_what_follows_consonants_is_counted_in_the_names(names: Run, exhibit: Exhibit) -> None:
    follows = {True: [0, 0], False: [0, 0]}
    for text in names.corpus.texts[:500]:
        for letter, after in pairwise(text + "·"):
            follows[letter in "aeiou"][after in "aeiou"] += 1
    expected = [follows[kind][1] / sum(follows[kind]) for kind in (False, True)]
    assert exhibit["sums"][4:] == pytest.approx(expected)
    assert exhibit["labels"][: int(exhibit["inside"])].tolist() == list("aeiou")


def test_the_smallest_model_s_vowels_are_its_own_predictions(names: Run, small: Run, exhibit: Exhibit) -> None:
    mass = []
    for text in names.corpus.texts[:500]:
        probs = probe.distributions(small.last, text)  # (T + 1, V)
        vowels = [small.tokenizer.encode(letter)[0] for letter in "aeiou"]
        mass += [probs[t + 1, vowels].sum() for t, letter in enumerate(text) if letter not in "aeiou"]
    assert exhibit["sums"][2] == pytest.approx(np.mean(mass), rel=1e-4)
    after_vowels = []
    for text in names.corpus.texts[:500]:
        probs = probe.distributions(small.last, text)
        after_vowels += [probs[t + 1, vowels].sum() for t, letter in enumerate(text) if letter in "aeiou"]
    assert np.mean(mass) > np.mean(after_vowels)
    assert exhibit.facts["habit"] == "Even 4 dimensions are enough to learn that vowels follow consonants."
    assert exhibit["probs"].sum(axis=1) == pytest.approx(np.ones(6), rel=1e-4)


def test_vowels_are_known_in_three_alphabets_and_under_accents() -> None:
    assert all(map(is_vowel, "aEéüяЁωά"))
    assert not any(map(is_vowel, "bñйжλ1 <"))


def test_without_both_kinds_the_common_letters_stand_for_vowels() -> None:
    corpus = Corpus.of(["bbbc", "bcbd", "bdbb", "bb", "bbdb"], name="no vowels")
    run = train(corpus, model={"n_embd": 4, "n_head": 2}, train_config=TrainConfig(steps=3, snapshots=2))
    found = followers(run)
    assert not found.are_vowels
    assert [run.tokenizer.label(token) for token in found.kinds[0]] == ["b"]
    assert phrases.of_followers(found, 4)["group"] == "common ones"


def test_counts_are_said_in_words() -> None:
    assert [phrases.rounded(n) for n in (472, 102784, 1.5e9, 175e9, 1.7e12)] == [
        *("472", "102,784", "1.5 billion", "175 billion", "1.7 trillion"),
    ]
    assert counted(1, "layers") == "1 layer"
    assert counted(1200, "steps") == "1,200 steps"
    assert list(elsewhere.PUBLISHED) + list(elsewhere.ESTIMATED) == ["GPT-2", "GPT-3", "GPT-4"]


def test_cells_are_weights_between_minus_one_and_one() -> None:
    assert cell_values(np.array([0.0, 0.0])).tolist() == [0, 0]
    assert cell_values(np.array([-2.0, 1.0, 2.0])).tolist() == [-1, 0.5, 1]
