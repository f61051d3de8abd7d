"""What the closing recalls is what the run recorded, computed another way."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from gptanim import probe
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.closing import SAMPLES, Closing


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Closing.measure(names)


def test_the_moments_are_snapshots_from_the_first_to_the_last(names: Run, exhibit: Exhibit) -> None:
    steps = exhibit["steps"].tolist()
    assert (steps[0], steps[-1]) == (names.first.step, names.last.step)
    assert set(steps) <= {snapshot.step for snapshot in names.snapshots}


def test_bets_maps_and_pages_are_those_of_the_snapshots(names: Run, exhibit: Exhibit) -> None:
    prefix = probe.frequent_prefix(names, 2)
    recorded = {snapshot.step: snapshot for snapshot in names.snapshots}
    for k, step in enumerate(exhibit["steps"].tolist()):
        snapshot = recorded[step]
        assert exhibit["probs"][k].max() == pytest.approx(float(probe.distribution(snapshot, prefix).max()))
        assert exhibit["samples"][k].tolist() == list(snapshot.samples[:SAMPLES])
        assert np.allclose(exhibit["attention"][k].sum(axis=-1), 1, rtol=1e-4)


def test_the_points_lie_where_the_embeddings_end(names: Run, exhibit: Exhibit) -> None:
    table = names.last.params["wte"].astype(float)
    known = [names.tokenizer.labels.index(name) for name in exhibit["names"].tolist()]
    seen, real = exhibit["path"][-1], table[known]
    apart = np.linalg.norm(seen[:, None] - seen, axis=-1)
    assert (apart <= np.linalg.norm(real[:, None] - real, axis=-1) + 1e-6).all()  # a projection brings nothing apart


def test_the_loss_is_the_recorded_one(names: Run, exhibit: Exhibit) -> None:
    assert exhibit.facts["first"] == pytest.approx(float(names.train_loss[0]))
    near = names.train_loss[-1 - int(0.1 * (len(names.train_loss) - 1)) :].astype(float)
    assert exhibit.facts["last"] == pytest.approx(float(near.mean()), rel=1e-5)
    assert (exhibit["at"][0], exhibit["at"][-1]) == (1, names.train_config.steps)


def test_resemblance_is_counted_in_letter_triples(names: Run, exhibit: Exhibit) -> None:
    def triples(text: str) -> list[str]:
        marked = f"·{text}·"
        return [marked[i : i + 3] for i in range(max(1, len(marked) - 2))]

    known = {triple for text in names.corpus.train for triple in triples(text)}
    written = [triple for text in names.last.samples for triple in triples(text)]
    share = np.mean([triple in known for triple in written])
    assert exhibit.facts["known"] == pytest.approx(share)
    assert (exhibit.facts["like"] == "resembles") == (share > 0.75)


def test_strands_are_gradients_of_the_snapshots_batch(names: Run, exhibit: Exhibit) -> None:
    assert exhibit["grads"].shape[1] == sum(a * b for a, b in pairwise(exhibit["sizes"].tolist()))
    last = np.concatenate([names.last.grads[name].ravel() for name in names.last.grads])
    assert np.isin(exhibit["grads"][-1].astype(last.dtype), last).all()
