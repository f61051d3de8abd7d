"""What the segment on the landscape claims, recomputed from the weights of two runs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gptanim import probe
from gptanim.landscape import survey
from gptanim.measures.relief import BETWEEN, FINER, finer
from gptanim.measures.strides import strides
from gptanim.run import Run
from gptanim.stage import Exhibit
from gptanim.trainer import train
from scenes.kit.theme import INK
from scenes.landscape import TEXTS, Landscape
from scenes.props.landscape.eye import Eye
from scenes.props.landscape.land import Land

MODEL = {"n_embd": 16, "n_layer": 1, "n_head": 4}


@pytest.fixture(scope="module")
def plain(names: Run) -> Run:
    settings = replace(names.train_config, optimizer="sgd", learning_rate=0.5)
    return train(names.corpus, model=MODEL, train_config=settings)


@pytest.fixture(scope="module")
def exhibit(names: Run, plain: Run) -> Exhibit:
    return Landscape.measure(names, plain)


def sample(run: Run) -> list[str]:
    return [run.corpus.train[i] for i in np.linspace(0, len(run.corpus.train) - 1, TEXTS).astype(int)]


def test_the_losses_said_are_those_of_the_weights_themselves(names: Run, plain: Run, exhibit: Exhibit) -> None:
    facts, texts = exhibit.facts, sample(names)
    assert facts["start"] == pytest.approx(probe.loss(names.first, texts), rel=1e-5)
    assert facts["loss0"] == pytest.approx(probe.loss(plain.last, texts), rel=1e-5)
    assert facts["loss1"] == pytest.approx(probe.loss(names.last, texts), rel=1e-5)
    assert (facts["name0"], facts["name1"]) == ("plain descent", "Adam")
    assert facts["standing"] == ("lower than" if facts["loss1"] < facts["loss0"] else "higher than")


def test_the_share_of_the_cut_is_what_the_trails_keep_of_their_distances(names: Run, plain: Run) -> None:
    found = survey((plain, names), grid=2, texts=4)
    ways = np.stack([s.params.flat - names.first.params.flat for run in (plain, names) for s in run.snapshots])
    kept = sum(float((trail.place**2).sum()) for trail in found.trails) / float((ways.astype(float) ** 2).sum())
    assert found.plane.share.sum() == pytest.approx(kept, rel=1e-4)


def test_the_mesh_passes_through_every_measured_height(names: Run, plain: Run, exhibit: Exhibit) -> None:
    measured = survey((plain, names), texts=TEXTS).loss
    seen = exhibit["ground"][::FINER, ::FINER]
    assert np.sort(seen.ravel()) == pytest.approx(np.sort(measured.ravel()))
    assert exhibit.facts["places"] == measured.size >= 31 * 31
    corners = seen[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert corners.argmin() == 0
    assert finer(np.array([[0.0], [1.0], [2.0]]), 2)[:, 0] == pytest.approx([0, 0.5, 1, 1.5, 2])


def test_trails_lie_on_the_ground_and_contours_at_their_heights(exhibit: Exhibit) -> None:
    land = Land(exhibit["ground"], [exhibit["trail0"], exhibit["trail1"]], INK, aspect=float(exhibit["aspect"]))
    for which in (0, 1):
        heights = land.low + land.trails[which][::BETWEEN, 2] * land.span / land.mesh[..., 2].max()
        assert heights == pytest.approx(exhibit[f"floor{which}"], abs=0.02)
    levels = np.unique((land.low + land.contours[..., 2] * land.span / land.mesh[..., 2].max()).round(6))
    assert levels / land.interval == pytest.approx(np.round(levels / land.interval), abs=1e-3)


def test_the_running_mean_and_first_steps_are_adams(names: Run) -> None:
    taken, moved = strides(names), np.abs(names.snapshots[1].params.flat - names.first.params.flat)
    mean = 0.0
    for t, gradient in enumerate(taken.gradients, 1):
        mean = 0.9 * mean + 0.1 * gradient
        assert taken.mean[t - 1] == pytest.approx(mean / (1 - 0.9**t))
    assert taken.stride == pytest.approx(np.full(8, names.train_config.learning_rate), rel=1e-3)
    assert np.median(moved) == pytest.approx(taken.stride[0], rel=1e-3)
    assert list(taken.size) == sorted(taken.size, reverse=True)


def test_the_land_fills_its_room_however_it_is_turned(exhibit: Exhibit) -> None:
    land = Land(exhibit["ground"], [exhibit["trail0"]], INK, aspect=float(exhibit["aspect"]))
    room = np.array((1.0, -0.5, 6.0, 4.0))
    for eye in (Eye(0, np.pi / 2, 0), Eye(-0.8, 0.7, 1), Eye(0.5, 1.2, 0.4)):
        seen = eye.fit(land.border, room)(land.mesh).reshape(-1, 2) - room[:2]
        assert (np.abs(seen) <= room[2:] / 2 + 1e-9).all()


def test_one_run_in_both_roles_gives_equal_trails(names: Run) -> None:
    both = Landscape.measure(names, names)
    assert np.array_equal(both["trail0"], both["trail1"])
    assert both.facts["standing"] == "the same as"
