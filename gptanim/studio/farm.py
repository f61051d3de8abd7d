"""Shards go out to worker processes, footage comes back; one shard's failure or death leaves the others alone."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import multiprocessing.util
import os
import shutil
import signal
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from gptanim.errors import GptanimError, RenderError
from gptanim.studio.clip import Footage, Shard, Tick
from gptanim.studio.plan import Job
from gptanim.studio.tally import Tally

LAST_LINES = 6  # of a failed shard's traceback
TELL_SECONDS = 0.2  # how often it is told how many frames are drawn
T = TypeVar("T")
Draw = Callable[[Shard, Tick], list[Footage]]
Pool = Callable[[], AbstractContextManager[Executor]]
Keep = Callable[[Job, Sequence[Footage]], None]
Tell = Callable[[Sequence[int], Set[int]], None]  # takes how many frames of each shard are drawn, and which are done


def render(jobs: Sequence[Job], draw: Draw, keep: Keep, pool: Pool, tell: Tell = lambda frames, done: None) -> None:
    """Draw the shards of all jobs in a pool, and keep each one's footage as soon as it is there.

    Shards whose pool broke (a killed worker takes it down) are tried once more together, then each in a pool of its
    own, so that the one to blame is known and the others are drawn all the same.
    Raises RenderError at the end, when all that can be drawn has been kept.
    """
    if not jobs:
        return
    with tempfile.TemporaryDirectory(prefix="gptanim-") as folder:
        shoot = _Shoot(jobs, draw, keep, tell, Tally(Path(folder, "frames")))
        lost = list(range(len(jobs)))
        for _ in range(2):
            lost = shoot.attempt(lost, pool)
        for number in lost:
            if shoot.attempt([number], pool):
                segment = jobs[number].shard.segment
                shoot.failures.append(f"segment {segment!r}: its worker died each time; is there enough memory?")
    if shoot.failures:
        raise RenderError("\n".join(shoot.failures))


class _Shoot:
    """The drawing of some jobs, known by their numbers: what failed, and how far it is."""

    def __init__(self, jobs: Sequence[Job], draw: Draw, keep: Keep, tell: Tell, tally: Tally) -> None:
        self.jobs, self.draw, self.keep, self.tell, self.tally = jobs, draw, keep, tell, tally
        self.failures: list[str] = []
        self.finished = set[int]()
        tally.clear(len(jobs))

    def attempt(self, numbers: Sequence[int], pool: Pool) -> list[int]:
        """Draw jobs in one pool; return those that were lost because it broke."""
        lost: list[int] = []
        if not numbers:
            return lost
        with pool() as executor:
            futures = {}
            for number in numbers:
                try:
                    with interrupts_held():
                        shard = self.jobs[number].shard
                        futures[executor.submit(_drawn, self.draw, shard, self.tally, number)] = number
                except BrokenExecutor:
                    lost.append(number)
            for future in self._as_completed(futures):
                try:
                    self._receive(futures[future], future.result())
                except BrokenExecutor:
                    lost.append(futures[future])
                except Exception as error:  # noqa: BLE001  whatever a scene raises, the other shards go on
                    self.failures.append(_account(self.jobs[futures[future]].shard, error))
        return lost

    def _as_completed(self, futures: Iterable[Future[list[Footage]]]) -> Iterator[Future[list[Footage]]]:
        """Yield futures as they are done, and tell meanwhile how far all are."""
        waiting = set(futures)
        while waiting:
            done, waiting = concurrent.futures.wait(waiting, TELL_SECONDS, return_when=FIRST_COMPLETED)
            yield from done
            self.tell(self.tally.counts(), self.finished)

    def _receive(self, number: int, footage: Sequence[Footage]) -> None:
        self.keep(self.jobs[number], footage)
        self.tally.write(number, sum(piece.frames for piece in footage))
        self.finished.add(number)


def _drawn(draw: Draw, shard: Shard, tally: Tally, number: int) -> list[Footage]:
    """Draw a shard in a worker, and count its frames."""
    return draw(shard, partial(tally.write, number))


def _account(shard: Shard, error: Exception) -> str:
    """Return what went wrong in a shard; an error that is not the project's own comes with where it arose."""
    if isinstance(error, GptanimError) and error.__cause__ is None:
        return f"segment {shard.segment!r}: {error}"
    return f"segment {shard.segment!r}: {error}\n  {origin(error)}"


def origin(error: Exception) -> str:
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
    with tempfile.TemporaryDirectory(prefix="gptanim-", ignore_cleanup_errors=True) as scratch:
        executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(warm_up, scratch))
        try:
            yield executor
            executor.shutdown()
        finally:
            workers_left = set(multiprocessing.active_children()) - before
            for worker in workers_left:
                worker.terminate()
            executor.shutdown(wait=False, cancel_futures=True)
            for worker in workers_left:
                worker.join(1)


@contextmanager
def here(warm_up: Callable[[], None]) -> Iterator[Executor]:
    """Lend what draws in this very process, one shard after the other, at once when it is asked to."""
    warm_up()
    yield _Here()


class _Here(Executor):
    """Does what is submitted before it returns."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Do it, and return what came of it."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  the future tells it
            future.set_exception(error)
        return future


def _start(warm_up: Callable[[], None], scratch: str) -> None:
    """Prepare a worker process. scratch: the folder for its temporary files, which outlives it."""
    tempfile.tempdir = scratch
    signal.signal(signal.SIGTERM, leave)
    threading.Thread(target=_die_with_parent, args=(scratch,), daemon=True).start()
    warm_up()


def leave(*_: object) -> None:
    """End this process in the middle of a shard; its semaphores are given back, or a warning would tell of a leak."""
    multiprocessing.util._exit_function()  # type: ignore[attr-defined]  # the stubs leave it out
    os._exit(1)


def _die_with_parent(scratch: str) -> None:
    """End this process, and clear up, when the main process is gone, even if it was killed and could tell nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Put Ctrl-C off while workers are started: they inherit this, so that it reaches the main process alone."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
