"""Frames from RGBA to the encoder's colours: only what differs from the frame before is converted."""

from __future__ import annotations

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

Pixels = npt.NDArray[np.uint8]
Plane = npt.NDArray[np.uint8]

REACH = 2  # rows or columns over which a pixel's colour spreads, since four pixels share one
GRAIN = 16  # rectangles of few sizes, since a converter is set up anew for each size


class Converter:
    """Turns frames of one size into one YUV 4:2:0 frame, BT.709, which it keeps and changes in place."""

    def __init__(self, width: int, height: int) -> None:
        self._frame = av.VideoFrame(width, height, "yuv420p")
        self._frame.colorspace, self._frame.color_range = Colorspace.ITU709, ColorRange.MPEG
        self._planes = planes(self._frame)
        self._before = np.empty((height, width, 4), np.uint8)
        self._fresh = True
        self._whole, self._part = VideoReformatter(), VideoReformatter()

    def convert(self, pixels: Pixels) -> av.VideoFrame:
        """Return the frame of (height, width, 4) RGBA pixels, top row first; it is good until the next call."""
        if self._fresh:
            self._write(pixels, (0, pixels.shape[0]), (0, pixels.shape[1]))
        elif (box := changed(self._before, pixels)) is not None:
            self._write(pixels, *box)
        self._fresh = False
        return self._frame

    def _write(self, pixels: Pixels, rows: tuple[int, int], columns: tuple[int, int]) -> None:
        """Convert a rectangle of pixels, and remember it."""
        height, width = pixels.shape[:2]
        top, bottom = grown(rows, REACH, height)  # what is written
        left, right = grown(columns, REACH, width)
        above, below = grown((top, bottom), REACH, height)  # what that depends on
        before, behind = grown((left, right), REACH, width)
        source = av.VideoFrame.from_numpy_buffer(pixels[above:below, before:behind], format="rgba")
        whole = source.height == height and source.width == width
        converted = (self._whole if whole else self._part).reformat(
            source, format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
        )
        for n, (target, part) in enumerate(zip(self._planes, planes(converted), strict=True)):
            step = 1 if n == 0 else 2
            y, x = (top - above) // step, (left - before) // step
            piece = target[top // step : -(-bottom // step), left // step : -(-right // step)]
            piece[:] = part[y : y + piece.shape[0], x : x + piece.shape[1]]
        self._before[top:bottom, left:right] = pixels[top:bottom, left:right]


def changed(before: Pixels, after: Pixels) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the rows and columns, from and up to, of the rectangle in which two frames differ; None where nowhere."""
    differ = _words(before) != _words(after)  # (height, width / 2): two pixels at once
    rows = np.flatnonzero(differ.any(axis=1))
    if not len(rows):
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(differ[top:bottom].any(axis=0))
    return (top, bottom), (2 * int(columns[0]), 2 * int(columns[-1]) + 2)


def _words(pixels: Pixels) -> npt.NDArray[np.uint64]:
    return pixels.reshape(len(pixels), -1).view(np.uint64)


def grown(span: tuple[int, int], reach: int, most: int) -> tuple[int, int]:
    """Return a span that reaches further on both sides, in whole grains, within 0 and most."""
    start, end = (span[0] - reach) // GRAIN * GRAIN, -(-(span[1] + reach) // GRAIN) * GRAIN
    return max(0, start), min(most, end)


def planes(frame: av.VideoFrame) -> list[Plane]:
    """Return the brightness of a YUV 4:2:0 frame and its two colours at half the size, to be read and written."""
    sizes = [(frame.height, frame.width)] + 2 * [(-(-frame.height // 2), -(-frame.width // 2))]
    return [
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:height, :width]
        for plane, (height, width) in zip(frame.planes, sizes, strict=True)
    ]
