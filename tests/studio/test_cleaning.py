import os
import time
from pathlib import Path

import pytest

from gptanim.errors import GptanimError
from gptanim.studio import cleaning, digest
from gptanim.studio.cache import Cache
from gptanim.studio.clip import Footage

HOUR = 3600


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder whose cache holds clips of 1, 2 and 3 hours ago, 1 MB each, and a run of 4 hours ago, 2 MB."""
    cache = Cache(tmp_path / "cache")
    for hours in (1, 2, 3):
        parts = {"hours": hours}
        cache.put_clip(parts, Footage("beat", bytes(10**6), 15, 0.1), 15)
        for path in (tmp_path / "cache" / "clips").glob(f"{digest.of(parts)}.*"):
            age(path, hours)
    run = tmp_path / "cache" / "runs" / "run.npz"
    run.parent.mkdir()
    run.write_bytes(bytes(2 * 10**6))
    age(run, 4)
    return tmp_path


def age(path: Path, hours: float) -> None:
    os.utime(path, (time.time() - hours * HOUR,) * 2)


def clean(out: Path, keep: str) -> str:
    return cleaning.clean(out / "cache", cleaning.size(keep), out)


def clips_left(out: Path) -> set[int]:
    return {hours for hours in (1, 2, 3) if Cache(out / "cache").clip(digest.of({"hours": hours}))}


def test_the_oldest_go_first_until_the_rest_is_small_enough(out: Path) -> None:
    assert clean(out, "2.1M") == f"Removed 1 clip and 1 run, 3.0 MB; 2.0 MB are left in {out / 'cache'}."
    assert clips_left(out) == {1, 2}
    assert not list((out / "cache" / "runs").iterdir())


def test_a_cache_that_is_small_enough_is_left_alone(out: Path) -> None:
    assert clean(out, "1G").startswith("Removed nothing; 5.0 MB are left")
    assert clips_left(out) == {1, 2, 3}


def test_nothing_at_all_may_be_kept(out: Path) -> None:
    assert clean(out, "0").startswith("Removed 3 clips and 1 run, 5.0 MB; 0.0 MB are left")
    assert not [path for path in (out / "cache").rglob("*") if path.is_file()]


def test_what_a_killed_process_left_goes_but_present_work_stays(out: Path) -> None:
    left, present = (out / "lesson" / f".{letter * 32}.mp4" for letter in "ab")
    run = out / "cache" / "runs" / f".{'c' * 64}.npz.0123abcd"
    left.parent.mkdir()
    for path in (left, present, run, out / "lesson" / ".hidden.mp4"):
        path.write_bytes(bytes(10**6))
    age(left, 2)
    age(run, 2)
    age(out / "lesson" / ".hidden.mp4", 2)  # somebody else's
    assert clean(out, "1G").startswith("Removed 2 half-written files, 2.0 MB; ")
    assert sorted(path.name for path in (out / "lesson").iterdir()) == [present.name, ".hidden.mp4"]


def test_where_there_is_no_cache_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert clean(tmp_path, "0").startswith("Removed nothing")


@pytest.mark.parametrize(
    ("text", "count"), [("0", 0), ("500M", 5 * 10**8), ("1.5g", 15 * 10**8), ("2 GB", 2 * 10**9), ("12K", 12_000)]
)
def test_sizes_are_written_as_one_speaks(text: str, count: int) -> None:
    assert cleaning.size(text) == count


@pytest.mark.parametrize("text", ["", "much", "-1", "1X"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(GptanimError, match="is no size; write 0, 500M"):
        cleaning.size(text)


def test_spoken_lines_go_with_their_receipts(tmp_path: Path) -> None:
    speech = tmp_path / "cache" / "speech"
    speech.mkdir(parents=True)
    for suffix in ("wav", "json"):
        (speech / f"{'a' * 64}.{suffix}").write_bytes(b"x" * 500_000)
    said = cleaning.clean(tmp_path / "cache", 0, tmp_path)
    assert said == f"Removed 1 spoken line, 1.0 MB; 0.0 MB are left in {tmp_path / 'cache'}."
    assert list(speech.iterdir()) == []
