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
        (0, 0, "none is a copy", ""),
        (1, 0, "1 is a copy", "; the other 3 it made up"),
        (3, 1, "3 are copies", "; the other 1 it made up"),
        (4, 0, "all are copies", ""),
    ],
)
def test_copies_are_told_as_a_clause(copied: int, met: int, clause: str, others: str) -> None:
    said = phrases.of_copies(Copies(("a", "b", "c", "d"), np.arange(4) < copied, met))
    assert (said["drawn"], said["copies"], said["own"]) == (4, clause, others)
    assert str(said["met"]).endswith(f": {met}.")


def test_the_pair_that_is_cured_is_named_as_the_words_name_tokens(names: Run) -> None:
    found = course(names, stops=3, points=20)
    assert found.mistake is not None
    first, second = found.mistake.pair
    said = phrases.of_mistake(found)
    assert said["pair"] == f"“{second}” after “{first}”"
    assert said["pair"] in said["first_cured"]
    assert said["pair"] in said["cured"]


def test_phases_share_the_time_between_them(names: Run) -> None:
    found = course(names, stops=3, points=20)
    said = phrases.of_phases(found)
    assert said["fast_time"] == f"{found.fast_steps / 200:.0%}"
    assert said["slow_words"] == "The rest is slow"
    assert said["late"] == f"the rest: {found.slow_share:.0%} in {said['slow_time']}"
