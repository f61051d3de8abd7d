"""The board's knobs are the model's weights, and the bars what the model says when one is turned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gptanim import probe
from gptanim.model import Params
from gptanim.run import Run
from scenes.knobs import BOARD, FULL, Knobs


def test_knobs_are_weights_of_the_model(names: Run) -> None:
    exhibit = Knobs.measure(names)
    for when, snapshot in (("untrained", names.first), ("board", names.last)):
        assert exhibit[when] == pytest.approx(snapshot.params["layer0.down"][: BOARD[0], : BOARD[1]])


def test_no_knob_of_the_board_moves_more_than_the_turned_one(names: Run) -> None:
    exhibit = Knobs.measure(names, prompt="ch")

    def said(row: int, column: int, value: float) -> np.ndarray:
        params = Params(names.last.params.flat.copy(), names.config)
        params["layer0.down"][row, column] = value
        return probe.distribution(replace(names.last, params=params), "ch")

    def effect(row: int, column: int) -> float:
        return float(np.abs(said(row, column, FULL) - said(row, column, -FULL)).sum())

    row, column = exhibit["chosen"].tolist()
    assert effect(row, column) == pytest.approx(max(effect(r, c) for r in range(BOARD[0]) for c in range(BOARD[1])))
    shown = exhibit["probs"][2, : len(names.tokenizer.labels)]
    assert shown == pytest.approx(said(row, column, FULL), abs=1e-6)
    letter = int(exhibit["most"])
    low, high = (said(row, column, end)[letter] for end in (-FULL, FULL))
    assert (exhibit.facts["p_low"], exhibit.facts["p_high"]) == (f"{low:.0%}", f"{high:.0%}")
