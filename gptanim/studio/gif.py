"""One segment as an animated GIF, small enough for a message or a page: 480 pixels wide and under 5 MB."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av
from av.container import InputContainer
from av.filter import Graph
from av.filter.context import FilterContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from gptanim.errors import LessonError, RenderError
from gptanim.studio.cache import appearing
from gptanim.studio.lesson import Lesson

WIDTH = 480  # pixels
MOST_BYTES = 5_000_000
RATES = (15, 10, 8, 5, 3, 2, 1)  # frames a second, tried in turn until the file is small enough


def check(lesson: Lesson) -> None:
    """Raise LessonError when a lesson is too long for a GIF: one segment is not."""
    if len(lesson.entries) > 1:
        raise LessonError(f"a GIF holds one segment, not {len(lesson.entries)}; choose one with --only SEGMENT")


def write(film: Path, path: Path) -> None:
    """Write a film's pictures as a GIF; RenderError when it is too long for one, however slow."""
    with appearing(path) as temporary:
        for rate in RATES:
            _encode(film, temporary, rate)
            if temporary.stat().st_size < MOST_BYTES:
                return
        raise RenderError(f"a GIF of {film} would be larger than {MOST_BYTES / 1e6:.0f} MB; choose a shorter segment")


def _encode(film: Path, path: Path, rate: int) -> None:
    palette = _palette(film, rate)
    graph = Graph()
    with av.open(film) as source, av.open(path, "w", format="gif") as target:
        pictures = source.streams.video[0]
        start, small = _small(graph, pictures, rate)
        colours = graph.add_buffer(
            width=palette.width, height=palette.height, format=palette.format, time_base=Fraction(1, rate)
        )
        dots = graph.add("paletteuse", "dither=none:diff_mode=rectangle")
        small.link_to(dots, 0, 0)
        colours.link_to(dots, 0, 1)
        end = _ended(graph, dots)
        colours.push(palette)
        colours.push(None)
        stream = target.add_stream("gif", rate=rate)
        stream.width, stream.height, stream.pix_fmt = WIDTH, _height(pictures), "pal8"
        for picture in _through(start, end, source):
            target.mux(stream.encode(picture))
        target.mux(stream.encode(None))


def _palette(film: Path, rate: int) -> VideoFrame:
    """Return the 256 colours that serve the whole film best, as a picture of them."""
    graph = Graph()
    with av.open(film) as source:
        start, small = _small(graph, source.streams.video[0], rate)
        colours = graph.add("palettegen", "stats_mode=full")
        small.link_to(colours)
        (palette,) = _through(start, _ended(graph, colours), source)
        return palette


def _small(graph: Graph, pictures: VideoStream, rate: int) -> tuple[FilterContext, FilterContext]:
    """Return both ends of a chain that takes a film's pictures and gives small ones at a rate."""
    start = graph.add_buffer(template=pictures, time_base=pictures.time_base)
    fewer, smaller = graph.add("fps", str(rate)), graph.add("scale", f"{WIDTH}:{_height(pictures)}:flags=area")
    start.link_to(fewer)
    fewer.link_to(smaller)
    return start, smaller


def _height(pictures: VideoStream) -> int:
    return round(WIDTH * pictures.height / pictures.width)


def _ended(graph: Graph, last: FilterContext) -> FilterContext:
    end = graph.add("buffersink")
    last.link_to(end)
    graph.configure(auto_buffer=False)
    return end


def _through(start: FilterContext, end: FilterContext, source: InputContainer) -> Iterator[VideoFrame]:
    """Give what comes out at the end of a graph when all of a film's pictures are pushed into its start."""
    for picture in chain(source.decode(video=0), [None]):
        start.push(picture)
        while True:
            try:
                found = end.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                break
            if isinstance(found, VideoFrame):
                yield found
