"""Pictures taken out of a clip."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from gptanim.errors import RenderError
from gptanim.studio import frames


def shade(picture: object) -> float:
    """Return the grey in the middle of a picture."""
    return float(np.asarray(picture)[40:50, 70:90].mean())


@pytest.mark.parametrize("count", [1, 2, 3, 15, 130])
def test_last_frame_is_the_last_that_a_decoder_gives(footage: Callable[..., Path], count: int) -> None:
    path = footage(count)
    with av.open(path) as container:
        *_, last = container.decode(video=0)
    assert np.array_equal(np.asarray(frames.last_frame(path)), np.asarray(last.to_image()))


def test_every_share_gives_the_frame_of_that_number(footage: Callable[..., Path]) -> None:
    path = footage(130)  # several key frames
    with av.open(path) as container:
        decoded = [np.asarray(frame.to_image()) for frame in container.decode(video=0)]
    for number in (0, 1, 59, 60, 61, 64, 128, 129):
        picture = np.asarray(frames.frame_at(path, number / 129))
        assert np.array_equal(picture, decoded[number]), number


def test_first_and_last_frames_have_their_shades(footage: Callable[..., Path]) -> None:
    path = footage(30)
    assert shade(frames.frame_at(path, 0)) == pytest.approx(40, abs=4)
    assert shade(frames.last_frame(path)) == pytest.approx(220, abs=4)


def test_a_file_without_pictures_is_named_in_the_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"not a film")
    with pytest.raises(RenderError, match=r"broken\.mp4"):
        frames.last_frame(broken)
