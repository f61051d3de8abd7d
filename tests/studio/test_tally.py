from pathlib import Path

from gptanim.studio.tally import Tally


def test_each_shard_has_its_latest_count(tmp_path: Path) -> None:
    tally = Tally(tmp_path / "frames")
    tally.clear(3)
    assert tally.counts() == [0, 0, 0]
    for shard, frames in [(0, 5), (2, 70_000), (0, 9), (2, 1)]:
        tally.write(shard, frames)
    assert tally.counts() == [9, 0, 1]


def test_where_the_file_is_not_nobody_is_told(tmp_path: Path) -> None:
    Tally(tmp_path / "elsewhere" / "frames").write(0, 5)
    assert list(tmp_path.iterdir()) == []
