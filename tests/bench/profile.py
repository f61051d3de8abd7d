"""Where the time of drawing goes, segment by segment: python -m tests.bench.profile --help

Each segment is drawn whole in this process. A stage's seconds are of CPU time, without those of the stages within it:
encoder, conversion of colours, the background's copies, painting (Cairo's work and the parts' Python), shaping of text,
and the rest, which is manim's: building the scene, copying mobjects, interpolating them.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest import mock

from gptanim.studio import casting, orders, takes, training, worker
from gptanim.studio.cache import Cache
from gptanim.studio.clip import QUALITIES, Shard
from gptanim.studio.encoder import ClipEncoder
from gptanim.studio.pixels import Converter
from gptanim.studio.places import CACHE, DEFAULT_LESSON
from gptanim.studio.progress import Reporter
from scenes.kit import lettering
from scenes.kit.camera import StageCamera

STAGES: Mapping[str, tuple[tuple[Any, str], ...]] = {  # whose functions they are
    "encoder": ((ClipEncoder, "write"), (ClipEncoder, "finish")),
    "colours": ((Converter, "convert"),),
    "copies": ((StageCamera, "set_frame_to_background"), (StageCamera, "reset")),
    "painting": ((StageCamera, "capture_mobjects"),),
    "shaping": ((lettering, "glyphs"),),
}


class Clock:
    """CPU seconds of each stage, none counted twice."""

    def __init__(self) -> None:
        self.seconds = Counter[str]()
        self._inside: list[str] = []
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        self.seconds[self._inside[-1] if self._inside else "manim"] += now - self._since
        self._since = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does the same and is timed."""

        def run(*args: Any, **kwargs: Any) -> Any:
            self._turn()
            self._inside.append(stage)
            try:
                return function(*args, **kwargs)
            finally:
                self._turn()
                self._inside.pop()

        return run


@contextmanager
def clocked() -> Iterator[Clock]:
    """Time the stages of all that is drawn within."""
    clock, patches = Clock(), []
    for stage, functions in STAGES.items():
        for owner, name in functions:
            patches.append(mock.patch.object(owner, name, clock.timed(stage, getattr(owner, name))))
    for patch in patches:
        patch.start()
    try:
        yield clock
    finally:
        for patch in patches:
            patch.stop()


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("segments", nargs="*", help="default: all of the lesson")
    parser.add_argument("--quality", choices=QUALITIES, default="full")
    asked = parser.parse_args()
    lesson, quality = orders.lesson(DEFAULT_LESSON, only=asked.segments), QUALITIES[asked.quality]
    parts = casting.parts(lesson)
    runs = training.runs(lesson, casting.runs(parts), Cache(CACHE), Reporter())
    worker.warm_up()
    names = [*STAGES, "manim"]
    print(
        f"{quality.name}: ms of one core for a frame\n{'segment':14} frames/s  total "
        + " ".join(f"{n:>8}" for n in names)
    )
    for script in takes.scripts(lesson, parts, runs, quality):
        wanted = tuple(take.name for take in script.takes)
        shard = Shard(script.part.entry.segment, script.exhibit, lesson.theme, quality, script.seconds, wanted)
        with clocked() as clock:
            frames = sum(piece.frames for piece in worker.render(shard))
        spent = {name: 1000 * clock.seconds[name] / frames for name in names}
        row = " ".join(f"{spent[name]:8.2f}" for name in names)
        print(f"{shard.segment:14} {1000 / sum(spent.values()):8.1f} {sum(spent.values()):6.2f} {row}", flush=True)


if __name__ == "__main__":
    main()
