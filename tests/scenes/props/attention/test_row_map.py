"""A map that fills row by row: which cells are seen, and where a loose row lands."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.kit.layout import Region
from scenes.kit.theme import INK
from scenes.props.attention.row_map import FAINT, LooseRow, RowMap


@pytest.fixture
def row_map() -> RowMap:
    return RowMap(np.tril(np.ones((3, 3))), ["·", "a", "b"], INK, region=Region(2, 1, 4, 4))


def test_rows_are_filled_in_addition_to_those_seen(row_map: RowMap) -> None:
    assert not row_map.shown.any()
    row_map.fill(2)
    row_map.fill(upto=0)
    assert row_map.shown.tolist() == [[1, 1, 1], [0, 0, 0], [1, 1, 1]]


def test_near_cells_are_the_start_marker_s_and_the_token_s_own(row_map: RowMap) -> None:
    row_map.pick_near(1)
    assert row_map.shown.tolist() == [[FAINT] * 3, [1, 1, FAINT], [FAINT] * 3]
    assert row_map.framed.tolist() == [0, 1, 0]


def test_a_loose_row_is_so_wide_and_lands_on_its_cells(row_map: RowMap) -> None:
    row = LooseRow(row_map, 1, width=6, at=(0.0, -2.0, 0.0))
    assert row.width == pytest.approx(6)
    row.scale(1 / row.larger).move_to(row.home)
    for column in range(3):
        np.testing.assert_allclose(row.cell_at(0, column), row_map.cell_at(1, column), atol=1e-9)
