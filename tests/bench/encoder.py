"""What encoder settings cost in seconds, in bytes and in likeness: python -m tests.bench.encoder --help

Beats are drawn once and kept without loss; then each setting encodes the same frames, in turn, on one core. SSIM is
FFmpeg's, of all three planes, against the frames without loss: the mean over all frames, and the worst frame.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import av
import av.filter

from gptanim.studio import casting, orders, takes, training, worker
from gptanim.studio.cache import Cache
from gptanim.studio.clip import QUALITIES, Quality, Shard
from gptanim.studio.places import CACHE, DEFAULT_LESSON
from gptanim.studio.progress import Reporter

BEATS = ("attention.heatmap", "attention.emerges", "embeddings.drifting", "guess.reveal")
MOST = 240  # frames of each beat
Frames = list[av.VideoFrame]


class Lossless(Quality):
    """A quality that keeps every pixel."""

    @property
    def encoder_options(self) -> dict[str, str]:
        return {"qp": "0", "preset": "ultrafast", "threads": "1"}


@dataclass(frozen=True)
class Outcome:
    """What encoding some frames took and gave."""

    frames: int
    seconds: float
    size: int
    ssim: Sequence[float]

    def line(self, name: str, frame_rate: int) -> str:
        """Return a row of the table."""
        rate, kilobits = self.frames / self.seconds, self.size * 8 * frame_rate / self.frames / 1000
        mean, worst = sum(self.ssim) / len(self.ssim), min(self.ssim)
        return f"{name:26} {rate:8.0f} {kilobits:8.0f} {mean:9.4f} {worst:8.4f}"


def settings(quality: Quality) -> dict[str, dict[str, str]]:
    """Return the contestants: manim's own setting, x264's presets, and ours."""
    fixed = {"threads": "1", "g": str(quality.frame_rate * 4)}
    presets = ("veryfast", "superfast", "ultrafast")
    return {
        "manim's: medium, 23": {**fixed, "preset": "medium", "crf": "23"},
        **{f"{preset}, {quality.crf}": {**fixed, "preset": preset, "crf": str(quality.crf)} for preset in presets},
        "ours": quality.encoder_options,
    }


def main() -> None:
    """Print a table for each quality."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("beats", nargs="*", default=BEATS, metavar="SEGMENT.BEAT")
    parser.add_argument("--quality", nargs="+", choices=QUALITIES, default=list(QUALITIES))
    asked = parser.parse_args()
    for name in asked.quality:
        quality = QUALITIES[name]
        takes = [drawn(*place.split("."), quality) for place in asked.beats]
        print(f"\n{quality.name}: {quality.width} × {quality.height} at {quality.frame_rate}")
        print(f"{'setting':26} {'frames/s':>8} {'kbit/s':>8} {'SSIM mean':>9} {'worst':>8}")
        for title, options in settings(quality).items():
            print(encoded(takes, quality, options).line(title, quality.frame_rate), flush=True)


def drawn(segment: str, beat: str, quality: Quality) -> Frames:
    """Draw one beat and return its frames as the encoder gets them."""
    lesson = replace(orders.lesson(DEFAULT_LESSON, only=[segment]))
    parts = casting.parts(lesson)
    runs = training.runs(lesson, casting.runs(parts), Cache(CACHE), Reporter())
    script = takes.scripts(lesson, parts, runs, quality)[0]
    kept = Lossless(quality.name, quality.width, quality.height, quality.frame_rate, 0, "")
    shard = Shard(segment, script.exhibit, lesson.theme, kept, script.seconds, (beat,))
    return list(decoded(worker.render(shard)[0].mp4))[:MOST]


def encoded(takes: Sequence[Frames], quality: Quality, options: Mapping[str, str]) -> Outcome:
    """Encode all takes with some options."""
    seconds, size, likeness = 0.0, 0, list[float]()
    for frames in takes:
        file = io.BytesIO()
        began = time.process_time()
        write(file, frames, quality, options)
        seconds += time.process_time() - began
        size += file.tell()
        likeness += ssim(frames, list(decoded(file.getvalue())))
    return Outcome(sum(map(len, takes)), seconds, size, likeness)


def write(file: io.BytesIO, frames: Frames, quality: Quality, options: Mapping[str, str]) -> None:
    """Encode frames into a file."""
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=quality.frame_rate, options=dict(options))
        stream.width, stream.height, stream.pix_fmt = quality.width, quality.height, "yuv420p"
        stream.codec_context.thread_count = 1
        for number, frame in enumerate(frames):
            frame.pts, frame.time_base = number, Fraction(1, quality.frame_rate)
            frame.pict_type = 0  # as the decoder left it, it would force a kind of frame
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        file.seek(0, io.SEEK_END)


def decoded(mp4: bytes) -> Iterator[av.VideoFrame]:
    """Yield the frames of a file."""
    with av.open(io.BytesIO(mp4)) as container:
        yield from container.decode(video=0)


def ssim(originals: Frames, copies: Frames) -> list[float]:
    """Return the likeness of each pair of frames, by FFmpeg's filter."""
    graph, first = av.filter.Graph(), originals[0]
    kind = {"width": first.width, "height": first.height, "format": first.format, "time_base": first.time_base}
    sources = [graph.add_buffer(**kind, name=name) for name in ("one", "two")]
    compare, sink = graph.add("ssim"), graph.add("buffersink")
    for slot, source in enumerate(sources):
        source.link_to(compare, 0, slot)
    compare.link_to(sink)
    graph.configure()
    found = []
    for number, pair in enumerate(zip(originals, copies, strict=True)):
        for source, frame in zip(sources, pair, strict=True):
            frame.pts, frame.time_base = number, first.time_base
            source.push(frame)
        found.append(float(sink.pull().metadata["lavfi.ssim.All"]))
    return found


if __name__ == "__main__":
    main()
