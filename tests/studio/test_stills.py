"""Last frames, decoded once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from gptanim.errors import RenderError
from gptanim.studio import stills
from gptanim.studio.clip import Clip

MakeClip = Callable[..., Clip]


def test_the_picture_and_the_file_show_the_frame_on_which_the_clip_ends(make_clip: MakeClip) -> None:
    clip = make_clip(frames=31)
    with stills.kept() as pictures:
        assert pictures.picture(clip).size == (160, 90)
        with Image.open(pictures.file(clip)) as kept:
            assert kept.format == "JPEG"
            assert kept.getpixel((80, 45)) == pytest.approx((220, 220, 220), abs=4)


def test_a_clip_is_read_once(make_clip: MakeClip) -> None:
    with stills.kept() as pictures:
        first = pictures.picture(make_clip())
        gone = replace(make_clip(), path=Path("gone.mp4"))
        assert pictures.picture(gone).tobytes() == first.tobytes()
        pictures.file(gone)


def test_nothing_is_left_behind(make_clip: MakeClip) -> None:
    with stills.kept() as pictures:
        pictures.file(make_clip())
    assert not pictures.folder.exists()


def test_a_clip_without_pictures_is_named(make_clip: MakeClip, tmp_path: Path) -> None:
    (tmp_path / "broken.mp4").write_bytes(b"no film")
    with stills.kept() as pictures, pytest.raises(RenderError, match="broken"):
        pictures.picture(replace(make_clip(), path=tmp_path / "broken.mp4"))
