"""A copy of the project with two tiny segments of its own, in which a test may break things."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMES = "anna\nben\ncarla\ndaniel\nemma\nfrida\ngeorge\nhanna\n"
SCENE = """
from manim import FadeIn

from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.label import Label
from scenes.kit.segment import Segment, beat


class Small(Segment):
    title = "TITLE"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        return Exhibit({}, {"count": len(names.corpus.texts)})

    @beat("There are {count} names.", notes="Count them.")
    def first(self) -> None:
        self.play(FadeIn(Label("first", self.theme)))

    @beat("How many?", ask=True)
    def second(self) -> None:
        self.play(FadeIn(Label("second", self.theme)))
"""
LESSON = """
title = "Two"
[runs.names]
corpus = "names.txt"
train = { steps = 3, snapshots = 2 }
[[chapters]]
title = "One"
segments = ["tiny", "small"]
"""

# played by a scene: kills its process, the first time
DIES_ONCE = (
    "mark = __import__('pathlib').Path('died')\n"
    "        if not mark.exists():\n"
    "            mark.touch()\n"
    "            __import__('os').kill(__import__('os').getpid(), 9)\n"
    "        self.play("
)


def set_up(place: Path) -> Path:
    """Copy what draws to a place, with the lesson and its data."""
    for package in ("gptanim", "scenes"):
        shutil.copytree(ROOT / package, place / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "render.py", place)
    for name in ("tiny", "small"):
        (place / "scenes" / f"{name}.py").write_text(SCENE.replace("TITLE", f"A {name} one"))
    (place / "two.toml").write_text(LESSON)
    (place / "names.txt").write_text(NAMES)
    return place


def render(project: Path, command: str, *options: str) -> subprocess.CompletedProcess[str]:
    arguments = [
        sys.executable,
        "render.py",
        command,
        *([] if command in ("preview", "clean") else ["two.toml"]),
        *options,
    ]
    return subprocess.run(arguments, cwd=project, capture_output=True, text=True, timeout=120, check=False)


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.glob("*") if path.is_file()}


def edit(path: Path, before: str, after: str) -> None:
    source = path.read_text()
    assert before in source
    path.write_text(source.replace(before, after))


@contextmanager
def running(project: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run render.py in a process group of its own, and end the whole group afterwards."""
    with subprocess.Popen(
        [sys.executable, "render.py", *arguments],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def clips(project: Path) -> dict[str, bytes]:
    """Return the bytes of every whole clip in the project's cache, by key."""
    folder = project / "out" / "cache" / "clips"
    return {path.stem: path.read_bytes() for path in folder.glob("[!.]*.mp4") if path.with_suffix(".json").exists()}


def forget_clips(project: Path) -> dict[str, bytes]:
    """Remove the clips from the project's cache; return what they were."""
    before = clips(project)
    shutil.rmtree(project / "out" / "cache" / "clips")
    return before
