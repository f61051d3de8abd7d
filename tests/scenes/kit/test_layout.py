"""Regions tile the frame; what is placed fits."""

from __future__ import annotations

import itertools

import pytest
from manim import Rectangle

from scenes.kit.layout import MARGIN, Layout, Region

LAYOUTS = [Layout.of(8 * 16 / 9, 8), Layout.of(8, 8), Layout.of(4.5, 8)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_regions_are_inside_the_frame_and_apart(layout: Layout) -> None:
    regions = [layout.title, layout.stage, layout.footer, layout.caption]
    for region in regions:
        assert abs(region.x) + region.width / 2 <= layout.width / 2 - MARGIN + 1e-9
        assert abs(region.y) + region.height / 2 <= layout.height / 2
    for above, below in itertools.pairwise(regions):
        assert above.y - above.height / 2 > below.top


def test_columns_and_rows_divide_by_their_shares() -> None:
    left, right = Region(0, 0, 10, 4).columns(1, 3, gap=2)
    assert (left.width, right.width) == (2, 6)
    assert left.left == -5
    assert right.left + right.width == 5
    top, bottom = Region(0, 0, 10, 4).rows(1, 1, gap=1)
    assert (top.height, top.y, bottom.y) == (1.5, 1.25, -1.25)


def test_split_follows_the_longer_side() -> None:
    assert Region(0, 0, 4, 2).split(1, 1)[0].height == 2
    assert Region(0, 0, 2, 4).split(1, 1)[0].width == 2


def test_what_is_too_large_shrinks_and_what_is_small_stays() -> None:
    region = Region(1, 1, 4, 2)
    assert region.place(Rectangle(width=8, height=2)).width == pytest.approx(4)
    small = region.place(Rectangle(width=1, height=1), side=-1)
    assert small.width == pytest.approx(1)
    assert small.get_left()[0] == pytest.approx(-1)
