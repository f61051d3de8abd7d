"""A landscape made ready to be drawn: a finer mesh, trails that hug the ground, contour lines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gptanim.landscape import Landscape

Floats = npt.NDArray[np.float64]
FINER = 2  # pieces into which the mesh is divided
BETWEEN = 8  # pieces of a trail from one snapshot to the next


def relief(found: Landscape) -> dict[str, npt.NDArray[np.float64]]:
    """Return what is drawn of a landscape, on a plane whose longer side runs from −1 to 1.

    ground: (M, M), the loss on a mesh FINER than the measured one, which it passes through; row = y, column = x.
    aspect: half the height of the plane. Axes are turned around so that the lowest corner comes first. trail0,
    trail1, …: (N, 2), coordinates of the trails, BETWEEN of them from each snapshot to the next. steps0, loss0,
    floor0, …: (S,), of the snapshots, as in landscape.Trail.
    """
    wide, high = float(np.ptp(found.x)), float(np.ptp(found.y))
    aspect = float(np.clip(high / wide, 0.45, 1.0))  # a plane without a second direction is drawn as one with it
    middle, corners = np.array([found.x.mean(), found.y.mean()]), found.loss[np.ix_((0, -1), (0, -1))]
    lowest = np.array(np.unravel_index(corners.argmin(), (2, 2)))
    up, right = 1 - 2 * lowest  # −1 turns an axis around, whose sense says nothing
    scale = np.array([2 * right / wide, 2 * aspect * up / high])
    ground = finer(finer(found.loss[::up, ::right], FINER).T, FINER).T
    arrays = {"ground": ground, "aspect": np.array(aspect)}
    for i, trail in enumerate(found.trails):
        places = (trail.place - middle) * scale
        moments = np.linspace(0, len(places) - 1, BETWEEN * (len(places) - 1) + 1)
        along = [np.interp(moments, np.arange(len(places)), places[:, axis]) for axis in (0, 1)]
        arrays[f"trail{i}"] = np.stack(along, axis=-1)
        arrays |= {f"steps{i}": trail.steps.astype(float), f"loss{i}": trail.loss, f"floor{i}": trail.floor}
    return arrays


def numbers(found: Landscape) -> dict[str, float]:
    """Return what can be said: of the cut, of the common start, and of the end of each trail."""
    said = {"places": found.loss.size, "texts": found.texts, "share": float(found.plane.share.sum())}
    said |= {"start": float(found.trails[0].loss[0])}
    for i, trail in enumerate(found.trails):
        ends = {"last": int(trail.steps[-1]), "loss": float(trail.loss[-1]), "floor": float(trail.floor[-1])}
        said |= {f"{name}{i}": value for name, value in ends.items()}
    return said


def finer(rows: Floats, pieces: int) -> Floats:
    """Return rows between rows, (M, C) gives (pieces · (M − 1) + 1, C), by cubic curves (Catmull & Rom 1974)."""
    count = len(rows)
    padded = np.concatenate([2 * rows[:1] - rows[1:2], rows, 2 * rows[-1:] - rows[-2:-1]])
    at = np.arange(pieces * (count - 1) + 1) / pieces
    cell = np.minimum(at.astype(int), count - 2)
    t = (at - cell)[:, None]
    p0, p1, p2, p3 = (padded[cell + i] for i in range(4))
    bend, lean = 2 * p0 - 5 * p1 + 4 * p2 - p3, 3 * (p1 - p2) + p3 - p0
    return np.asarray(p1 + 0.5 * t * (p2 - p0 + t * (bend + t * lean)))
