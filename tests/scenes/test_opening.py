"""The opening's names are the model's own, and its counters are the recorded ones."""

from __future__ import annotations

import numpy as np

from gptanim.run import Run
from scenes.opening import COUNT, Opening


def test_names_said_to_stand_nowhere_do_not(names: Run) -> None:
    exhibit = Opening.measure(names)
    assert exhibit.facts["claim"] == "Not one of these stands"
    assert not set(exhibit["written"].tolist()) & set(names.corpus.train + names.corpus.held_out)


def test_copies_are_counted_where_the_model_has_nothing_of_its_own(odd_runs: dict[str, Run]) -> None:
    run = odd_runs["one letter"]
    exhibit = Opening.measure(run)
    copied = sum(text in run.corpus.texts for text in exhibit["written"].tolist())
    assert exhibit.facts["claim"] == (f"{copied} of these {COUNT} stand" if copied else "Not one of these stands")


def test_counters_are_those_of_the_snapshots(names: Run) -> None:
    exhibit = Opening.measure(names)
    recorded = {snapshot.step: snapshot for snapshot in names.snapshots}
    assert (exhibit["steps"][0], exhibit["steps"][-1]) == (0, names.train_config.steps)
    for step, loss, wall in zip(exhibit["steps"], exhibit["losses"], exhibit["weights"], strict=True):
        assert loss == recorded[int(step)].train_loss
        flat = np.concatenate([value.ravel() for value in recorded[int(step)].params.values()])
        assert exhibit.facts["n_params"] == len(flat)
        assert np.array_equal(wall.ravel()[: len(flat)], flat)
        assert not wall.ravel()[len(flat) :].any()
