"""Single pictures out of a clip, for posters and contact sheets."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from gptanim.errors import RenderError


def frame_at(path: Path, share: float) -> Image.Image:
    """Return the frame at a share of the clip's length: 0 is the first frame, 1 the last.

    Raises RenderError when the file holds no picture.
    """
    try:
        with av.open(path) as container:
            stream = container.streams.video[0]
            wanted = round(share * max(0, stream.frames - 1)) / (stream.average_rate or Fraction(1))
            return Image.fromarray(_frame_at(container, stream, wanted).to_ndarray(format="rgb24"))
    except (av.error.FFmpegError, IndexError, StopIteration) as error:
        raise RenderError(f"{path} holds no picture; delete the file and render again") from error


def last_frame(path: Path) -> Image.Image:
    """Return the picture on which the clip stops."""
    return frame_at(path, 1.0)


def size(path: Path) -> tuple[int, int]:
    """Return the width and height of the clip's pictures, in pixels."""
    with av.open(path) as container:
        stream = container.streams.video[0]
        return stream.width, stream.height


def _frame_at(container: InputContainer, stream: VideoStream, seconds: Fraction) -> VideoFrame:
    """Decode from the key frame before the wanted time up to the frame shown then."""
    time_base = stream.time_base or Fraction(1)
    container.seek(int(seconds / time_base), stream=stream)
    frames = container.decode(stream)
    shown = next(frames)
    for frame in frames:
        if (frame.pts or 0) * time_base > seconds:
            break
        shown = frame
    return shown
