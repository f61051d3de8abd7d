"""What the command line says while it works: bars on a terminal, a few plain lines elsewhere; all on stderr."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

Advance = Callable[[float, str], None]


class Reporter:
    """Says what is going on, and remembers how many seconds each stage took."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(stderr=True)
        self.seconds: dict[str, float] = {}

    def note(self, text: str) -> None:
        """Say one thing that the user should know."""
        self.console.print(text, highlight=False, markup=False, soft_wrap=True)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage of the work; stages of one name add up."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began

    @contextmanager
    def bar(self, label: str, total: float) -> Iterator[Advance]:
        """Show a task of known length; lends a function that takes how much is done so far, and a remark."""
        if not self.console.is_terminal:
            began = time.perf_counter()
            yield _silence
            self.note(f"{label}: {time.perf_counter() - began:.1f} s")
            return
        remark = TextColumn("{task.fields[remark]}")
        times = (TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
        columns = (TextColumn("{task.description}"), BarColumn(), remark, *times)
        with Progress(*columns, console=self.console) as progress:
            task = progress.add_task(label, total=total, remark="")
            yield lambda done, remark: progress.update(task, completed=done, remark=remark)


def _silence(done: float, remark: str) -> None:
    """Advance a task that nobody watches."""
