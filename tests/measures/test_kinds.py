"""The kinds of tokens, told by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim.measures.kinds import closeness, kinds


def test_kinds_are_of_the_little_language_or_of_letters() -> None:
    assert kinds(["·", "a", "king", "paris"]) == ["other", "other", "person", "capital"]
    assert kinds(["·", "a", "é", "z", "я", "丁", "␣"]) == [
        *("other", "vowel", "vowel", "consonant"),
        *("vowel", "other", "other"),
    ]


def test_closeness_is_the_mean_over_couples() -> None:
    angles = np.array([[1, 0.5, 0.1], [0.5, 1, 0.3], [0.1, 0.3, 1]])
    assert closeness(angles, [0, 1, 2], ["x", "x", "y"]) == pytest.approx((0.5, 0.2))
    assert closeness(angles, [0, 1, 2], ["x", "y", "other"]) is None
