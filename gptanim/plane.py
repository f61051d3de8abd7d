"""The plane in which a cloud of points is widest: principal component analysis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gptanim.errors import ShapeError
from gptanim.layers import Array


@dataclass(frozen=True, eq=False)
class Plane:
    """A flat cut through D dimensions.

    centre: (D,), the origin. axes: (2, D), of length 1 and at right angles. share: (2,), how much of the squared
    distances from the centre lies along each axis, 0 to 1, among the points that gave the plane.
    """

    centre: Array
    axes: Array
    share: Array

    def project(self, points: Array) -> Array:
        """Return the coordinates in the plane that are nearest to points of (…, D), (…, 2)."""
        return np.asarray((points - self.centre) @ self.axes.T)

    def lift(self, coordinates: Array) -> Array:
        """Return the points, (…, D), that lie in the plane at coordinates of (…, 2)."""
        return np.asarray(self.centre + coordinates @ self.axes)


def principal_plane(points: Array, centre: Array | None = None) -> Plane:
    """Return the plane through a centre that comes nearest to N points, (N, D), in float64.

    centre: (D,); None for the mean of the points, so that ``share`` is that of the variance. Its axes are singular
    vectors; each points so that its entry of greatest size is positive (the first of equal ones), whatever the order
    of the points. An axis is 0 where the points leave no direction for it.
    Raises ShapeError when there are fewer than two points or dimensions.
    """
    if points.ndim != 2 or min(points.shape) < 2:
        raise ShapeError(f"a plane needs two points or more of two dimensions or more; these are {points.shape}.")
    cloud = points.astype(np.float64)
    middle = cloud.mean(axis=0) if centre is None else centre.astype(np.float64)
    _, sizes, axes = np.linalg.svd(cloud - middle, full_matrices=False)
    axes = axes[:2] * _signs(axes[:2]) * (sizes[:2] > sizes[0] * 1e-12)[:, None]
    return Plane(middle, axes, sizes[:2] ** 2 / max(float(sizes @ sizes), np.finfo(float).tiny))


def _signs(axes: Array) -> Array:
    greatest = np.abs(axes).argmax(axis=1)[:, None]
    return np.where(np.take_along_axis(axes, greatest, axis=1) < 0, -1.0, 1.0)  # (2, 1)
