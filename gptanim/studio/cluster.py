"""Many machines: the same shards, drawn by the workers of a Dask cluster, which need no shared disk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import cache
from typing import Any

from gptanim.errors import RenderError
from gptanim.studio import takes
from gptanim.studio.clip import Footage, Shard, Tick

START = "start workers in the project's folder with: dask worker {} --nworkers auto --nthreads 1"


def workers(address: str) -> int:
    """Return how many workers a cluster has.

    Raises RenderError when it has none, or one that would draw two scenes in one process, which manim cannot.
    """
    with _client(address) as client:
        threads: dict[str, int] = client.nthreads()
    if not threads:
        raise RenderError(f"the cluster at {address} has no workers; {START.format(address)}")
    if max(threads.values()) > 1:
        raise RenderError(f"manim draws one scene a process, but workers have several threads; {START.format(address)}")
    return len(threads)


@contextmanager
def pool(address: str) -> Iterator[Executor]:
    """Lend a cluster as an executor; what is not finished when its user leaves is cancelled."""
    with _client(address) as client:
        executor: Executor = client.get_executor(pure=False)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)


def draw(shard: Shard, tick: Tick) -> list[Footage]:
    """Draw a shard in a worker that may have drawn other versions of the scenes before.

    Raises RenderError when its files are not those of the machine that asks.
    """
    from gptanim.studio import worker

    for name in [name for name in sys.modules if name.partition(".")[0] == "scenes"]:
        del sys.modules[name]
    ours = takes.sources_of(shard.segment)
    differing = sorted(name for name in {*ours, *shard.sources} if ours.get(name) != shard.sources.get(name))
    if differing:
        raise RenderError(f"a worker of the cluster has another {differing[0]}; bring its project folder up to date")
    _warm_up()
    return worker.render(shard, tick)


@cache
def _warm_up() -> None:
    """Register the fonts, once in a process."""
    from gptanim.studio import worker

    worker.warm_up()


@contextmanager
def _client(address: str) -> Iterator[Any]:  # Any: Dask is optional, and so are its types
    try:
        from distributed import Client
    except ImportError as error:
        raise RenderError("--cluster needs Dask: pip install -c constraints.txt 'gptanim[cluster]'") from error
    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RenderError(f"no Dask scheduler answers at {address}; start one with: dask scheduler") from error
    with client:
        yield client
