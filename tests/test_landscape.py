"""The landscape: its heights are true losses, and both trails begin at the same untrained model."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.errors import ConfigError
from gptanim.landscape import survey
from gptanim.model import Params
from gptanim.run import TrainConfig
from gptanim.trainer import train

NAMES = Path(__file__).parents[1] / "data" / "names.txt"
CORPUS = Corpus.of(NAMES.read_text().split()[::30], name="some")
ADAM = TrainConfig(steps=60, batch_size=8, snapshots=8)
SGD = replace(ADAM, optimizer="sgd", learning_rate=0.5)
SMALL = {"n_embd": 8}
RUNS = [train(CORPUS, model=SMALL, train_config=settings) for settings in (SGD, ADAM)]
FOUND = survey(RUNS, grid=9, texts=1000)


def test_the_height_at_any_place_is_the_loss_of_its_weights():
    flat = FOUND.plane.lift(np.array([FOUND.x[2], FOUND.y[7]])).astype(np.float32)
    there = replace(RUNS[0].first, params=Params(flat, RUNS[0].config))
    assert FOUND.texts == len(CORPUS.train)
    assert FOUND.loss[7, 2] == pytest.approx(probe.loss(there, CORPUS.train), rel=1e-5)


def test_both_trails_begin_at_the_untrained_model():
    expected = probe.loss(RUNS[0].first, CORPUS.train)
    for trail in FOUND.trails:
        np.testing.assert_allclose(trail.place[0], 0, atol=1e-6)
        assert trail.loss[0] == pytest.approx(expected, rel=1e-5)
        assert trail.floor[0] == pytest.approx(expected, rel=1e-5)


def test_a_trail_has_the_losses_and_steps_of_its_run():
    for run, trail in zip(RUNS, FOUND.trails, strict=True):
        assert trail.optimizer == run.train_config.optimizer
        assert trail.steps.tolist() == [snapshot.step for snapshot in run.snapshots]
        assert trail.loss[-1] == pytest.approx(probe.loss(run.last, CORPUS.train), rel=1e-5)


def test_a_plane_that_holds_the_ends_shows_them_at_their_own_loss():
    ends = [replace(run, snapshots=(run.first, run.last)) for run in RUNS]
    found = survey(ends, grid=3, texts=1000)
    assert found.plane.share.sum() == pytest.approx(1)
    for trail in found.trails:
        np.testing.assert_allclose(trail.floor, trail.loss, rtol=1e-4)


def test_the_grid_holds_both_trails_and_keeps_to_what_was_asked():
    assert FOUND.loss.shape == (9, 9)
    assert np.isfinite(FOUND.loss).all()
    for trail in FOUND.trails:
        for axis, places in ((FOUND.x, trail.place[:, 0]), (FOUND.y, trail.place[:, 1])):
            assert axis[0] < places.min()
            assert places.max() < axis[-1]
    assert survey(RUNS[:1], grid=2, texts=5).texts == 5


def test_the_plane_keeps_more_of_the_way_than_any_two_weights():
    way = np.concatenate([[s.params.flat - RUNS[0].first.params.flat for s in run.snapshots] for run in RUNS])
    by_weight = np.sort((way.astype(float) ** 2).sum(axis=0))
    assert FOUND.plane.share.sum() > by_weight[-2:].sum() / by_weight.sum()
    assert FOUND.plane.share[0] >= FOUND.plane.share[1] > 0


def test_runs_that_do_not_belong_together_are_refused():
    other = train(CORPUS, model=SMALL, train_config=replace(ADAM, seed=1))
    with pytest.raises(ConfigError, match="differ in their first weights"):
        survey([RUNS[0], other])
    with pytest.raises(ConfigError, match="differ in their model"):
        survey([RUNS[0], train(CORPUS, train_config=ADAM)])
    with pytest.raises(ConfigError, match="at least one run"):
        survey([])
