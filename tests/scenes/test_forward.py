"""What the segment on the forward pass claims, recomputed from the weights by another path."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from gptanim.corpus import Corpus
from gptanim.run import Run, Snapshot, TrainConfig
from gptanim.stage import Exhibit
from gptanim.trainer import train
from scenes.forward import DRAWN, Forward

SUMS = (
    "two plus three equals five",
    "one plus one equals two",
    "two plus two equals four",
    "one plus two equals three",
)
PROMPT = "two plus three equals"


@pytest.fixture(scope="module")
def sums() -> Run:
    settings = TrainConfig(steps=40, snapshots=2, answer_after="equals")
    model = {"n_embd": 8, "n_layer": 2, "n_head": 2, "final_norm": True}
    return train(Corpus(SUMS, SUMS, SUMS, "sums"), tokenizer="word", model=model, train_config=settings)


@pytest.fixture(scope="module")
def exhibit(sums: Run) -> Exhibit:
    return Forward.measure(sums)


def line(exhibit: Exhibit, name: str) -> str:
    return next(beat.line(exhibit.facts) for beat in Forward.beats if beat.name == name)


def normed(rows: np.ndarray) -> np.ndarray:
    return np.stack([row / math.sqrt(sum(row**2) / len(row) + 1e-5) for row in rows])


def by_hand(model: Snapshot, text: str) -> tuple[list[np.ndarray], list[np.ndarray], list[np.ndarray]]:
    """Return the stream after every stage, and every layer's attention and MLP input, position by position."""
    weights = {name: matrix.astype(float) for name, matrix in model.params.items()}
    ids, heads, d = model.doc(text)[:-1], model.config.n_head, model.config.n_embd // model.config.n_head
    x = normed(np.stack([weights["wte"][token] + weights["wpe"][at] for at, token in enumerate(ids)]))
    streams, looks, read = [x], [], []
    for layer in range(model.config.n_layer):
        q, k, v = np.split(normed(x) @ weights[f"layer{layer}.qkv"], 3, axis=1)
        maps, mixed = np.zeros((heads, len(ids), len(ids))), np.zeros_like(x)
        for head in range(heads):
            part = slice(head * d, (head + 1) * d)
            for i in range(len(ids)):
                powers = np.exp([q[i, part] @ k[j, part] / math.sqrt(d) for j in range(i + 1)])
                maps[head, i, : i + 1] = powers / powers.sum()
            mixed[:, part] = maps[head] @ v[:, part]
        x = x + mixed @ weights[f"layer{layer}.out"]
        streams.append(x)
        read.append(normed(x))
        x = x + np.maximum(0, read[-1] @ weights[f"layer{layer}.up"]) @ weights[f"layer{layer}.down"]
        streams.append(x)
        looks.append(maps.mean(axis=0))
    return streams, looks, read


def said_by(model: Snapshot, row: np.ndarray) -> np.ndarray:
    row = normed(row[None])[0] if model.config.final_norm else row
    powers = np.exp(row @ model.params["head"].astype(float))
    return np.asarray(powers / powers.sum())


def test_the_question_is_that_of_the_calculator_where_its_words_are_known(exhibit: Exhibit) -> None:
    assert exhibit["tokens"].tolist() == ["·", *PROMPT.split()]
    assert exhibit.facts["right"] == "five"


def test_slabs_hold_the_first_numbers_of_the_stream_scaled_to_one_length(sums: Run, exhibit: Exhibit) -> None:
    streams, _, _ = by_hand(sums.last, PROMPT)
    assert exhibit["stages"].tolist() == ["embedding", "attention", "MLP", "attention", "MLP"]
    for found, stream in zip(exhibit["streams"], streams, strict=True):
        np.testing.assert_allclose(found, normed(stream)[:, :DRAWN], atol=1e-3)


def test_curves_are_the_attention_of_each_layer_averaged_over_heads(sums: Run, exhibit: Exhibit) -> None:
    _, looks, _ = by_hand(sums.last, PROMPT)
    np.testing.assert_allclose(exhibit["attention"][[1, 3]], looks, atol=1e-3)
    assert not exhibit["attention"][[0, 2, 4]].any()
    earlier = looks[0][-1][:-1]
    named = ["the start marker", *(f"“{word}”" for word in PROMPT.split())]
    assert f"“equals” takes most from {named[int(earlier.argmax())]}." in line(exhibit, "attended")
    assert exhibit.facts["p_favourite"] == f"{earlier.max():.0%}"


def test_the_unit_is_a_weighted_sum_and_its_bend(sums: Run, exhibit: Exhibit) -> None:
    read, up = by_hand(sums.last, PROMPT)[2][0][-1], sums.last.params["layer0.up"].astype(float)
    totals = [sum(a * b for a, b in zip(read, up[:, unit], strict=True)) for unit in range(up.shape[1])]
    best = int(np.argmax(totals))
    assert exhibit.facts["total"] == f"{totals[best]:.2f}".replace("-", "−")
    products = read * up[:, best]
    drawn = exhibit["terms"].prod(axis=1)
    assert sorted(np.abs(products), reverse=True)[: len(drawn)] == pytest.approx(
        sorted(np.abs(drawn), reverse=True), abs=1e-3
    )
    assert drawn.sum() + exhibit.facts["rest"] == pytest.approx(totals[best], abs=1e-3)
    assert exhibit.facts["others"] == len(products) - len(drawn)
    assert ("the sum passes on" in line(exhibit, "activate")) == (totals[best] > 0)


def test_every_stage_is_read_out_by_the_head(sums: Run, exhibit: Exhibit) -> None:
    labels = sums.tokenizer.labels
    for words, p, stream in zip(exhibit["words"], exhibit["p"], by_hand(sums.last, PROMPT)[0], strict=True):
        probs = said_by(sums.last, stream[-1])
        assert p == pytest.approx(sorted(probs, reverse=True)[: len(p)], abs=1e-3)
        assert p[0] == pytest.approx(probs[labels.index(words[0])], abs=1e-3)


def test_readings_are_right_as_often_as_said(sums: Run, exhibit: Exhibit) -> None:
    right = np.zeros(5)
    for text in sums.corpus.held_out:
        words = text.split()
        at = words.index("equals") + 1
        for stage, stream in enumerate(by_hand(sums.last, text)[0]):
            said = sums.tokenizer.labels[int(said_by(sums.last, stream[at]).argmax())]
            right[stage] += said == words[at]
    assert exhibit["shares"] == pytest.approx(right / len(sums.corpus.held_out))
    assert exhibit.facts["cases"] == f"{len(sums.corpus.held_out)} answers held back"
    assert ("more and more often" in line(exhibit, "early")) == all(
        later > earlier for earlier, later in itertools.pairwise(right)
    )


def test_a_text_of_letters_has_no_single_right_answer(names: Run) -> None:
    exhibit = Forward.measure(names)
    assert exhibit.facts["right"] == ""
    assert exhibit["stages"].tolist() == ["embedding", "attention", "MLP"]
    assert exhibit.facts["count"] == sum(len(text) + 1 for text in names.corpus.held_out[:300])


def test_of_a_deep_model_some_layers_are_drawn() -> None:
    corpus = Corpus.of(["anna", "ben", "clara", "dora", "emma"], name="few")
    deep = train(
        corpus,
        model={"n_embd": 8, "n_layer": 6, "n_head": 2, "tied": True},
        train_config=TrainConfig(steps=2, snapshots=2),
    )
    exhibit = Forward.measure(deep)
    assert exhibit["stages"].tolist() == ["embedding", "layer 1", "layer 3", "layer 4", "layer 6"]
    assert exhibit["attention"][1:].any(axis=(1, 2)).all()
