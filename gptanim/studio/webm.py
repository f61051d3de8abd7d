"""The film for places that take no MP4: encoded again, VP9 and Opus."""

from __future__ import annotations

from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from gptanim.studio.cache import appearing
from gptanim.studio.sound import RATE

VP9 = {"crf": "30", "b": "0", "deadline": "realtime", "cpu-used": "6", "row-mt": "1", "g": "240"}
OPUS_BITS_PER_SECOND = 96_000


def write(film: Path, path: Path) -> None:
    """Write a film's pictures, sound and chapters as WebM; captions go beside it, as WebVTT."""
    with appearing(path) as temporary, av.open(film) as source, av.open(temporary, "w", format="webm") as target:
        target.metadata["title"] = source.metadata.get("title", "")
        target.set_chapters(source.chapters())
        video = _video(source.streams.video[0], target)
        audio = _audio(source.streams.audio[0], target) if source.streams.audio else None
        for frame in source.decode(source.streams.video[0], *source.streams.audio):
            if isinstance(frame, VideoFrame):
                target.mux(video.encode(frame))
            elif audio is not None and isinstance(frame, AudioFrame):
                target.mux(audio.encode(frame))
        target.mux([*video.encode(None), *(audio.encode(None) if audio else ())])


def _video(like: VideoStream, target: OutputContainer) -> VideoStream:
    """Add a stream for pictures of the same size, rate and colours."""
    stream = target.add_stream("libvpx-vp9", rate=like.average_rate, options=VP9)
    stream.width, stream.height, stream.pix_fmt = like.width, like.height, "yuv420p"
    for name in ("colorspace", "color_primaries", "color_trc", "color_range"):
        setattr(stream.codec_context, name, getattr(like.codec_context, name))
    return stream


def _audio(like: AudioStream, target: OutputContainer) -> AudioStream:
    stream = target.add_stream("libopus", rate=RATE, layout=like.layout.name)
    stream.bit_rate = OPUS_BITS_PER_SECOND
    return stream
