"""Draws a segment again whenever one of its files is saved, each time in a fresh process that is warm already."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from gptanim.errors import GptanimError
from gptanim.studio import cast, digest, farm, orders
from gptanim.studio.orders import Order
from gptanim.studio.progress import Reporter

POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Look:
    """What is looked at: a segment or a beat, by its address, of a lesson that shows it."""

    address: str
    lesson: Path
    data: Path | None = None
    theme: str | None = None
    quality: str = "draft"
    out: Path | None = None
    aspect: str | None = None

    def order(self) -> Order:
        """Return the order that draws it; LessonError when there is no such segment."""
        wanted = orders.lesson(self.lesson, data=self.data, theme=self.theme, aspect=self.aspect)
        return orders.preview(wanted, self.address.partition(".")[0], quality=self.quality, out=self.out)

    def files(self) -> list[Path]:
        """Return the files whose change may change the pictures."""
        segment = self.address.partition(".")[0]
        return [self.lesson, *digest.source_closure(f"scenes.{segment}", cast.scenes_folder().parent)]


def watch(look: Look, reporter: Reporter, pause: Callable[[float], None] = time.sleep) -> None:
    """Draw now, and again after every change, until Ctrl-C; what fails is told, and the next change awaited."""
    look.order()
    changes = saves(look.files, pause)
    while True:
        with warm_process() as draw:
            next(changes)
            began = time.perf_counter()
            told = draw(look)
            reporter.note(f"{told} ({time.perf_counter() - began:.1f} s)")


def saves(files: Callable[[], Iterable[Path]], pause: Callable[[float], None]) -> Iterator[None]:
    """Yield at once, and then whenever a file has been saved, has come or is gone.

    While a file cannot be read as Python, the files known before are watched.
    """
    known: list[Path] = []
    seen: dict[Path, int] | None = None
    while True:
        with suppress(SyntaxError, ValueError, OSError):
            known = list(files())
        now = {path: _saved(path) for path in known}
        if now != seen:
            seen = now
            yield
        pause(POLL_SECONDS)


def _saved(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:  # an editor is just replacing it
        return 0


@contextmanager
def warm_process() -> Iterator[Callable[[Look], str]]:
    """Lend a function that draws once, in a process that has imported manim and no scene; it returns what to say."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,))
    with farm.interrupts_held():
        process.start()
    theirs.close()

    def draw(look: Look) -> str:
        try:
            ours.send(look)
            return str(ours.recv())
        except (EOFError, OSError):
            return "Error: the process that draws was ended from outside; is there enough memory?"

    try:
        yield draw
    finally:
        process.terminate()
        process.join()


def _serve(connection: Connection) -> None:
    """Import all that does not change, wait for a look, draw it, and say what became of it."""
    signal.signal(signal.SIGTERM, farm.leave)
    from gptanim.studio import produce, worker

    try:
        look: Look = connection.recv()
    except EOFError:
        return
    try:
        order = replace(look.order(), pool=partial(farm.here, worker.warm_up), workers=1)
        made = produce.preview(order, look.address, Reporter(), look.address.partition(".")[2] or None)
        connection.send(str(made[0]))
    except GptanimError as error:
        connection.send(f"Error: {error}")
    except Exception as error:  # noqa: BLE001  whatever an unfinished scene raises, the watch goes on
        connection.send(f"Error: {farm.origin(error)}")
