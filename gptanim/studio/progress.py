"""What the command line says while it works: bars on a terminal, a few plain lines elsewhere; all on stderr."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

Piece = tuple[str, float, float]  # a name, how much of it is done, and how much there is


class Advance(Protocol):
    """Takes how much of a task is done so far, a remark, and the pieces that are under way, a line for each."""

    def __call__(self, done: float, remark: str, pieces: Sequence[Piece] = ()) -> None: ...


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
        """Show a task of known length; lends a function that is told how far it is."""
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
            lines: dict[str, TaskID] = {}

            def advance(done: float, remark: str, pieces: Sequence[Piece] = ()) -> None:
                progress.update(task, completed=done, remark=remark)
                for gone in set(lines) - {name for name, _, _ in pieces}:
                    progress.remove_task(lines.pop(gone))
                for name, drawn, most in pieces:
                    if name not in lines:
                        lines[name] = progress.add_task(escape(f"  {name}"), total=most, remark="")
                    progress.update(lines[name], completed=drawn)

            yield advance


def _silence(done: float, remark: str, pieces: Sequence[Piece] = ()) -> None:
    """Advance a task that nobody watches."""
