"""What FFmpeg hears in a file: its samples, its loudness, its highest true peak."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from av.filter import Graph

RATE = 48_000


def samples(path: Path) -> np.ndarray:
    """Return the sound of a film as its left side; (time,), from −1 to 1."""
    with av.open(path) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def loudness(path: Path) -> tuple[float, float]:
    """Return the integrated loudness in LUFS and the true peak in dB of a film's sound, by FFmpeg's ebur128."""
    graph = Graph()
    with av.open(path) as container:
        source = graph.add_abuffer(template=container.streams.audio[0])
        meter, sink = graph.add("ebur128", "metadata=1:peak=true:framelog=quiet"), graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        graph.configure()
        told: dict[str, str] = {}
        for frame in [*container.decode(audio=0), None]:
            graph.push(frame)
            while True:
                try:
                    told |= dict(graph.pull().metadata)
                except (av.error.BlockingIOError, av.error.EOFError):
                    break
    peaks = [float(value) for name, value in told.items() if name.startswith("lavfi.r128.true_peaks_ch")]
    return float(told["lavfi.r128.I"]), 20 * float(np.log10(max(peaks)))
