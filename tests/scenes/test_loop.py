"""The step that the loop shows is the one that the run took, computed another way."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim.batches import pad
from gptanim.measures.one_step import one_step
from gptanim.measures.replay import replay
from gptanim.model import loss, loss_and_grads
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.loop import LAPS, Loop
from scenes.props.loop.phrases import went


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Loop.measure(names)


def test_training_again_gives_the_recorded_weights_losses_and_gradients(names: Run) -> None:
    step = one_step(names, more=LAPS, longest=9)
    recorded = names.snapshots[(len(names.snapshots) - 1) // 2]
    assert step.number == recorded.step
    assert np.allclose(step.steps[0].params.flat, recorded.params.flat, atol=1e-5)
    assert np.allclose(step.steps[0].grads.flat, recorded.grads.flat, atol=1e-5)
    for i in range(step.more):
        assert step.steps[i].loss == pytest.approx(float(names.train_loss[step.number + i]), rel=1e-4)


def test_the_next_snapshot_lies_on_the_way(names: Run) -> None:
    step = one_step(names, more=LAPS, longest=9)
    later = [s for s in names.snapshots if step.number < s.step <= step.number + step.more]
    for snapshot in later:
        assert np.allclose(step.steps[snapshot.step - step.number].params.flat, snapshot.params.flat, atol=1e-5)


def test_the_guess_is_read_off_the_weights(names: Run, exhibit: Exhibit) -> None:
    snapshot = names.snapshots[(len(names.snapshots) - 1) // 2]
    ids, params = exhibit["ids"].astype(int), snapshot.params
    assert "".join(exhibit["tokens"][1:]) == str(exhibit.facts["text"])[: len(exhibit["tokens"]) - 1]
    assert np.allclose(exhibit["letters"], params["wte"][ids])
    assert np.allclose(exhibit["places"], params["wpe"][: len(ids)])
    assert exhibit["attention"].sum() == pytest.approx(1, rel=1e-5)
    p = exhibit["probs"][int(exhibit["target"])]
    assert exhibit.facts["p"] == pytest.approx(p)
    assert exhibit.facts["loss"] == pytest.approx(-np.log(p))
    assert exhibit.facts["fired"] == (np.maximum(exhibit["copy"] @ params["layer0.up"], 0) > 0).sum()


def test_the_most_blamed_weight_moves_as_adam_says(names: Run, exhibit: Exhibit) -> None:
    step = one_step(names, more=1, longest=9)
    grads = step.blame.grads.flat
    place = int(np.abs(grads).argmax())
    mean = square = 0.0
    settings, moves = names.train_config, []
    assert exhibit.facts["slope"] == pytest.approx(float(grads[place]))
    assert exhibit.facts["old"] == pytest.approx(float(step.steps[0].params.flat[place]))
    for number in range(step.number + 1):
        rate = settings.learning_rate * (1 - number / settings.steps)
        g = float(replay(names, number, number)[0].grads.flat[place])
        mean, square = 0.9 * mean + 0.1 * g, 0.99 * square + 0.01 * g * g
        moves.append(rate * mean / (1 - 0.9 ** (number + 1)) / (np.sqrt(square / (1 - 0.99 ** (number + 1))) + 1e-8))
    assert float(exhibit.facts["new"]) - float(exhibit.facts["old"]) == pytest.approx(-moves[-1], rel=1e-3)
    row, column = exhibit["spot"].tolist()
    assert exhibit["moves"][row, column] == pytest.approx(-moves[-1], rel=1e-3)


def test_shares_of_blame_are_those_of_the_squared_gradient(names: Run, exhibit: Exhibit) -> None:
    step = one_step(names, more=1, longest=9)
    grads = step.steps[0].grads
    squares = [
        sum(float((grads[name].astype(float) ** 2).sum()) for name in names_of_stage)
        for names_of_stage in (("wte", "wpe"), ("layer0.qkv", "layer0.out"), ("layer0.up", "layer0.down"), ("head",))
    ]
    assert np.allclose(exhibit["share"], np.array(squares) / sum(squares), rtol=1e-4)


def test_losses_are_said_as_they_went(names: Run, exhibit: Exhibit) -> None:
    step = one_step(names, more=LAPS, longest=9)
    batch, after = step.steps[0].batch, step.steps[1].params
    value, _ = loss_and_grads(after, names.config, batch)
    assert exhibit.facts["after"] == pytest.approx(value)
    assert (exhibit.facts["batch_goes"] == "falls") == (round(value, 3) < round(step.steps[0].loss, 3))
    text = pad([names.tokenizer.with_markers(step.text)])
    first, last = (loss(s.params, names.config, text) for s in (step.steps[0], step.steps[-1]))
    assert exhibit.facts["text_went"] == went(first, last, "{:.2f}")
    assert (went(2, 1, "{:.1f}"), went(1, 2, "{:.1f}")) == ("falls from 2.0 to 1.0", "rises from 1.0 to 2.0")
    assert went(1, 1.01, "{:.1f}") == "stays at 1.0"


def test_the_batch_is_made_of_training_texts_and_holds_the_followed_one(names: Run, exhibit: Exhibit) -> None:
    texts = exhibit["batch"].tolist()
    assert set(texts) <= set(names.corpus.train)
    assert len(texts) == exhibit.facts["texts"]
    assert texts[0] == exhibit.facts["text"]
