"""Frames from RGBA to the encoder's colours: only what differs from the frame before is converted."""

from __future__ import annotations

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

Pixels = npt.NDArray[np.uint8]
Plane = npt.NDArray[np.uint8]

REACH = 2  # rows or columns over which a pixel's colour spreads, since four pixels share one
GRAIN = 16  # rectangles of few sizes, since each size needs a converter of its own
KEPT = 64  # converters
APART = 48  # unchanged rows between two changes that are converted each by itself
Span = tuple[int, int]  # from and up to


class Converter:
    """Turns frames of one size into one YUV 4:2:0 frame, BT.709, which it keeps and changes in place."""

    def __init__(self, width: int, height: int) -> None:
        self._frame = av.VideoFrame(width, height, "yuv420p")
        self._frame.colorspace, self._frame.color_range = Colorspace.ITU709, ColorRange.MPEG
        self._planes = planes(self._frame)
        self._before = np.empty((height, width, 4), np.uint8)
        self._fresh = True
        self._converters: dict[tuple[int, int], VideoReformatter] = {}

    def convert(self, pixels: Pixels) -> av.VideoFrame:
        """Return the frame of (height, width, 4) RGBA pixels, top row first; it is good until the next call."""
        if self._fresh:
            self._write(pixels, (0, pixels.shape[0]), (0, pixels.shape[1]))
        else:
            for box in changed(self._before, pixels):
                self._write(pixels, *box)
        self._fresh = False
        return self._frame

    def _write(self, pixels: Pixels, rows: Span, columns: Span) -> None:
        """Convert a rectangle of pixels, and remember it."""
        height, width = pixels.shape[:2]
        top, bottom = grown(rows, REACH, height)  # what is written
        left, right = grown(columns, REACH, width)
        above, below = grown((top, bottom), REACH, height)  # what that depends on
        before, behind = grown((left, right), REACH, width)
        source = av.VideoFrame.from_numpy_buffer(pixels[above:below, before:behind], format="rgba")
        converted = self._converter(source.width, source.height).reformat(
            source, format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
        )
        for n, (target, part) in enumerate(zip(self._planes, planes(converted), strict=True)):
            step = 1 if n == 0 else 2
            y, x = (top - above) // step, (left - before) // step
            piece = target[top // step : -(-bottom // step), left // step : -(-right // step)]
            piece[:] = part[y : y + piece.shape[0], x : x + piece.shape[1]]
        self._before[top:bottom, left:right] = pixels[top:bottom, left:right]

    def _converter(self, width: int, height: int) -> VideoReformatter:
        """Return the converter for a size; it is slow to set up, and sizes come again from frame to frame."""
        if (width, height) not in self._converters:
            if len(self._converters) == KEPT:
                self._converters.clear()
            self._converters[width, height] = VideoReformatter()
        return self._converters[width, height]


def changed(before: Pixels, after: Pixels) -> list[tuple[Span, Span]]:
    """Return rows and columns of rectangles that hold all in which two frames differ, one below the other."""
    differ = _words(before) != _words(after)  # (height, width / 2): two pixels at once
    rows = np.flatnonzero(differ.any(axis=1))
    bands = np.split(rows, np.flatnonzero(np.diff(rows) > APART) + 1) if len(rows) else []
    spans = [(int(band[0]), int(band[-1]) + 1) for band in bands]
    return [((top, bottom), _columns(differ[top:bottom])) for top, bottom in spans]


def _columns(differ: npt.NDArray[np.bool_]) -> Span:
    columns = np.flatnonzero(differ.any(axis=0))
    return 2 * int(columns[0]), 2 * int(columns[-1]) + 2


def _words(pixels: Pixels) -> npt.NDArray[np.uint64]:
    return pixels.reshape(len(pixels), -1).view(np.uint64)


def grown(span: Span, reach: int, most: int) -> Span:
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
