"""Sound files in and out: whatever is read becomes 48 kHz, mono, 16 bits."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from gptanim.errors import RenderError

RATE = 48_000
Samples = npt.NDArray[np.float32]  # (time,), −1 … 1


def decode(path: Path) -> npt.NDArray[np.int16]:
    """Return a sound file's samples; RenderError when there is no sound in it."""
    try:
        with av.open(path) as container:
            blocks = list(_resampled(container.decode(audio=0)))
    except (OSError, av.error.FFmpegError, IndexError) as error:
        raise RenderError(f"{path} is no sound file that can be read: {error}") from error
    samples = np.concatenate(blocks) if blocks else np.zeros(0, np.int16)
    if not len(samples):
        raise RenderError(f"{path} holds no sound")
    return samples


def _resampled(frames: Iterator[av.AudioFrame]) -> Iterator[npt.NDArray[np.int16]]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    for frame in frames:
        yield from (one.to_ndarray()[0] for one in resampler.resample(frame))
    yield from (one.to_ndarray()[0] for one in resampler.resample(None))


def write_wav(path: Path, samples: npt.NDArray[np.int16]) -> None:
    """Write samples as a WAV file."""
    with path.open("wb") as file, wave.open(file) as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        wav.writeframes(samples.astype("<i2").tobytes())


def read_wav(path: Path) -> Samples:
    """Return the samples of a file that write_wav wrote, from −1 to 1."""
    with path.open("rb") as file, wave.open(file) as wav:
        return np.frombuffer(wav.readframes(wav.getnframes()), "<i2").astype(np.float32) / np.float32(32768)


def seconds(path: Path) -> float:
    """Return the length of a file that write_wav wrote."""
    with path.open("rb") as file, wave.open(file) as wav:
        return float(wav.getnframes() / RATE)
