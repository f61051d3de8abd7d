"""Draw segments with plain manim, one after the other, and with render.py: python -m tests.bench.film --help

Same scenes, size and rate, in turn on the same machine, each from nothing but recorded runs: wall-clock seconds, start
of Python included. Plain manim caches as it comes. Ours is the whole command: film and captions, too. A segment's own
seconds are of CPU time, so that on a busy machine its ratio flatters us; the totals below the table do not.
"""

from __future__ import annotations

import argparse
import heapq
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gptanim.studio import cast, casting, farm, orders, shards, training
from gptanim.studio.cache import Cache
from gptanim.studio.clip import QUALITIES, Quality
from gptanim.studio.history import Receipt
from gptanim.studio.lesson import Lesson
from gptanim.studio.places import CACHE, DEFAULT_LESSON
from gptanim.studio.progress import Reporter

ROOT = Path(__file__).parents[2]
HEAD = "segment          frames  film s | manim s  frames/s | ours, core s  frames/s  ratio"


@dataclass(frozen=True)
class Timing:
    """One call of ours: seconds on the clock, the receipts of the clips that it drew, and MB of its largest process."""

    seconds: float
    receipts: Sequence[Receipt]
    peak: float

    def of(self, segment: str) -> tuple[int, float]:
        """Return a segment's frames, and the seconds of one core that drawing them took."""
        own = [receipt for receipt in self.receipts if receipt.parts["segment"] == segment]
        return sum(receipt.frames for receipt in own), sum(receipt.spent for receipt in own)

    def modelled(self, workers: int) -> float:
        """Return how many seconds so many cores would draw for, by what each clip took: shards as the farm makes them.

        Each worker that is free takes the longest shard left. What comes before and after drawing is left out, and so
        is what each shard costs beside its clips (a scene is built, and played up to them).
        """
        costs: dict[str, list[float]] = {}
        for receipt in self.receipts:
            costs.setdefault(str(receipt.parts["segment"]), []).append(receipt.spent)
        most = shards.longest(sum(map(sum, costs.values())), workers)
        pieces = sorted((sum(clips[run]) for clips in costs.values() for run in shards.runs(clips, most)), reverse=True)
        free = [0.0] * workers
        for piece in pieces:
            heapq.heapreplace(free, free[0] + piece)
        return max(free)


def main() -> None:
    """Print a table for each quality."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("segments", nargs="*", help="default: all of the lesson")
    parser.add_argument("--quality", nargs="+", choices=QUALITIES, default=["draft"])
    parser.add_argument(
        "--workers", nargs="+", type=int, default=[farm.cores()], help="ours is timed with each of these"
    )
    asked = parser.parse_args()
    lesson = orders.lesson(DEFAULT_LESSON, only=asked.segments)
    with workplace(lesson) as place:
        for name in asked.quality:
            for line in table(lesson, QUALITIES[name], asked.workers, place):
                print(line, flush=True)


@contextmanager
def workplace(lesson: Lesson) -> Iterator[Path]:
    """Lend an empty folder with the lesson's recorded runs in it."""
    with tempfile.TemporaryDirectory(prefix="gptanim-bench-") as folder:
        runs = Path(folder, CACHE, "runs")
        if (ROOT / CACHE / "runs").is_dir():
            shutil.copytree(ROOT / CACHE / "runs", runs)
        training.runs(lesson, casting.runs(casting.parts(lesson)), Cache(Path(folder, CACHE)), Reporter())
        yield Path(folder)


def table(lesson: Lesson, quality: Quality, workers: Sequence[int], place: Path) -> Iterator[str]:
    """Draw with plain manim and with ours; give the table line by line, and the totals for each number of workers."""
    names = list(dict.fromkeys(entry.segment for entry in lesson.entries))
    best = ours(names, quality, max(workers), place)
    yield f"\n{quality.name}: {quality.width} × {quality.height} at {quality.frame_rate}\n{HEAD}"
    frames, plain = 0, 0.0
    for name in names:
        seconds = manim(name, quality, place)
        count, spent = best.of(name)
        size = f"{name:15} {count:7,} {count / quality.frame_rate:7.1f}"
        theirs, own = f"{seconds:7.1f} {count / seconds:9.1f}", f"{spent:12.1f} {count / spent:9.1f}"
        yield f"{size} | {theirs} | {own} {seconds / spent:5.2f}×"
        frames, plain = frames + count, plain + seconds
    film = frames / quality.frame_rate
    yield f"plain manim: {plain:.1f} s, {frames / plain:.1f} frames/s, {film / plain:.2f} s of film a second"
    for number in sorted(set(workers)):
        taken = best.seconds if number == max(workers) else ours(names, quality, number, place).seconds
        pace = f"{frames / taken:.1f} frames/s, {film / taken:.2f} s of film a second"
        yield f"ours, {number} worker{'s' * (number > 1)}: {taken:.1f} s, {pace}, {plain / taken:.2f}× plain manim"
    yield f"its largest process: {best.peak:.0f} MB"
    for number in (1, 2, 8, 64):
        drawing = best.modelled(number)
        yield f"model, {number:2} cores, drawing alone: {drawing:6.1f} s, {film / drawing:5.1f} s of film a second"


def ours(names: Sequence[str], quality: Quality, workers: int, place: Path) -> Timing:
    """Make the film of some segments from nothing but the runs."""
    shutil.rmtree(place / CACHE / "clips", ignore_errors=True)
    only = [word for name in names for word in ("--only", name)]
    options = ["--quality", quality.name, "--workers", str(workers), "--out", "film"]
    seconds, peak = clock([sys.executable, str(ROOT / "render.py"), "film", *only, *options], place)
    return Timing(seconds, Cache(place / CACHE).history().receipts, peak)


def manim(name: str, quality: Quality, place: Path) -> float:
    """Draw one segment with the plain command; return its seconds."""
    scene = type_name(name)
    size = ["--resolution", f"{quality.width},{quality.height}", "--frame_rate", str(quality.frame_rate)]
    with tempfile.TemporaryDirectory(dir=place) as media:
        file = str(ROOT / "scenes" / f"{name}.py")
        return clock([sys.executable, "-m", "manim", *size, "--media_dir", media, file, scene], place)[0]


def type_name(segment: str) -> str:
    """Return the name of the class that a scene file defines."""
    return str(getattr(cast.segment(segment), "__name__", segment))


def clock(command: Sequence[str], place: Path) -> tuple[float, float]:
    """Run a command to its end; return its seconds, and the MB of the largest process in it.

    SystemExit when it fails, with what it said.
    """
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=place, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(said.read().decode(errors="replace"))
    return seconds, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
