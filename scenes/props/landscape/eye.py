"""The eye that looks at a land: what it sees, and how that is fitted into a box."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cairo
import numpy as np

from gptanim.stage import Array

DISTANCE = 5.0  # of the eye, where the land reaches from −1 to 1


@dataclass(frozen=True)
class Eye:
    """turn, tilt: in radians, to the side of the front, and above the horizon. lift: by what heights are multiplied."""

    turn: float
    tilt: float
    lift: float

    def see(self, points: Array) -> Array:
        """Return where points of the land appear, (…, 3) give (…, 2): the nearer, the larger."""
        x, y, z = points[..., 0], points[..., 1], self.lift * points[..., 2]
        right = x * np.cos(self.turn) + y * np.sin(self.turn)
        away = y * np.cos(self.turn) - x * np.sin(self.turn)
        up = away * np.sin(self.tilt) + z * np.cos(self.tilt)
        depth = away * np.cos(self.tilt) - z * np.sin(self.tilt)
        return np.asarray(np.stack([right, up], axis=-1) * (DISTANCE / (DISTANCE + depth))[..., None])

    def fit(self, border: Array, room: Array) -> Callable[[Array], Array]:
        """Return what sees points so that those of the border, (N, 3), just fill a room: (4,), middle and size."""
        seen = self.see(border)
        low, high = seen.min(axis=0), seen.max(axis=0)
        scale = float((room[2:] / (high - low)).min())
        return lambda points: np.asarray((self.see(points) - (low + high) / 2) * scale + room[:2])


def pixels(
    ctx: cairo.Context[cairo.ImageSurface], width: float, height: float
) -> tuple[tuple[int, int, int, int], tuple[float, ...]]:
    """Return the pixels that a box around the origin covers, left, top, width, height, and the map to them."""
    corners = np.array([ctx.user_to_device(x, y) for x in (-width / 2, width / 2) for y in (-height / 2, height / 2)])
    low, high = np.floor(corners.min(axis=0)).astype(int) - 2, np.ceil(corners.max(axis=0)).astype(int) + 2
    m = ctx.get_matrix()
    box = int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])
    return box, (m.xx, m.yx, m.xy, m.yy, m.x0, m.y0)
