"""Captions drawn in: at the right frames, in the empty region, readable, and over any line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from manim import tempconfig

from gptanim.studio import worker
from gptanim.studio.clip import Quality
from scenes.kit.layout import Layout
from scenes.kit.subtitles import Subtitles
from scenes.kit.theme import THEMES, Theme

HEIGHT, WIDTH = 480, 854
INK = THEMES["ink"]


@pytest.fixture(autouse=True)
def small(tmp_path: Path) -> Iterator[None]:
    with tempconfig(worker.settings(Quality("small", WIDTH, HEIGHT, 15, 20, "ultrafast"), str(tmp_path))):
        yield


def blank(theme: Theme) -> np.ndarray:
    colour = [int(theme.background[place : place + 2], 16) for place in (1, 3, 5)]
    return np.full((HEIGHT, WIDTH, 4), [*colour, 255], np.uint8)


def ink(picture: np.ndarray, theme: Theme) -> np.ndarray:
    """Return the rows and columns that differ from the background."""
    return np.argwhere(np.abs(picture.astype(int) - blank(theme)).max(axis=2) > 40)


def test_each_text_stands_for_its_frames() -> None:
    drawn = Subtitles([(0, "one"), (10, "two"), (25, "three")], INK)
    frame = blank(INK)
    counts = [[count for _, count in drawn.over(frame, *at)] for at in ((0, 5), (5, 15), (0, 40), (30, 4), (9, 2))]
    assert counts == [[5], [5, 10], [10, 15, 15], [4], [1, 1]]
    pictures = [picture.tobytes() for picture, _ in drawn.over(frame, 0, 40)]
    assert len(set(pictures)) == 3
    assert np.array_equal(frame, blank(INK))


@pytest.mark.parametrize("name", sorted(THEMES))
@pytest.mark.parametrize(
    "text",
    ["Short.", "It is “o”. The model gave that 26%;\nits own favourite was “a”, with 31%.", "模型什麼都不知道" * 5],
)
def test_a_text_stays_in_the_region_for_captions_and_can_be_read(name: str, text: str) -> None:
    theme = THEMES[name]
    ((picture, _),) = Subtitles([(0, text)], theme).over(blank(theme), 0, 1)
    found = ink(picture, theme)
    region = Layout.of(8 * WIDTH / HEIGHT, 8).caption
    top, bottom = ((4 - y) * HEIGHT / 8 for y in (region.top, region.top - region.height))
    assert found[:, 0].min() >= top - 3
    assert found[:, 0].max() <= bottom + 3
    assert found[:, 1].min() >= 10
    assert found[:, 1].max() <= WIDTH - 10
    assert np.ptp(found[:, 0]) >= 11  # pixels from the top of the highest letter to the foot of the lowest


@pytest.mark.parametrize("text", ["", " ", "<b>bold</b> & {x}", "e\u0301\u202eRTL", "🦆"])
def test_any_text_is_only_drawn(text: str) -> None:
    ((picture, count),) = Subtitles([(0, text)], INK).over(blank(INK), 0, 3)
    assert (picture.shape, count) == ((HEIGHT, WIDTH, 4), 3)
