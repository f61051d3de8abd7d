"""Room on the disk: the oldest clips, spoken lines and runs go, and what killed processes left half-written."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gptanim.errors import GptanimError

UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
HALF_WRITTEN = re.compile(
    r"\.[0-9a-f]{32}\.\w+|\.[0-9a-f]{64}\.npz\.[0-9a-f]{8}"
)  # names of files that appear when whole
ABANDONED_SECONDS = 3600.0  # a younger one may be another process's present work


@dataclass(frozen=True)
class Thing:
    """A clip or a spoken line with its receipt, a run, or a file that was left half-written."""

    kind: str
    files: tuple[Path, ...]
    bytes: int
    time: float

    @classmethod
    def of(cls, kind: str, *paths: Path) -> Thing | None:
        """Return what these files are; None when another process has just removed them."""
        there = tuple(path for path in paths if path.exists())
        with suppress(OSError):
            found = [path.stat() for path in there]
            return cls(kind, there, sum(s.st_size for s in found), max(s.st_mtime for s in found)) if found else None
        return None

    def remove(self) -> None:
        """Remove the files; one that is gone already is no error."""
        for path in self.files:
            path.unlink(missing_ok=True)


def size(text: str) -> int:
    """Return a number of bytes from words such as 0, 500M or 1.5G."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)B?\s*", text, re.IGNORECASE)
    if not found:
        raise GptanimError(f"{text!r} is no size; write 0, 500M or 1.5G")
    return round(float(found[1]) * UNITS[found[2].upper()])


def clean(cache: Path, keep: int, out: Path) -> str:
    """Remove the oldest of a cache until it holds at most ``keep`` bytes, and what was left half-written under ``out``.

    Returns a line about what was removed.
    """
    abandoned = [thing for thing in _half_written((cache, out)) if time.time() - thing.time > ABANDONED_SECONDS]
    kept = sorted(_whole(cache), key=lambda thing: thing.time)
    left = sum(thing.bytes for thing in kept)
    removed = list(abandoned)
    while left > keep:
        removed.append(kept.pop(0))
        left -= removed[-1].bytes
    for thing in removed:
        thing.remove()
    return f"{_account(removed)}; {_megabytes(left)} are left in {cache}."


def _whole(cache: Path) -> Iterator[Thing]:
    stems = {path.stem for path in (cache / "clips").glob("[!.]*")}
    clips = (Thing.of("clip", cache / "clips" / f"{stem}.json", cache / "clips" / f"{stem}.mp4") for stem in stems)
    spoken = {path.stem for path in (cache / "speech").glob("[!.]*")}
    speech = (
        Thing.of("spoken line", cache / "speech" / f"{stem}.json", cache / "speech" / f"{stem}.wav") for stem in spoken
    )
    runs = (Thing.of("run", path) for path in (cache / "runs").glob("[!.]*"))
    yield from (thing for thing in (*clips, *speech, *runs) if thing)


def _half_written(folders: Iterable[Path]) -> Iterator[Thing]:
    paths = {path.resolve() for folder in folders for path in folder.rglob(".*") if HALF_WRITTEN.fullmatch(path.name)}
    yield from (thing for thing in (Thing.of("half-written file", path) for path in sorted(paths)) if thing)


def _account(removed: Iterable[Thing]) -> str:
    """Return how many of each kind were removed, and how much that was."""
    things = list(removed)
    if not things:
        return "Removed nothing"
    kinds = [thing.kind for thing in things]
    counts = [f"{kinds.count(kind)} {kind}{'s' * (kinds.count(kind) > 1)}" for kind in dict.fromkeys(sorted(kinds))]
    words = " and ".join(filter(None, [", ".join(counts[:-1]), counts[-1]]))
    return f"Removed {words}, {_megabytes(sum(thing.bytes for thing in things))}"


def _megabytes(count: int) -> str:
    return f"{count / 10**6:,.1f} MB"
