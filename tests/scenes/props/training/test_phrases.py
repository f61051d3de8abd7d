"""Sentences that depend on numbers, for numbers on either side."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim.measures.copies import Copies
from gptanim.measures.course import course
from gptanim.run import Run
from scenes.props.training import phrases


@pytest.mark.parametrize(
    ("copied", "met", "clause", "others"),
    [
        (0, 0, "none is copied", ""),
        (1, 0, "1 is copied", " The other 3 it made up."),
        (3, 1, "3 are copied", " The other 1 it made up, though 1 happen to be real names kept back from it."),
        (4, 0, "all are copied", ""),
    ],
)
def test_copies_are_told_as_a_clause(copied: int, met: int, clause: str, others: str) -> None:
    said = phrases.of_copies(Copies(("a", "b", "c", "d"), np.arange(4) < copied, met))
    assert said == {"drawn": 4, "copies": clause, "own": others}


def test_where_nothing_was_kept_back_nothing_is_claimed(odd_runs: dict[str, Run]) -> None:
    found = course(odd_runs["one repeated name"], stops=3, points=20)
    assert phrases.of_held_out(found)["held_out_words"] == phrases.NONE_KEPT_BACK


def test_held_out_losses_are_the_recorded_ones(names: Run) -> None:
    words = phrases.of_held_out(course(names, stops=3, points=20))["held_out_words"]
    assert f"falls from {names.first.val_loss:.2f} to {names.last.val_loss:.2f}" in words


def test_the_pair_that_is_cured_is_named_as_the_words_name_tokens(names: Run) -> None:
    found = course(names, stops=3, points=20)
    assert found.mistake is not None
    first, second = found.mistake.pair
    said = phrases.of_mistake(found)
    assert said["pair"] == f"“{second}” after “{first}”"
    assert said["pair"] in said["first_cured"]


def test_phases_share_the_time_between_them(names: Run) -> None:
    found = course(names, stops=3, points=20)
    said = phrases.of_phases(found)
    assert said["fast_time"] == f"{found.fast_steps / 200:.0%}"
    assert said["slow_words"] == "The rest is slow"
    assert said["late"] == f"the rest: {found.slow_share:.0%} in {said['slow_time']}"
