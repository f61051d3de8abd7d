"""Three curves through the same points: one too simple, one right, one so flexible that it learns the noise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.polynomial import legendre

from gptanim.errors import ConfigError

Floats = npt.NDArray[np.float64]
DEGREES = {"too simple": 1, "right": 3, "too flexible": 11}
NOISE = 0.25  # standard deviation, where the truth swings between −1 and 1


@dataclass(frozen=True, eq=False)
class Points:
    """Noisy measurements of one wave: those to learn from and those held out.

    x, y: (N,), x from −1 to 1 in rising order; held_out_x, held_out_y: (M,).
    """

    x: Floats
    y: Floats
    held_out_x: Floats
    held_out_y: Floats


@dataclass(frozen=True, eq=False)
class Fit:
    """The polynomial of this degree that passes nearest to the points to learn from.

    curve: (G,), its height over the grid. train_error, held_out_error: root mean square distance in y.
    """

    name: str
    degree: int
    curve: Floats
    train_error: float
    held_out_error: float


@dataclass(frozen=True, eq=False)
class Fits:
    """The points, what they were drawn from, and what was made of them. grid, truth: (G,)."""

    points: Points
    grid: Floats
    truth: Floats
    fits: tuple[Fit, ...]


def truth(x: Floats) -> Floats:
    """Return the wave that the points were measured from, without noise."""
    return np.asarray(np.sin(np.pi * x))


def points(seed: int = 0, *, train: int = 12, held_out: int = 12) -> Points:
    """Return points spread over −1..1 with normal noise: those to learn from evenly, those held out at random."""
    rng = np.random.default_rng(seed)
    x, unseen = np.linspace(-1, 1, train), np.sort(rng.uniform(-1, 1, held_out))
    noise = rng.normal(0, NOISE, train + held_out)
    return Points(x, truth(x) + noise[:train], unseen, truth(unseen) + noise[train:])


def fit(name: str, degree: int, points: Points, grid: Floats) -> Fit:
    """Fit a polynomial by least squares.

    Raises ConfigError when its degree is not among 0..N − 1: more coefficients than points fit in many ways.
    """
    if not 0 <= degree < len(points.x):
        raise ConfigError(
            f"fits: {len(points.x)} points cannot determine a polynomial of degree {degree}; "
            f"choose 0 to {len(points.x) - 1}."
        )
    columns = legendre.legvander(points.x, degree)  # (N, degree + 1): they stay apart where powers of x would not
    coefficients = np.linalg.lstsq(columns, points.y)[0]  # (degree + 1,)

    def error(x: Floats, y: Floats) -> float:
        return float(np.sqrt(np.mean((legendre.legval(x, coefficients) - y) ** 2)))

    curve = np.asarray(legendre.legval(grid, coefficients))  # (G,)
    errors = error(points.x, points.y), error(points.held_out_x, points.held_out_y)
    return Fit(name, degree, curve, *errors)


def fits(seed: int = 0, *, degrees: Mapping[str, int] = DEGREES, grid: int = 201) -> Fits:
    """Return one seeded set of points and a fit of each degree, drawn over ``grid`` places from −1 to 1."""
    measured, places = points(seed), np.linspace(-1, 1, grid)
    made = tuple(fit(name, degree, measured, places) for name, degree in degrees.items())
    return Fits(measured, places, truth(places), made)
