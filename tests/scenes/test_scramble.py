"""What the scrambled networks say is what networks of those seeds say."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import little_language, probe
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train, untrained
from scenes.scramble import SEEDS, Scramble


@pytest.fixture(scope="module")
def words() -> Run:
    small = {"n_embd": 8, "n_layer": 1, "n_head": 2}
    settings = TrainConfig(steps=1, batch_size=4, snapshots=2)
    return train(little_language.corpus(0), tokenizer="word", model=small, train_config=settings)


def test_each_network_is_asked_and_its_foremost_words_are_in_order(words: Run) -> None:
    exhibit = Scramble.measure(words)
    assert exhibit.facts["prompt"] == "the capital of france is"
    for seed in range(SEEDS):
        probs = probe.distribution(untrained(words, seed + 1), "the capital of france is")
        order = sorted(range(len(probs)), key=lambda token: -probs[token])
        assert exhibit["words"][seed].tolist() == [words.tokenizer.label(token) for token in order[:5]]
        assert exhibit["right"][seed] == pytest.approx(probs[words.tokenizer.encode("paris")[0]])


def test_the_tally_counts_them(words: Run) -> None:
    exhibit = Scramble.measure(words)
    said = exhibit["words"][:, 0].tolist()
    assert exhibit.facts["different"] == len(set(said))
    assert exhibit.facts["hits"] == said.count("paris")
    assert exhibit.facts["won"] == ("never won" if "paris" not in said else exhibit.facts["won"])
    assert exhibit.facts["p_right"] == pytest.approx(float(np.mean(exhibit["right"])))


def test_other_data_are_asked_what_follows_their_most_frequent_beginning(names: Run) -> None:
    exhibit = Scramble.measure(names)
    prompt = str(exhibit.facts["prompt"])
    follows = [text[len(prompt)] for text in names.corpus.texts if text.startswith(prompt) and len(text) > len(prompt)]
    assert exhibit.facts["answer_word"] == max(sorted(set(follows)), key=follows.count)
