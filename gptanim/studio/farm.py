"""Shards go out to worker processes, footage comes back; one shard's failure or death leaves the others alone."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import multiprocessing.util
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager

from gptanim.errors import GptanimError, RenderError
from gptanim.studio.clip import Footage, Shard
from gptanim.studio.plan import Job

LAST_LINES = 6  # of a failed shard's traceback
Draw = Callable[[Shard], list[Footage]]
Pool = Callable[[], AbstractContextManager[Executor]]
Keep = Callable[[Job, Sequence[Footage]], None]


def render(jobs: Sequence[Job], draw: Draw, keep: Keep, pool: Pool) -> None:
    """Draw the shards of all jobs in a pool, and keep each one's footage as soon as it is there.

    Shards whose pool broke (a killed worker takes it down) are tried once more together, then each in a pool of its
    own, so that the one to blame is known and the others are drawn all the same.
    Raises RenderError at the end, when all that can be drawn has been kept.
    """
    failures: list[str] = []
    lost = list(jobs)
    for _ in range(2):
        lost = _attempt(lost, draw, keep, pool, failures)
    for job in lost:
        if _attempt([job], draw, keep, pool, failures):
            failures.append(f"segment {job.shard.segment!r}: its worker died each time; is there enough memory?")
    if failures:
        raise RenderError("\n".join(failures))


def _attempt(jobs: Sequence[Job], draw: Draw, keep: Keep, pool: Pool, failures: list[str]) -> list[Job]:
    """Draw jobs in one pool; return those that were lost because it broke."""
    lost: list[Job] = []
    if not jobs:
        return lost
    with pool() as executor:
        futures = {}
        for job in jobs:
            try:
                with _interrupts_held():
                    futures[executor.submit(draw, job.shard)] = job
            except BrokenExecutor:
                lost.append(job)
        for future in concurrent.futures.as_completed(futures):
            job = futures[future]
            try:
                keep(job, future.result())
            except BrokenExecutor:
                lost.append(job)
            except Exception as error:  # noqa: BLE001  whatever a scene raises, the other shards go on
                failures.append(_account(job.shard, error))
    return lost


def _account(shard: Shard, error: Exception) -> str:
    """Return what went wrong in a shard; an error that is not the project's own comes with where it arose."""
    if isinstance(error, GptanimError) and error.__cause__ is None:
        return f"segment {shard.segment!r}: {error}"
    return f"segment {shard.segment!r}: {error}\n  {_origin(error)}"


def _origin(error: Exception) -> str:
    """Return the last lines of the traceback in which it all began."""
    told = "".join(traceback.format_exception(error)).partition("\n\nThe above exception")[0]
    return "\n  ".join(told.strip().splitlines()[-LAST_LINES:])


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def process_pool(workers: int, warm_up: Callable[[], None]) -> Iterator[Executor]:
    """Lend a pool of fresh processes; when its user leaves with an error or Ctrl-C, they are stopped at once."""
    before = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(warm_up,))
    try:
        yield executor
        executor.shutdown()
    finally:
        for worker in set(multiprocessing.active_children()) - before:
            worker.terminate()
        executor.shutdown(wait=False, cancel_futures=True)


def _start(warm_up: Callable[[], None]) -> None:
    """Prepare a worker process."""
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    warm_up()


def _leave(*_: object) -> None:
    """End this process in the middle of a shard; its semaphores are given back, or a warning would tell of a leak."""
    multiprocessing.util._exit_function()  # type: ignore[attr-defined]  # the stubs leave it out
    os._exit(1)


def _die_with_parent() -> None:
    """End this process when the main process is gone, even if it was killed and could tell nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Put Ctrl-C off while workers are started: they inherit this, so that it reaches the main process alone."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
