"""The principal plane: against the SVD, and the same whatever the order of the points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptanim.errors import ShapeError
from gptanim.plane import principal_plane

CLOUD = np.random.default_rng(0).normal(size=(9, 5)) * [5, 3, 1, 1, 1] + 7


def test_it_is_that_of_the_svd_of_the_centred_points():
    plane = principal_plane(CLOUD)
    centred = CLOUD - CLOUD.mean(axis=0)
    u, sizes, _ = np.linalg.svd(centred)
    np.testing.assert_allclose(np.abs(plane.project(CLOUD)), np.abs(u[:, :2] * sizes[:2]), rtol=1e-9)
    variances = np.linalg.eigvalsh(np.cov(CLOUD.T))[::-1]
    np.testing.assert_allclose(plane.share, variances[:2] / variances.sum(), rtol=1e-9)


@given(st.permutations(range(len(CLOUD))))
def test_the_order_of_the_points_changes_no_place_and_no_sign(order):
    plane, other = principal_plane(CLOUD), principal_plane(CLOUD[list(order)])
    np.testing.assert_allclose(other.axes, plane.axes, atol=1e-9)
    np.testing.assert_allclose(other.project(CLOUD), plane.project(CLOUD), atol=1e-9)


def test_the_greatest_entry_of_an_axis_is_positive():
    for mirrored in (CLOUD, -CLOUD):
        axes = principal_plane(mirrored).axes
        assert (axes[range(2), np.abs(axes).argmax(axis=1)] > 0).all()
        np.testing.assert_allclose(axes @ axes.T, np.eye(2), atol=1e-12)


def test_points_of_the_plane_come_back_from_it():
    plane = principal_plane(CLOUD)
    places = np.array([[1.0, 2], [-3, 0.5]])
    np.testing.assert_allclose(plane.project(plane.lift(places)), places, atol=1e-12)


def test_a_given_centre_lies_in_the_plane():
    plane = principal_plane(CLOUD, CLOUD[4])
    np.testing.assert_allclose(plane.project(CLOUD[4]), 0, atol=1e-12)
    np.testing.assert_array_equal(plane.lift(np.zeros(2)), CLOUD[4])


def test_points_on_one_line_leave_the_second_axis_empty():
    plane = principal_plane(np.outer(np.arange(4.0), [3.0, 4.0]))
    np.testing.assert_allclose(plane.axes, [[0.6, 0.8], [0, 0]], atol=1e-12)
    np.testing.assert_allclose(plane.share, [1, 0], atol=1e-12)
    assert (principal_plane(np.ones((3, 3))).share == 0).all()


def test_too_few_points_are_refused():
    with pytest.raises(ShapeError, match=r"these are \(1, 5\)"):
        principal_plane(CLOUD[:1])
