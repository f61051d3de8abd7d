import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from gptanim.errors import RenderError, ScriptError
from gptanim.stage import Beat, Exhibit
from gptanim.studio import farm
from gptanim.studio.clip import QUALITIES, Footage, Shard, Tick
from gptanim.studio.plan import Job
from gptanim.studio.takes import Take

GOOD = ["guess", "attention", "training"]


def job(segment: str, folder: Path | None = None) -> Job:
    exhibit = Exhibit({}, {"folder": str(folder)})
    shard = Shard(segment, exhibit, "ink", QUALITIES["draft"], {"first": 1.0}, ("first",))
    parts = {"segment": segment}
    return Job(shard, (Take("first", Beat("first", "", still), "", "", 1.0, parts),), 1.0)


def draw(shard: Shard, tick: Tick = lambda frames: None) -> list[Footage]:
    """Stand in for the worker: what happens depends on the segment's name."""
    if shard.segment == "raises":
        raise ScriptError("no such fact")
    if shard.segment == "breaks":
        return [1 // 0]
    if shard.segment == "breaks-as-worker":
        try:
            draw(Shard("breaks", shard.exhibit, shard.theme, shard.quality, shard.seconds, shard.wanted))
        except ZeroDivisionError as error:
            raise RenderError("loss.curve failed while it was drawn") from error
    if shard.segment == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if shard.segment == "dies-once":
        mark = Path(str(shard.exhibit.facts["folder"])) / "died"
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if shard.segment == "counts":
        tick(3)
        time.sleep(0.5)
        return [Footage(name, b"counts", 4, 0.1) for name in shard.wanted]
    if shard.segment == "sleeps":
        time.sleep(60)
    return [Footage(name, shard.segment.encode(), 1, 0.1) for name in shard.wanted]


def still(scene: object) -> None:
    """Play nothing."""


def nothing() -> None:
    """Warm nothing up."""


@contextmanager
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


class Kept(list[str]):
    def keep(self, job: Job, footage: Sequence[Footage]) -> None:
        self.extend(f"{job.takes[0].parts['segment']}-key {piece.mp4.decode()}" for piece in footage)


@pytest.fixture
def kept() -> Kept:
    return Kept()


PROCESSES = partial(farm.process_pool, 2, nothing)
HERE = partial(farm.here, nothing)
POOLS = pytest.mark.parametrize("pool", [threads, HERE, PROCESSES], ids=["threads", "here", "processes"])


def expected(segments: Sequence[str]) -> list[str]:
    return sorted(f"{segment}-key {segment}" for segment in segments)


@POOLS
def test_each_jobs_footage_is_kept_under_its_key(kept: Kept, pool: farm.Pool) -> None:
    farm.render([job(name) for name in GOOD], draw, kept.keep, pool)
    assert sorted(kept) == expected(GOOD)


@POOLS
@pytest.mark.parametrize(
    ("segment", "words"),
    [
        ("raises", ["segment 'raises': no such fact"]),
        ("breaks", ["segment 'breaks': ", "1 // 0", "ZeroDivisionError"]),
        ("breaks-as-worker", ["loss.curve failed", "1 // 0", "ZeroDivisionError"]),
    ],
)
def test_a_failing_segment_is_named_and_the_others_are_kept(
    kept: Kept, pool: farm.Pool, segment: str, words: list[str]
) -> None:
    with pytest.raises(RenderError) as raised:
        farm.render([job(name) for name in (segment, *GOOD)], draw, kept.keep, pool)
    assert sorted(kept) == expected(GOOD)
    assert all(word in str(raised.value) for word in words)
    assert "_RemoteTraceback" not in str(raised.value)


def test_all_failures_are_told_at_once(kept: Kept) -> None:
    with pytest.raises(RenderError, match=r"(?s)raises.*breaks|breaks.*raises"):
        farm.render([job("raises"), job("breaks")], draw, kept.keep, threads)


def test_a_killed_worker_costs_nothing_but_time(kept: Kept, tmp_path: Path) -> None:
    farm.render([job(name, tmp_path) for name in ("dies-once", *GOOD)], draw, kept.keep, PROCESSES)
    assert sorted(kept) == expected(["dies-once", *GOOD])


def test_a_segment_that_always_kills_its_worker_is_found_and_the_others_are_kept(kept: Kept) -> None:
    with pytest.raises(RenderError, match="'dies': its worker died each time") as raised:
        farm.render([job(name) for name in ("dies", *GOOD)], draw, kept.keep, PROCESSES)
    assert sorted(kept) == expected(GOOD)
    assert "guess" not in str(raised.value)


@pytest.mark.parametrize("pool", [threads, PROCESSES], ids=["threads", "processes"])
def test_it_is_told_how_far_the_shards_are_while_they_are_drawn(kept: Kept, pool: farm.Pool) -> None:
    told: list[tuple[int, int]] = []
    farm.render(
        [job("counts"), job("guess")], draw, kept.keep, pool, lambda frames, done: told.append((sum(frames), len(done)))
    )
    assert (4, 1) in told  # three frames of the one, one of the other, which is finished
    assert told[-1] == (5, 2)
    assert told == sorted(told)


def test_frames_of_a_lost_shard_count_no_more(kept: Kept, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    farm.render(
        [job("dies-once", tmp_path)],
        draw,
        kept.keep,
        PROCESSES,
        lambda frames, done: told.append((sum(frames), len(done))),
    )
    assert told[-1] == (1, 1)


def test_nothing_to_draw_starts_no_pool(kept: Kept) -> None:
    def refuse() -> Executor:
        raise AssertionError("a pool was started")

    farm.render([], draw, kept.keep, refuse)  # type: ignore[arg-type]
    assert kept == []


def test_footage_that_cannot_be_kept_leaves_the_others_alone(kept: Kept) -> None:
    def keep(job: Job, footage: Sequence[Footage]) -> None:
        if job.shard.segment == "guess":
            raise RenderError("disk full")
        kept.keep(job, footage)

    with pytest.raises(RenderError, match=r"^segment 'guess': disk full$"):
        farm.render([job(name) for name in GOOD], draw, keep, PROCESSES)
    assert sorted(kept) == expected(GOOD[1:])


SCRIPT = """
from tests.studio.test_farm import *
if __name__ == "__main__":
    jobs = [job("guess"), job("sleeps"), job("sleeps")]
    try:
        farm.render(jobs, draw, lambda *kept: print("kept", flush=True), PROCESSES)
    except KeyboardInterrupt:
        print("stopped")
"""


@pytest.fixture
def rendering(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a process that has kept one segment and waits for two others; end its process group afterwards."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
    with subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "kept\n"
        yield process
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def test_ctrl_c_stops_promptly_and_without_a_word_from_the_workers(rendering: subprocess.Popen[str]) -> None:
    os.killpg(rendering.pid, signal.SIGINT)  # as a terminal does: the workers get it too
    out, err = rendering.communicate(timeout=20)
    assert (out, err, rendering.returncode) == ("stopped\n", "", 0)


@pytest.mark.parametrize("deadly", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_a_killed_main_process(rendering: subprocess.Popen[str], deadly: signal.Signals) -> None:
    os.kill(rendering.pid, deadly)
    rendering.communicate(timeout=20)  # returns when the last process that could still write has ended
    assert rendering.returncode == -deadly


def test_there_is_at_least_one_core() -> None:
    assert 1 <= farm.cores() <= (os.cpu_count() or 1)
