"""The film's sound: each line from the sample at which its clip begins, mixed once over the whole film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet

from gptanim.errors import RenderError
from gptanim.studio import sound
from gptanim.studio.clip import Clip
from gptanim.studio.loudness import Master, master
from gptanim.studio.sound import RATE, Samples

BITS_PER_SECOND = 128_000
AAC = {"aac_coder": "fast", "aac_ms": "1"}  # a third of the time, and both sides are the same


def is_spoken(clips: Sequence[Clip]) -> bool:
    """Return whether there is anything to hear."""
    return any(clip.speech for clip in clips)


def stream(film: OutputContainer) -> AudioStream:
    """Add a stream of AAC, 48 kHz, the same on both sides, to a film."""
    track = film.add_stream("aac", rate=RATE, layout="stereo", options=AAC)
    track.bit_rate = BITS_PER_SECOND
    track.metadata["language"] = "eng"
    return track


def packets(clips: Sequence[Clip], rate: Fraction, track: AudioStream) -> Iterator[list[Packet[AudioStream]]]:
    """Give the encoded sound of each clip in turn, as loud as it shall be; what the encoder holds back comes later.

    rate: frames a second.
    """
    loud = master(lambda: blocks(clips, rate))
    time = 0
    for number, block in enumerate(blocks(clips, rate, loud), 1):
        frame = av.AudioFrame.from_ndarray(np.stack([block, block]), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, time, Fraction(1, RATE)
        time += len(block)
        yield [*track.encode(frame), *(track.encode(None) if number == len(clips) else ())]


def blocks(clips: Sequence[Clip], rate: Fraction, loud: Master | None = None) -> Iterator[Samples]:
    """Give each clip's samples: its line from the first one on, then silence to the clip's exact end."""
    frames = 0
    for clip in clips:
        start = round(frames * RATE / rate)
        frames += round(clip.seconds * rate)
        block = np.zeros(round(frames * RATE / rate) - start, np.float32)
        if clip.speech is not None:
            said = sound.read_wav(clip.speech.path)
            if len(said) > len(block):
                raise RenderError(f"clip {clip.address} is too short for its line; delete {clip.path} and render again")
            block[: len(said)] = loud(said) if loud else said
        yield block
