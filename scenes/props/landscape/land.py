"""What a terrain is made of: points in space, tints, contour lines and trails, shared by all its copies."""

from __future__ import annotations

from collections.abc import Sequence

import cairo
import numpy as np

from gptanim.measures.relief import BETWEEN, FINER
from gptanim.stage import Array
from scenes.kit.brush import mix, rgb
from scenes.kit.parts.timeline import round_step
from scenes.kit.theme import Theme

RISE = 0.55  # from the lowest to the highest place, where the land reaches from −1 to 1
LIGHT = np.array((-0.56, 0.28, 0.78))  # from where it comes, of length 1
MOST_LINES = 30  # of equal height
BASE = -0.08
EDGES = (0, -1, np.s_[:, 0], np.s_[:, -1])


class Land:
    """Heights (M, M), row 0 at the front, as a mesh whose row 0 is at the back; trails lie on it.

    aspect: half the depth of the plane. interval: of loss, from one contour line to the next.
    """

    every, between = FINER, BETWEEN

    def __init__(self, heights: Array, trails: Sequence[Array], theme: Theme, *, aspect: float) -> None:
        self.low = float(heights.min())
        self.span = max(float(np.ptp(heights)), 1e-9)
        share = (heights - self.low) / self.span  # (M, M)
        xs, ys = np.linspace(-1, 1, heights.shape[1]), np.linspace(-aspect, aspect, heights.shape[0])
        x, y = np.meshgrid(xs, ys)
        self.mesh = np.stack([x, y, RISE * share], axis=-1)[::-1]  # (M, M, 3)
        flat = self.mesh * (1, 1, 0) + (0, 0, BASE)
        self.base = flat[:, 0], flat[:, -1], flat[-1]  # below the left, right and front edges
        self.border = np.concatenate([*self.base, flat[0], *(self.mesh[at] for at in EDGES)])
        self.line = theme.text
        self.look: tuple[float, ...] = ()  # how the land was last drawn,
        self.picture: cairo.ImageSurface | None = None  # and what came of it
        self.shades = [_row(tints) for tints in _tints(share[::-1], self.mesh, theme)]  # M pictures of M pixels
        self.interval = round_step(self.span, MOST_LINES)
        levels = self.interval * np.arange(np.ceil(self.low / self.interval), heights.max() / self.interval)
        segments, strips = _contours(self.mesh, RISE * (levels - self.low) / self.span)
        self.contours = segments  # (N, 2, 3)
        self.within = [slice(*np.searchsorted(strips, (row, row + 1)).tolist()) for row in range(len(ys) - 1)]
        self.trails = [np.column_stack([trail, RISE * _ground(trail, xs, ys, share)]) for trail in trails]

    def __deepcopy__(self, memo: object) -> Land:
        return self


def _tints(share: Array, mesh: Array, theme: Theme) -> Array:
    """Return the colour of every point, red, green and blue: of its height, and of the light on its slope."""
    steps = np.linspace(0, 1, 256)
    colours = np.array([rgb(mix(theme.surface, theme.loss, step)) for step in steps])[_nearest(np.sqrt(share))]
    dzdy, dzdx = np.gradient(mesh[..., 2], mesh[:, 0, 1], mesh[0, :, 0])
    normal = np.stack([-dzdx, -dzdy, np.ones_like(dzdx)], axis=-1)
    light = normal @ LIGHT / np.linalg.norm(normal, axis=-1) - LIGHT[2]  # 0 on flat ground
    black, white = sorted((rgb(theme.text), rgb(theme.background)), key=sum)
    side = np.where(light[..., None] > 0, white, black)
    return np.asarray(colours + (side - colours) * np.minimum(np.abs(light[..., None]) * 0.6, 0.4))


def _row(tints: Array) -> cairo.ImageSurface:
    """Return colours, (M, 3), as a picture one pixel high."""
    pixels = np.full((1, len(tints), 4), 255, np.uint8)
    pixels[0, :, :3] = np.round(255 * tints)  # as Brush: manim's pixels are RGBA
    return cairo.ImageSurface.create_for_data(pixels.data, cairo.FORMAT_ARGB32, len(tints), 1, pixels.nbytes)


def _nearest(share: Array) -> Array:
    return np.round(255 * share).astype(int)


def _ground(trail: Array, xs: Array, ys: Array, share: Array) -> Array:
    """Return the height under each point of a trail, between the four points of the mesh around it."""
    column = np.clip(np.searchsorted(xs, trail[:, 0]) - 1, 0, len(xs) - 2)
    row = np.clip(np.searchsorted(ys, trail[:, 1]) - 1, 0, len(ys) - 2)
    right = (trail[:, 0] - xs[column]) / (xs[column + 1] - xs[column])
    up = (trail[:, 1] - ys[row]) / (ys[row + 1] - ys[row])
    lower = share[row, column] * (1 - right) + share[row, column + 1] * right
    upper = share[row + 1, column] * (1 - right) + share[row + 1, column + 1] * right
    return np.asarray(lower * (1 - up) + upper * up)


def _contours(mesh: Array, levels: Array) -> tuple[Array, Array]:
    """Return the pieces of all lines of equal height, (N, 2, 3), and the strip in which each lies, (N,), rising.

    Each cell of the mesh is cut into two triangles, and each triangle that a level crosses gives one piece.
    """
    corners = mesh[:-1, :-1], mesh[:-1, 1:], mesh[1:, :-1], mesh[1:, 1:]
    strips = np.broadcast_to(np.arange(len(mesh) - 1)[:, None], corners[0].shape[:2])
    pieces, rows = [], []
    for a, b, c in ((corners[0], corners[1], corners[2]), (corners[3], corners[2], corners[1])):
        for level in levels:
            points, crossed = [], []
            for p, q in ((a, b), (b, c), (c, a)):
                rise = q[..., 2] - p[..., 2]
                t = (level - p[..., 2]) / np.where(rise == 0, 1, rise)
                crossed.append((p[..., 2] < level) != (q[..., 2] < level))
                points.append(p + t[..., None] * (q - p))
            hit = np.sum(crossed, axis=0) == 2
            flags, spots = np.stack(crossed, axis=-1)[hit], np.stack(points, axis=-2)[hit]  # (n, 3), (n, 3, 3)
            pieces.append(spots[flags].reshape(-1, 2, 3))
            rows.append(strips[hit])
    found, where = np.concatenate(pieces), np.concatenate(rows)
    order = np.argsort(where, kind="stable")
    return found[order], where[order]
