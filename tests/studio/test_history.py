from typing import Any

import pytest

from gptanim.studio.history import History, Receipt

PARTS: dict[str, Any] = {
    "segment": "loss",
    "name": "curve",
    "sources": {"scenes/loss.py": "a" * 64, "scenes/kit/theme.py": "b" * 64},
    "exhibit": "c" * 64,
    "theme": "ink",
    "size": [854, 480, 15],
    "seconds": 2.0,
    "versions": {"manim": "0.22.0"},
}
OLD = Receipt(PARTS, frames=30, spent=0.3)


def test_a_clip_costs_what_it_took_before_whatever_its_length() -> None:
    other = Receipt({**PARTS, "name": "slide"}, frames=30, spent=9.0)
    history = History([Receipt(PARTS, 30, 5.0), OLD, other])
    assert history.cost({**PARTS, "exhibit": "new"}, 60) == pytest.approx(0.6)


def test_a_clip_never_drawn_costs_what_others_of_its_size_took() -> None:
    other = Receipt({**PARTS, "size": [1920, 1080, 60]}, frames=30, spent=900.0)
    assert History([OLD, other]).cost({**PARTS, "name": "slide"}, 60) == pytest.approx(0.6)


def test_without_experience_more_frames_and_more_pixels_cost_more() -> None:
    draft, full = History().cost(PARTS, 30), History().cost({**PARTS, "size": [1920, 1080, 60]}, 30)
    assert 0 < draft < full
    assert History().cost(PARTS, 60) == pytest.approx(2 * draft)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "its file was lost or spoilt"),
        ({"sources": {**PARTS["sources"], "scenes/loss.py": "d" * 64}}, "scenes/loss.py changed"),
        ({"sources": {"scenes/loss.py": "a" * 64}}, "scenes/kit/theme.py is gone"),
        ({"sources": {**PARTS["sources"], "scenes/new.py": "e" * 64}}, "scenes/new.py is new"),
        ({"exhibit": "f" * 64}, "exhibit changed"),
        ({"theme": "paper", "seconds": 2.5}, "theme was ink, is paper, seconds was 2.00, is 2.50"),
        ({"size": [1920, 1080, 30]}, "size was 854×480×15, is 1920×1080×30"),
        ({"versions": {"manim": "0.23.0"}}, "manim was 0.22.0, is 0.23.0"),
        ({"name": "slide"}, "never drawn before"),
    ],
)
def test_it_is_told_what_changed(change: dict[str, Any], words: str) -> None:
    assert History([OLD]).why({**PARTS, **change}) == words


def test_of_several_times_the_one_most_alike_is_compared() -> None:
    far = Receipt({**PARTS, "theme": "paper", "exhibit": "f" * 64}, 30, 0.3)
    assert History([OLD, far]).why({**PARTS, "seconds": 3.0}) == "seconds was 2.00, is 3.00"
