"""What goes wrong in practice: killed processes, a full disk, two calls at once. Nothing is lost, nothing spoilt."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.studio.workshop import DIES_ONCE, clips, edit, forget_clips, render, running, snapshot

pytestmark = pytest.mark.slow
LESSON_SECONDS = 5.0  # about as long as the lesson takes on two busy cores; a kill comes at any time within


def test_a_worker_killed_amid_a_shard_costs_nothing_but_time(project: Path) -> None:
    scene = project / "scenes" / "tiny.py"
    edit(scene, 'self.play(FadeIn(Label("second"', f'{DIES_ONCE}FadeIn(Label("second"')
    survived = render(project, "lesson")
    assert (survived.returncode, (project / "died").exists()) == (0, True), survived.stderr
    assert "Rendering 3 clips" in survived.stderr
    assert render(project, "lesson").stderr == ""


def test_a_main_process_killed_at_any_moment_loses_only_what_was_unfinished(project: Path) -> None:
    film = project / "out" / "two" / "film.mp4"
    whole, frames = clips(project), film.read_bytes()
    moments = np.random.default_rng(1)
    for _ in range(10):
        forget_clips(project)
        film.unlink()
        with running(project, "lesson", "two.toml") as process:
            time.sleep(moments.uniform(1.0, LESSON_SECONDS))
            os.kill(process.pid, signal.SIGKILL)
            process.communicate(timeout=20)  # returns when the workers have ended, too
        finished = clips(project)
        assert finished.items() <= whole.items()
        assert not film.exists() or film.read_bytes() == frames
        again = render(project, "lesson")
        assert again.returncode == 0, again.stderr
        missing = len(whole) - len(finished)
        assert (f"Rendering {missing} clip" in again.stderr) == (missing > 0)
        assert clips(project) == whole
        assert film.read_bytes() == frames


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a file system of 3 MB of one's own."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_explained_and_the_earlier_film_is_whole(project: Path, small_disk: Path) -> None:
    out = small_disk / "two"
    assert render(project, "film", "--out", str(out)).returncode == 0
    before = snapshot(out)
    with (small_disk / "ballast").open("wb") as ballast:
        ballast.write(bytes(shutil.disk_usage(small_disk).free - 8192))
    edit(project / "scenes" / "tiny.py", '"first"', '"First"')
    full = render(project, "film", "--out", str(out))
    assert full.returncode == 1
    assert "film.mp4 cannot be written: [Errno 28] No space left on device" in full.stderr
    assert "Traceback" not in full.stderr
    assert {name: kept[0] for name, kept in snapshot(out).items()} == {name: kept[0] for name, kept in before.items()}
    (small_disk / "ballast").unlink()
    assert render(project, "film", "--out", str(out)).returncode == 0


def test_a_cache_on_a_full_disk_is_explained(project: Path, small_disk: Path) -> None:
    cache = project / "out" / "cache"
    (small_disk / "runs").mkdir()
    for run in (cache / "runs").iterdir():
        shutil.copy(run, small_disk / "runs")
    shutil.rmtree(cache)
    cache.symlink_to(small_disk)
    before = snapshot(project / "out" / "two")
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free - 8192))
    full = render(project, "lesson")
    assert full.returncode == 1
    assert "cannot be written" in full.stderr
    assert "make room, or choose another folder" in full.stderr
    assert "Traceback" not in full.stderr
    assert snapshot(project / "out" / "two") == before


def test_two_calls_at_once_in_one_folder_both_end_well(project: Path) -> None:
    whole = clips(project)
    frames = (project / "out" / "two" / "film.mp4").read_bytes()
    forget_clips(project)
    with running(project, "lesson", "two.toml") as one, running(project, "lesson", "two.toml") as other:
        told = [process.communicate(timeout=120) for process in (one, other)]
        assert (one.returncode, other.returncode) == (0, 0), told
    assert clips(project) == whole
    assert (project / "out" / "two" / "film.mp4").read_bytes() == frames
    assert not list((project / "out").rglob(".*"))
