"""The loss as a landscape: where two trainings went, and how the true loss lies on the plane of their paths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gptanim.batches import Batch, pack
from gptanim.errors import ConfigError
from gptanim.layers import Array
from gptanim.model import GPTConfig, Params, evaluate
from gptanim.plane import Plane, principal_plane
from gptanim.run import Run

TEXTS = 256  # on which the loss is measured, spread evenly over the training texts
GRID = 31
MARGIN = 0.2  # beyond the paths on every side, as a share of their extent


@dataclass(frozen=True, eq=False)
class Trail:
    """The way of one run over the landscape, S snapshots long.

    steps: (S,). place: (S, 2), the weights' shadow on the plane. loss: (S,), with the weights as they were;
    floor: (S,), with the shadow, which lies in the landscape. Both in nats, on the landscape's texts.
    """

    optimizer: str
    steps: Array
    place: Array
    loss: Array
    floor: Array


@dataclass(frozen=True, eq=False)
class Landscape:
    """The true loss on the plane of some trainings.

    x, y: (G,), coordinates in weight space, where 1 is a distance of 1. loss: (G, G), in nats, row = y,
    column = x. texts: how many training texts it was measured on. trails: one for each run.
    """

    plane: Plane
    x: Array
    y: Array
    loss: Array
    texts: int
    trails: tuple[Trail, ...]


def survey(runs: Sequence[Run], *, grid: int = GRID, texts: int = TEXTS) -> Landscape:
    """Return the landscape around the paths of runs that began with the same weights.

    The plane goes through that beginning and keeps most of the squared distances of all snapshots from it (PCA of
    the weights' displacements, after Li et al. 2018, section 7); ``plane.share`` says how much. A plane through the
    mean would miss the beginning, and show an untrained model at the height of a half-trained one.
    Raises ConfigError when the runs differ in model, texts or first weights.
    """
    _check(runs)
    first = runs[0]
    flats = [np.stack([snapshot.params.flat for snapshot in run.snapshots]) for run in runs]  # each (S, P)
    plane = principal_plane(np.concatenate(flats), flats[0][0])
    batch, count = _sample(first, texts)
    places = [plane.project(flat) for flat in flats]  # each (S, 2)
    x, y = _extent(np.concatenate(places), grid)
    surface = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)  # (G · G, 2)
    losses = _losses(map(plane.lift, surface), first.config, batch)
    trails = tuple(
        Trail(
            optimizer=run.train_config.optimizer,
            steps=np.array([snapshot.step for snapshot in run.snapshots]),
            place=place,
            loss=_losses(flat, run.config, batch),
            floor=_losses(map(plane.lift, place), run.config, batch),
        )
        for run, flat, place in zip(runs, flats, places, strict=True)
    )
    return Landscape(plane, x, y, losses.reshape(grid, grid), count, trails)


def _check(runs: Sequence[Run]) -> None:
    if not runs:
        raise ConfigError("landscape: it needs at least one run.")
    first = runs[0]
    for run in runs[1:]:
        for what, same in {
            "model": run.config == first.config,
            "texts": run.corpus.train == first.corpus.train,
            "first weights": np.array_equal(run.first.params.flat, first.first.params.flat),
        }.items():
            if not same:
                raise ConfigError(
                    f"landscape: its runs differ in their {what}. Train them on one corpus with one model and one "
                    "seed; only optimizer and learning rate may differ."
                )


def _sample(run: Run, texts: int) -> tuple[Batch, int]:
    """Return a packed batch of that many training texts at most, evenly spread over all, and their number."""
    train = run.corpus.train
    chosen = [train[i] for i in np.linspace(0, len(train) - 1, min(texts, len(train))).astype(int)]
    return pack([run.tokenizer.with_markers(text) for text in chosen], run.config.block_size), len(chosen)


def _extent(places: Array, grid: int) -> tuple[Array, Array]:
    """Return evenly spaced coordinates along both axes, (G,) each, that hold all places and a margin."""
    low, high = places.min(axis=0), places.max(axis=0)
    margin = MARGIN * np.maximum(high - low, 1e-6)
    x, y = np.linspace(low - margin, high + margin, grid).T
    return x, y


def _losses(flats: Iterable[Array], config: GPTConfig, batch: Batch) -> Array:
    return np.array([evaluate(Params(flat.astype(np.float32), config), config, batch) for flat in flats])
