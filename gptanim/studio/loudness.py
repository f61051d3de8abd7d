"""As loud as other films: −16 LUFS over the whole, and no peak that would be cut off."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import av
import numpy as np
from av.filter import Graph

from gptanim.studio.sound import RATE, Samples

TARGET = -16.0  # LUFS, what streaming players turn speech to
CEILING = 10 ** (-2.0 / 20)  # true peak; AAC comes out up to 1 dB higher than it went in
SILENCE = -69.0  # LUFS; ebur128 says −70 when it heard nothing
MOST_GAIN = 40.0  # dB; what is fainter was not meant to be heard
OVERSAMPLING = 4  # as ITU-R BS.1770 asks for true peaks
NEIGHBOURS = np.arange(-12, 13)  # samples that the curve between two of them depends on
REACH = RATE // 200  # samples on each side of a peak over which the gain goes down and up again
CLOSE_ENOUGH, TRIALS = 0.1, 6  # LU; limiting makes softer, so that the gain is found step by step
Blocks = Callable[[], Iterable[Samples]]  # begins anew each time


@dataclass(frozen=True)
class Master:
    """Makes samples as loud as the film shall be. gain: a factor."""

    gain: float

    def __call__(self, samples: Samples) -> Samples:
        """Return the samples louder or softer, and limited to the ceiling."""
        return limited(samples * np.float32(self.gain))


def master(blocks: Blocks) -> Master:
    """Return what makes mono samples, heard on two loudspeakers, −16 LUFS loud over all of them."""
    loudness, decibels = integrated(blocks()), 0.0
    for _ in range(TRIALS):
        if loudness <= SILENCE or abs(TARGET - loudness) < CLOSE_ENOUGH:
            break
        decibels = min(MOST_GAIN, decibels + TARGET - loudness)
        loudness = integrated(map(Master(10 ** (decibels / 20)), blocks()))
    return Master(10 ** (decibels / 20))


def integrated(blocks: Iterable[Samples]) -> float:
    """Return the integrated loudness in LUFS (EBU R 128) of mono samples that both loudspeakers play."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="mono")
    meter, sink = graph.add("ebur128", "metadata=1:dualmono=1:framelog=quiet"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    last = -math.inf
    for frame in _frames(blocks):
        graph.push(frame)
        last = _heard(graph, last)
    graph.push(None)
    return _heard(graph, last)


def _heard(graph: Graph, last: float) -> float:
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return last
        last = float(frame.metadata.get("lavfi.r128.I", last))


def _frames(blocks: Iterable[Samples]) -> Iterator[av.AudioFrame]:
    time = 0
    for block in blocks:
        if len(block):
            frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout="mono")
            frame.sample_rate, frame.pts = RATE, time
            time += len(block)
            yield frame


def limited(samples: Samples) -> Samples:
    """Return samples without true peaks above the ceiling, turned down smoothly around each.

    The samples must begin and end in silence, or be all there is.
    """
    peaks = true_peaks(samples)
    if not len(samples) or peaks.max() <= CEILING:
        return samples
    needed = np.minimum(1.0, CEILING / np.maximum(peaks, 1e-9))
    gain = _mean(_lowest(np.pad(needed, 2 * REACH, mode="edge")))
    return (samples * gain).astype(np.float32)


def _lowest(values: Samples) -> Samples:
    """Return the lowest of each 2 · REACH + 1 neighbours, by doubling how many are known."""
    width, known = 2 * REACH + 1, 1
    while 2 * known <= width:
        values, known = np.minimum(values[:-known], values[known:]), 2 * known
    return np.minimum(values[: len(values) - (width - known)], values[width - known :])


def _mean(values: Samples) -> Samples:
    """Return the mean of each 2 · REACH + 1 neighbours; none of the lowest is higher than its middle one needs."""
    sums = np.cumsum(np.pad(values.astype(np.float64), (1, 0)))
    width = 2 * REACH + 1
    return ((sums[width:] - sums[:-width]) / width).astype(np.float32)


def true_peaks(samples: Samples) -> Samples:
    """Return for each sample the highest magnitude of the curve through it up to the next one."""
    heights = np.abs(samples)
    if heights.max(initial=0.0) < CEILING / 2 or len(samples) < len(NEIGHBOURS):
        return heights  # between two samples a curve is not twice as high
    for part in range(1, OVERSAMPLING):
        offsets = NEIGHBOURS + part / OVERSAMPLING
        taps = np.sinc(offsets) * np.cos(np.pi * offsets / len(NEIGHBOURS)) ** 2
        heights = np.maximum(heights, np.abs(np.convolve(samples, taps.astype(np.float32), mode="same")))
    return heights
