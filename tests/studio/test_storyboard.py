"""The storyboard: all beats, their pictures and their words on one sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gptanim.errors import RenderError
from gptanim.studio import storyboard
from gptanim.studio.clip import Clip
from gptanim.studio.pen import Pen

MakeClip = Callable[..., Clip]


def sheet(clips: list[Clip], folder: Path) -> Image.Image:
    storyboard.write(clips, folder / "storyboard.png")
    assert [file.name for file in folder.iterdir()] == ["storyboard.png"]
    return Image.open(folder / "storyboard.png").convert("RGB")


def test_beats_stand_in_rows_by_segment_without_countdowns(lesson_clips: list[Clip]) -> None:
    names = [[[clip.name for clip in row] for row in segment] for segment in storyboard.rows(lesson_clips)]
    assert names == [[["untrained", "letters"]], [["surprise", "falling"]]]


def test_each_beat_shows_its_middle_and_its_last_frame(make_clip: MakeClip, tmp_path: Path) -> None:
    picture = np.asarray(sheet([make_clip(frames=31)], tmp_path)).astype(int)
    y = storyboard.MARGIN + storyboard.HEADER + storyboard.PICTURE // 4
    middle = picture[y, storyboard.MARGIN + storyboard.PICTURE // 2]
    last = picture[y, storyboard.MARGIN + storyboard.PICTURE + storyboard.BESIDE + storyboard.PICTURE // 2]
    assert middle == pytest.approx([130] * 3, abs=6)
    assert last == pytest.approx([220] * 3, abs=6)


def test_any_number_of_beats_fits_below_each_other(make_clip: MakeClip, tmp_path: Path) -> None:
    few = sheet([make_clip(name=f"b{number}") for number in range(2)], tmp_path)
    many = sheet([make_clip(name=f"b{number}") for number in range(41)], tmp_path)
    assert few.width == many.width <= 2400
    one_row = few.height - 2 * storyboard.MARGIN - storyboard.HEADER
    assert many.height == few.height + 20 * one_row


def test_a_long_line_makes_its_row_higher_and_stays_in_its_column(make_clip: MakeClip, tmp_path: Path) -> None:
    low = sheet([make_clip(line="Short.")], tmp_path)
    high = sheet([make_clip(line="A line of many words. " * 20 + "w" * 300)], tmp_path)
    assert high.height > low.height + 5 * Pen(23, 400).leading
    column = storyboard.MARGIN + 2 * storyboard.PICTURE + storyboard.BESIDE
    below = np.asarray(high)[low.height - storyboard.MARGIN :]
    assert (below[:, column + 4 :] == below[0, 0]).all()
    assert (below[:, :column] != below[0, 0]).any()


@pytest.mark.parametrize("size", [(90, 160), (100, 100)])
def test_other_shapes_of_film_keep_their_shape(make_clip: MakeClip, tmp_path: Path, size: tuple[int, int]) -> None:
    picture = np.asarray(sheet([make_clip(size=size)], tmp_path)).astype(int)
    top = storyboard.MARGIN + storyboard.HEADER
    assert picture[top + storyboard.PICTURE - 40, storyboard.MARGIN + 40] == pytest.approx([130] * 3, abs=10)


def test_no_beats_make_no_sheet(make_clip: MakeClip, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="no clips"):
        storyboard.write([make_clip(interlude=True)], tmp_path / "storyboard.png")
