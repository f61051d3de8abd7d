"""Turn frames into the bytes of an H.264 file, one clip at a time."""

from __future__ import annotations

import io
from fractions import Fraction

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from gptanim.studio.clip import Quality
from gptanim.studio.pixels import Converter, Pixels


class ClipEncoder:
    """Encodes RGBA frames at a quality's size and rate into an MP4 held in memory.

    A frame that stays is converted once and encoded again and again, so that durations are exact.
    """

    def __init__(self, quality: Quality) -> None:
        self.frames = 0
        self._time_base = Fraction(1, quality.frame_rate)
        self._file = io.BytesIO()
        self._container = av.open(self._file, "w", format="mp4")
        stream = self._container.add_stream("libx264", rate=quality.frame_rate, options=quality.encoder_options)
        stream.width, stream.height, stream.pix_fmt = quality.width, quality.height, "yuv420p"
        stream.codec_context.thread_count = 1
        stream.codec_context.colorspace = int(Colorspace.ITU709)
        stream.codec_context.color_primaries = int(ColorPrimaries.BT709)
        stream.codec_context.color_trc = int(ColorTrc.BT709)
        stream.codec_context.color_range = int(ColorRange.MPEG)
        self._stream = stream
        self._converter = Converter(quality.width, quality.height)

    def write(self, pixels: Pixels, repeat: int = 1) -> None:
        """Encode one frame, repeat times; pixels: (height, width, 4), top row first."""
        frame = self._converter.convert(pixels)
        frame.time_base = self._time_base
        for _ in range(repeat):
            frame.pts = self.frames
            self._container.mux(self._stream.encode(frame))
            self.frames += 1

    def finish(self) -> bytes:
        """Close the file and return its bytes."""
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._file.getvalue()
