"""What the segment on blame claims, recomputed by nudging weights and by another backward pass."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gptanim import probe
from gptanim.batches import pad
from gptanim.blame import blame
from gptanim.corpus import Corpus
from gptanim.measures.case import investigate
from gptanim.measures.mistake import Mistake, mistake
from gptanim.model import Params, loss_and_grads
from gptanim.run import Run, TrainConfig
from gptanim.stage import Exhibit
from gptanim.trainer import train
from scenes.blame import Blame
from scenes.kit.layout import Region
from scenes.props.blame.net import Net
from scenes.props.blame.phrases import STAGES

SUMS = [
    "two plus three equals five",
    "one plus one equals two",
    "two plus two equals four",
    "one plus two equals three",
]


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Blame.measure(names)


@pytest.fixture(scope="module")
def sums() -> Run:
    settings = TrainConfig(steps=40, snapshots=6, answer_after="equals")
    model = {"n_embd": 8, "n_layer": 2, "n_head": 2}
    return train(
        Corpus(tuple(SUMS), tuple(SUMS), tuple(SUMS), "sums"), tokenizer="word", model=model, train_config=settings
    )


def line(exhibit: Exhibit, name: str) -> str:
    return next(beat.line(exhibit.facts) for beat in Blame.beats if beat.name == name)


def test_where_there_are_answers_the_first_word_of_one_is_blamed(sums: Run) -> None:
    exhibit = Blame.measure(sums)
    assert "our model reads “two plus three equals” and says “" in line(exhibit, "wrong")
    assert exhibit["answers"][exhibit["right"]] == "five"
    assert exhibit.facts["drawn"] in [f"drawn: the most blamed nodes, in layer {layer} of 2" for layer in (1, 2)]


def test_shares_are_those_of_another_backward_pass(exhibit: Exhibit, names: Run) -> None:
    case = mistake(names)
    batch = pad([case.ids])
    batch = replace(batch, weights=np.eye(batch.ids.shape[1], dtype=np.float32)[case.position][None])
    for found, loss, snapshot in zip(exhibit["shares"], exhibit["loss"], names.snapshots, strict=True):
        value, grads = loss_and_grads(snapshot.params, snapshot.config, batch)
        squares = dict.fromkeys(STAGES[1:], 0.0)
        stages = {"wte": "embeddings", "wpe": "embeddings", "qkv": "attention", "out": "attention", "head": "output"}
        for name, gradient in grads.items():
            squares[stages.get(name.rpartition(".")[2], "MLP")] += float(np.square(gradient, dtype=float).sum())
        np.testing.assert_allclose(found, np.array(list(squares.values())) / sum(squares.values()), rtol=1e-3)
        assert (
            loss
            == pytest.approx(value, rel=1e-5)
            == pytest.approx(float(probe.surprise(snapshot, case.text)[case.position]), rel=1e-4)
        )


def test_the_guiltiest_stage_and_the_others_are_named_by_their_shares(exhibit: Exhibit) -> None:
    shares = dict(zip(STAGES[1:], exhibit["shares"][exhibit["moment"]].tolist(), strict=True))
    ranked = sorted(shares, key=lambda stage: -shares[stage])
    assert line(exhibit, "shares").startswith(f"Here, {ranked[0]} has {shares[ranked[0]]:.0%} of the blame")
    told = next(beat for beat in Blame.beats if beat.name == "shares").speaker_notes(exhibit.facts)
    assert all(f"{stage} {shares[stage]:.0%}" in told for stage in ranked[1:])


def nudged(case: Mistake, place: tuple[str, int, int], size: float) -> float:
    params = Params(case.snapshot.params.flat.astype(float), case.snapshot.config)
    params[place[0]][place[1], place[2]] += size
    return float(probe.surprise(replace(case.snapshot, params=params), case.text)[case.position])


def test_edges_carry_the_slopes_of_the_loss_and_the_reddest_is_named(names: Run, exhibit: Exhibit) -> None:
    case = investigate(names)
    grads = blame(case.mistake.snapshot, case.mistake.text, case.mistake.position).grads
    edges = exhibit["grads"][exhibit["moment"]]
    for edge in [*range(0, len(edges), 23), case.edge]:
        place = case.web.place(grads, edge)
        slope = (nudged(case.mistake, place, 1e-4) - nudged(case.mistake, place, -1e-4)) / 2e-4
        assert edges[edge] == pytest.approx(slope, rel=1e-2, abs=2e-3)
    assert abs(edges[exhibit["edge"]]) == np.abs(edges).max()


def test_the_sweep_ends_at_the_guiltiest_of_all(exhibit: Exhibit) -> None:
    grads, band = np.abs(exhibit["grads"][exhibit["moment"]]), Net(exhibit["sizes"].tolist(), Region(0, 0, 10, 3)).band
    assert len(band) == len(grads)
    assert f"{exhibit.facts['gradient']}, should change most" in line(exhibit, "guiltiest")
    assert grads[exhibit["edge"]] == max(grads[band == b].max() for b in range(6))


def test_a_source_s_figures_are_said_to_be_its_own(exhibit: Exhibit) -> None:
    beat = next(beat for beat in Blame.beats if beat.name == "shares")
    assert "tokenizer 5%, embeddings 15%, attention 30% and output 50%" in beat.speaker_notes(exhibit.facts)
    assert "an explainer’s figures, not ours" in beat.line(exhibit.facts)


def test_a_tied_output_layer_can_be_blamed(names: Run) -> None:
    corpus = Corpus.of(["anna", "ben", "clara", "dora", "emma"], name="few")
    tied = train(
        corpus,
        model={"n_embd": 8, "n_layer": 1, "n_head": 2, "tied": True},
        train_config=TrainConfig(steps=5, snapshots=2),
    )
    assert line(Blame.measure(tied), "shares")
