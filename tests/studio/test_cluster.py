"""Drawing on a Dask cluster, started with Dask's own commands as the README says."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from gptanim.errors import RenderError
from gptanim.studio import cluster
from tests.studio.workshop import DIES_ONCE, ROOT, clips, edit, forget_clips, render

pytestmark = pytest.mark.slow


@contextmanager
def dask(project: Path, *arguments: str) -> Iterator[None]:
    """Run one of Dask's commands in the project's folder, and end all its processes afterwards."""
    paths = os.pathsep.join([str(project), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "dask", *arguments]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(
        command, cwd=project, env={**os.environ, "PYTHONPATH": paths}, start_new_session=True, **quiet
    ) as process:
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def scheduler(project: Path) -> Iterator[str]:
    """Run a scheduler, and lend its address."""
    pytest.importorskip("distributed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with dask(project, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"):
        yield f"tcp://127.0.0.1:{port}"


def wait_for(workers: int, address: str) -> None:
    """Wait until a cluster has so many workers."""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        with suppress(RenderError):
            if cluster.workers(address) == workers:
                return
        time.sleep(0.2)
    raise AssertionError(f"{workers} workers did not come to {address}")


def test_a_cluster_draws_what_one_machine_draws_and_outlives_a_worker(project: Path) -> None:
    with scheduler(project) as address:
        workers = ("worker", address, "--nworkers", "2", "--nthreads", "1", "--no-dashboard")
        with dask(project, *workers):
            wait_for(2, address)
            before = forget_clips(project)
            drawn = render(project, "film", "--cluster", address)
            assert drawn.returncode == 0, drawn.stderr
            assert "Rendering 8 clips" in drawn.stderr
            assert clips(project) == before

            edit(project / "scenes" / "tiny.py", "self.play(", DIES_ONCE)  # the workers know the scene as it was
            survived = render(project, "film", "--cluster", address)
            assert (survived.returncode, (project / "died").exists()) == (0, True), survived.stderr
            assert "Rendering 4 clips" in survived.stderr
            assert set(before) < set(clips(project))
            assert len(clips(project)) == 12

            edit(project / "scenes" / "small.py", 'Label("second", self.theme)', "1 // 0")
            failed = render(project, "film", "--cluster", address)
            assert failed.returncode == 1
            assert "small.second failed while it was drawn in line 24 of small.py: ZeroDivision" in failed.stderr


def test_workers_with_other_files_are_found_out(project: Path) -> None:
    with scheduler(ROOT) as address, dask(ROOT, "worker", address, "--nthreads", "1", "--no-dashboard"):
        wait_for(1, address)
        forget_clips(project)
        refused = render(project, "film", "--cluster", address)
        assert refused.returncode == 1
        assert "a worker of the cluster has another scenes/" in refused.stderr
        assert clips(project) == {}


def test_what_a_cluster_lacks_is_said_with_the_command_that_mends_it(project: Path) -> None:
    with scheduler(project) as address:
        wait_until_it_answers(address)
        with pytest.raises(RenderError, match=rf"no workers; start workers .*: dask worker {address}"):
            cluster.workers(address)
        with dask(project, "worker", address, "--nthreads", "2", "--no-dashboard"):
            give_up = time.monotonic() + 60
            while time.monotonic() < give_up:
                with pytest.raises(RenderError) as raised:
                    cluster.workers(address)
                if "several threads" in str(raised.value):
                    return
        raise AssertionError("the worker was not refused")


def wait_until_it_answers(address: str) -> None:
    """Wait for a scheduler that has no workers."""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        try:
            cluster.workers(address)
        except RenderError as error:
            if "no workers" in str(error):
                return


def test_without_dask_the_package_to_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(RenderError, match=r"--cluster needs Dask: pip install .*gptanim\[cluster\]"):
        cluster.workers("tcp://127.0.0.1:1")
