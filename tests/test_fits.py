"""Curve fits: least squares against NumPy's own, and what flexibility does to both errors."""

import numpy as np
import pytest

from gptanim.errors import ConfigError
from gptanim.fits import DEGREES, fit, fits, points, truth


def test_the_fit_is_that_of_numpy():
    measured, grid = points(3), np.linspace(-1, 1, 50)
    for degree in (0, 1, 3, 8):
        expected = np.polynomial.Polynomial.fit(measured.x, measured.y, degree)
        found = fit("some", degree, measured, grid)
        np.testing.assert_allclose(found.curve, expected(grid), atol=1e-9)
        error = np.sqrt(np.mean((expected(measured.held_out_x) - measured.held_out_y) ** 2))
        assert found.held_out_error == pytest.approx(error, rel=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_flexibility_always_lowers_the_error_on_the_points_learned_from(seed):
    errors = [some.train_error for some in fits(seed).fits]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 1e-9  # as many coefficients as points: it passes through each


def test_the_right_fit_is_best_on_points_held_out():
    simple, right, flexible = fits().fits
    assert (simple.name, right.name, flexible.name) == tuple(DEGREES)
    assert right.held_out_error < min(simple.held_out_error, flexible.held_out_error)
    assert right.held_out_error < 2 * right.train_error
    assert simple.train_error > 2 * right.train_error


def test_a_seed_gives_the_same_points_again():
    np.testing.assert_array_equal(points(5).y, points(5).y)
    assert not np.array_equal(points(5).y, points(6).y)


def test_curves_and_truth_lie_over_the_grid():
    found = fits(grid=31)
    assert found.grid.shape == found.truth.shape == (31,)
    assert all(some.curve.shape == (31,) for some in found.fits)
    np.testing.assert_allclose(truth(np.array([-0.5, 0, 0.5])), [-1, 0, 1], atol=1e-15)


def test_more_coefficients_than_points_are_refused():
    with pytest.raises(ConfigError, match="12 points cannot determine a polynomial of degree 12"):
        fit("wild", 12, points(), np.zeros(1))
