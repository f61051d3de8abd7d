"""Regions tile the frame; what is placed fits."""

from __future__ import annotations

import itertools

import pytest
from manim import Rectangle

from scenes.kit.layout import MARGIN, Layout, Region

WIDE, SQUARE, TALL = Layout.of(8 * 16 / 9, 8), Layout.of(12, 12), Layout.of(12, 12 * 16 / 9)
LAYOUTS = [WIDE, SQUARE, TALL]


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


def test_columns_stand_in_a_wide_frame_and_lie_in_a_tall_one() -> None:
    left, right = WIDE.stage.columns(1, 1)
    assert left.y == right.y
    above, below = TALL.stage.columns(1, 1)
    assert (above.x, above.width) == (below.x, below.width) == (TALL.stage.x, TALL.stage.width)
    assert above.y > below.y


def test_narrow_columns_get_rows_that_their_content_fits_without_shrinking_more_than_the_frame_does() -> None:
    meant = WIDE.stage.columns(4, 1)
    for row, column in zip(TALL.stage.columns(4, 1), meant, strict=True):
        assert row.height >= column.height * min(1, row.width / column.width)


def test_cells_of_a_row_stay_beside_each_other_while_they_fit() -> None:
    row, _ = TALL.stage.rows(0.6, 4.4)
    cells = row.columns(1, 1, 1)
    assert len({cell.y for cell in cells}) == 1


def test_what_was_meant_for_rows_stays_in_rows() -> None:
    for layout in LAYOUTS:
        above, below = layout.stage.rows(1, 4)
        assert above.y > below.y
        assert below.height == pytest.approx(4 * above.height)


def test_an_inset_region_reflows_like_the_whole() -> None:
    assert len({region.x for region in TALL.stage.inset(0.2).columns(1, 1)}) == 1


def test_what_was_composed_for_a_wide_frame_grows_only_where_both_sides_have_room() -> None:
    assert WIDE.stage.columns(1, 1)[0].growth == 1
    assert TALL.stage.growth == 1
    above = TALL.stage.columns(1, 1)[0]
    assert above.growth == pytest.approx(min(above.width / above.wide[0], above.height / above.wide[1]))  # type: ignore[index]
    assert above.growth > 1.2


def test_firm_columns_stay_beside_each_other() -> None:
    left, right = TALL.stage.firm.columns(1, 1)
    assert left.y == right.y
    assert left.left + left.width < right.left


def test_the_middle_of_a_tall_stage_is_no_taller_than_asked() -> None:
    assert TALL.stage.middle(0.8).height == pytest.approx(0.8 * TALL.stage.width)
    assert TALL.stage.middle(0.8).y == TALL.stage.y
    assert WIDE.stage.middle(0.1) == WIDE.stage


def test_filling_enlarges_in_narrow_frames_alone() -> None:
    assert WIDE.stage.fill(Rectangle(width=1, height=1)).width == pytest.approx(1)
    assert TALL.stage.fill(Rectangle(width=1, height=1), most=2).width == pytest.approx(2)
    assert TALL.stage.fill(Rectangle(width=10, height=1), most=2).width == pytest.approx(TALL.stage.width)
    assert TALL.stage.fill(Rectangle(width=40, height=1)).width == pytest.approx(TALL.stage.width)
