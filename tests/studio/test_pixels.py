"""A frame converted in part is the frame converted whole, byte for byte."""

from __future__ import annotations

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from hypothesis import given, settings
from hypothesis import strategies as st

from gptanim.studio.pixels import Converter, Pixels, changed, planes

SIZES = ((854, 480), (480, 854), (130, 70))


def whole(pixels: Pixels) -> list[np.ndarray]:
    frame = av.VideoFrame.from_ndarray(pixels, format="rgba")
    colours = {"dst_colorspace": Colorspace.ITU709, "dst_color_range": ColorRange.MPEG}
    return planes(VideoReformatter().reformat(frame, format="yuv420p", **colours))


@pytest.mark.parametrize(("width", "height"), SIZES)
@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_whatever_rectangles_change_the_frame_is_that_of_a_whole_conversion(width: int, height: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    converter, pixels = Converter(width, height), rng.integers(0, 255, (height, width, 4), dtype=np.uint8)
    for _ in range(6):
        for ours, theirs in zip(planes(converter.convert(pixels)), whole(pixels), strict=True):
            assert (ours == theirs).all()
        pixels = pixels.copy()
        y, x = rng.integers(height), rng.integers(width)
        part = pixels[y : y + rng.integers(1, height), x : x + rng.integers(1, width)]
        part[:] = rng.integers(0, 255, part.shape)
        pixels[rng.integers(height), rng.integers(width)] = 7  # far away, or within


def test_only_rectangles_that_changed_are_found() -> None:
    before = np.zeros((200, 60, 4), np.uint8)
    after = before.copy()
    assert changed(before, after) == []
    after[7, 13, 2] = after[20, 31, 0] = after[150, 4, 1] = 1
    assert changed(before, after) == [((7, 21), (12, 32)), ((150, 151), (4, 6))]  # two columns at once


def test_frames_that_the_encoder_keeps_may_be_drawn_over() -> None:
    converter, pixels = Converter(64, 48), np.full((48, 64, 4), 200, np.uint8)
    converter.convert(pixels)
    pixels[10:20] = 0  # as a camera does, in place
    for ours, theirs in zip(planes(converter.convert(pixels)), whole(pixels), strict=True):
        assert (ours == theirs).all()
