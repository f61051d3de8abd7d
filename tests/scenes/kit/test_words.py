"""Numbers and texts as narration says them."""

from __future__ import annotations

import pytest

from scenes.kit.words import compared, shortened, whole_percent


@pytest.mark.parametrize(("share", "said"), [(0.9, "90%"), (0.0432, "4%"), (0.0043, "less than 1%")])
def test_a_small_share_is_said_to_be_below_one_percent(share: float, said: str) -> None:
    assert whole_percent(share) == said


def test_a_value_is_above_below_or_close_to_another() -> None:
    said = [compared(value, 3.0, within=0.4) for value in (2.5, 2.7, 3.3, 3.5)]
    assert said == ["below", "close to", "close to", "above"]


def test_a_text_that_is_too_long_breaks_off() -> None:
    assert shortened("anna", 4) == "anna"
    assert shortened("annabel", 4) == "anna…"
