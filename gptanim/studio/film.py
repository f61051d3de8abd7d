"""The film: all clips in one MP4, their pictures copied as they are, with chapters and captions."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.subtitles.stream import SubtitleStream
from av.video.stream import VideoStream

from gptanim.errors import RenderError
from gptanim.studio import chapters, track
from gptanim.studio.cache import appearing
from gptanim.studio.captions import Cue, cues
from gptanim.studio.clip import Clip

if TYPE_CHECKING:
    from av.container.core import Chapter  # lives in PyAV's type stubs only

MILLISECOND = Fraction(1, 1000)
AHEAD = 2  # frames; x264 orders B-frames so that no frame needs one more than two places later
CAPTION_STYLE = b"""[Script Info]
ScriptType: v4.00+
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Alignment
Style: Default,Arial,18,&Hffffff,&Hffffff,&H0,&H0,2
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def write(clips: Sequence[Clip], path: Path, *, title: str) -> None:
    """Write the clips one after another, with what is said, as an MP4 that plays before it is fully loaded.

    Nothing is encoded again and no frame is lost: the film has exactly the frames of its clips. All clips must
    share size, frame rate and encoder settings. Raises RenderError for clips that differ or are not as they say.
    """
    if not clips:
        raise RenderError("there are no clips to make a film of; choose at least one segment")
    with appearing(path) as temporary, _opened(clips[0]) as first:
        pictures = first.streams.video[0]
        with av.open(temporary, "w", format="mp4", options={"movflags": "faststart"}) as film:
            film.metadata["title"] = title
            film.set_chapters(_chapters(clips, _rate(pictures)))
            video = film.add_stream_from_template(pictures)
            sound = track.packets(clips, _rate(pictures), track.stream(film)) if track.is_spoken(clips) else None
            drawn_in = any(clip.captioned for clip in clips)
            captions = None if drawn_in else _captions_stream(film)
            for packet in _in_turn(clips, pictures, video, captions, sound):
                film.mux_one(packet)


def _chapters(clips: Sequence[Clip], rate: Fraction) -> list[Chapter]:
    return [
        {"id": number, "start": one.start, "end": one.end, "time_base": 1 / rate, "metadata": {"title": one.title}}
        for number, one in enumerate(chapters.of(clips, rate))
    ]


def _in_turn(
    clips: Sequence[Clip],
    like: VideoStream,
    video: VideoStream,
    captions: SubtitleStream | None,
    sound: Iterator[list[Packet[AudioStream]]] | None,
) -> Iterator[Packet[VideoStream] | Packet[AudioStream] | Packet[Stream]]:
    """Give each clip's captions, sound and pictures, so that no more than one clip's packets wait to be written."""
    waiting = deque(cues(clips) if captions else ())
    shown = 0
    for clip in clips:
        end = float((shown + _frames(clip, _rate(like))) / _rate(like))
        while captions and waiting and waiting[0].start < end:
            yield _caption(waiting.popleft(), captions)
        yield from next(sound) if sound else ()
        yield from _pictures(clip, like, video, shown)
        shown += _frames(clip, _rate(like))


def _pictures(clip: Clip, like: VideoStream, video: VideoStream, shown: int) -> Iterator[Packet[VideoStream]]:
    """Give a clip's packets with their times counted in frames of the film, in which `shown` came before.

    Decoding runs AHEAD of showing, evenly over the whole film, however short a clip is.
    """
    with _opened(clip) as container:
        stream = _alike(container, like, clip)
        packets = (packet for packet in container.demux(stream) if packet.size)
        count = 0
        for count, packet in enumerate(packets, 1):
            packet.pts = shown + round((packet.pts or 0) * (packet.time_base or 0) * _rate(like))
            packet.dts = shown + count - 1 - AHEAD
            packet.duration, packet.time_base, packet.stream = 1, 1 / _rate(like), video
            yield packet
    if count != _frames(clip, _rate(like)):
        raise RenderError(
            f"clip {clip.address} has {count} frames, not {clip.seconds} s; delete {clip.path} and render again"
        )


def _opened(clip: Clip) -> InputContainer:
    try:
        return av.open(clip.path)
    except (OSError, av.error.FFmpegError) as error:
        raise RenderError(
            f"clip {clip.address} cannot be read: {error}; delete {clip.path} and render again"
        ) from error


def _alike(container: InputContainer, like: VideoStream, clip: Clip) -> VideoStream:
    """Return the clip's pictures; raise RenderError when they cannot follow those of the film's first clip."""
    stream = container.streams.video[0]
    for what, theirs, ours in (
        ("size", (stream.width, stream.height), (like.width, like.height)),
        ("frame rate", stream.average_rate, like.average_rate),
        ("encoder settings", stream.codec_context.extradata, like.codec_context.extradata),
    ):
        if theirs != ours:
            raise RenderError(f"clip {clip.address} has another {what} than the film's first; render all clips again")
    return stream


def _captions_stream(film: OutputContainer) -> SubtitleStream:
    stream = film.add_stream("mov_text")
    if not isinstance(stream, SubtitleStream):
        raise RenderError("this PyAV cannot write captions into an MP4; install the version in constraints.txt")
    stream.codec_context.subtitle_header = CAPTION_STYLE
    stream.time_base = MILLISECOND
    stream.metadata["language"] = "eng"
    stream.metadata["handler_name"] = "English"
    stream.disposition = Disposition.default
    return stream


def _caption(cue: Cue, stream: SubtitleStream) -> Packet[Stream]:
    """Return a cue as MP4 timed text: its length in two bytes, then UTF-8."""
    text = cue.text.encode()
    packet = Packet(struct.pack(">H", len(text)) + text)
    packet.stream, packet.time_base = stream, MILLISECOND
    packet.pts = packet.dts = round(cue.start * 1000)
    packet.duration = round(cue.end * 1000) - packet.pts
    return packet


def _frames(clip: Clip, rate: Fraction) -> int:
    return round(clip.seconds * rate)


def _rate(stream: VideoStream) -> Fraction:
    if not stream.average_rate:
        raise RenderError("the film's first clip has no frame rate; render all clips again")
    return stream.average_rate
