import multiprocessing
import stat
from pathlib import Path

import pytest

from gptanim.errors import RenderError
from gptanim.studio import digest
from gptanim.studio.cache import Cache, appearing, write_whole
from gptanim.studio.clip import Footage

PARTS = {"segment": "guess", "name": "beat", "size": [160, 90, 30]}
KEY = digest.of(PARTS)
FOOTAGE = Footage("beat", b"picture" * 100, frames=45, spent=0.5)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def test_a_clip_is_found_with_its_exact_length(cache: Cache) -> None:
    cache.put_clip(PARTS, FOOTAGE, frame_rate=30)
    clip = cache.clip(KEY)
    assert clip is not None
    assert clip.seconds == 1.5
    assert clip.path.read_bytes() == FOOTAGE.mp4


def test_a_clip_that_was_never_put_is_missing(cache: Cache) -> None:
    assert cache.clip(KEY) is None


@pytest.mark.parametrize("spoil", ["", "{}", "[]", "not json", '{"frames": "a", "frame_rate": 1, "bytes": 700}'])
def test_a_clip_with_a_spoilt_receipt_is_missing(cache: Cache, spoil: str) -> None:
    cache.put_clip(PARTS, FOOTAGE, frame_rate=30)
    (cache.folder / "clips" / f"{KEY}.json").write_text(spoil)
    assert cache.clip(KEY) is None


@pytest.mark.parametrize("name", ["json", "mp4"])
def test_half_a_pair_is_missing(cache: Cache, name: str) -> None:
    cache.put_clip(PARTS, FOOTAGE, frame_rate=30)
    (cache.folder / "clips" / f"{KEY}.{name}").unlink()
    assert cache.clip(KEY) is None


def test_a_truncated_clip_is_missing(cache: Cache) -> None:
    cache.put_clip(PARTS, FOOTAGE, frame_rate=30)
    (cache.folder / "clips" / f"{KEY}.mp4").write_bytes(FOOTAGE.mp4[:-1])
    assert cache.clip(KEY) is None


def test_an_error_while_writing_leaves_the_earlier_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write_whole(path, b"earlier")
    with pytest.raises(UnicodeEncodeError), appearing(path) as temporary:
        temporary.write_text("half \ud800", encoding="utf-8")
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_being_written_is_not_seen_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with appearing(path) as temporary:
        temporary.write_bytes(b"half")
        assert not path.exists()
        assert temporary.suffix == path.suffix
    assert path.read_bytes() == b"half"


def test_files_can_be_read_by_whoever_may_read_new_files(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_whole(tmp_path / "film.mp4", b"")
    assert stat.S_IMODE((tmp_path / "film.mp4").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def _put_often(folder: Path) -> None:
    for _ in range(200):
        Cache(folder).put_clip(PARTS, FOOTAGE, frame_rate=30)


def test_processes_that_write_at_once_never_show_a_spoilt_clip(cache: Cache) -> None:
    cache.put_clip(PARTS, FOOTAGE, frame_rate=30)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_put_often, args=(cache.folder,)) for _ in range(2)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        clip = cache.clip(KEY)
        assert clip is not None
        assert clip.path.read_bytes() == FOOTAGE.mp4
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(list((cache.folder / "clips").iterdir())) == 2


def test_a_place_that_cannot_be_written_to_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RenderError, match=r"film\.mp4 cannot be written: .*Not a directory|File exists"):
        write_whole(tmp_path / "file" / "film.mp4", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_explained(tmp_path: Path) -> None:
    def fill() -> None:
        with appearing(tmp_path / "film.mp4") as temporary:
            temporary.symlink_to("/dev/full")
            temporary.write_bytes(b"film" * 10_000)

    with pytest.raises(RenderError, match="No space left"):
        fill()
    assert list(tmp_path.iterdir()) == []
