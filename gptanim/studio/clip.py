"""What the studio passes around: a quality, a shard of work, footage, and the clip it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gptanim.stage import Exhibit
from gptanim.studio.speech import Speech

Captions = tuple[tuple[float, str], ...]
Tick = Callable[[int], None]  # takes the number of a shard's frames that are drawn by now


@dataclass(frozen=True)
class Quality:
    """Size in pixels, frames per second, and the encoder settings that every clip of a film shares."""

    name: str
    width: int
    height: int
    frame_rate: int
    crf: int
    preset: str

    @property
    def encoder_options(self) -> dict[str, str]:
        """x264 options; one thread, and only code that gives the same bytes on every processor and at every call."""
        return {"crf": str(self.crf), "preset": self.preset, "g": str(self.frame_rate * 4), "threads": "1"} | {
            "x264-params": ":".join(X264)
        }


# Without what helps pictures of a camera, with what keeps files small; chosen by ``python -m tests.bench.encoder``.
WITHOUT = ("bframes=0", "rc-lookahead=0", "mbtree=0", "scenecut=0", "weightp=0", "no-deblock=1")
COARSE = ("subme=0", "chroma-me=0")  # where things moved to, in whole pixels
X264 = ("cpu-independent=1", *WITHOUT, *COARSE, "cabac=1", "8x8dct=1", "aq-mode=1")
QUALITIES = {
    quality.name: quality
    for quality in (
        Quality("draft", 854, 480, 15, crf=24, preset="ultrafast"),
        Quality("hd", 1920, 1080, 30, crf=24, preset="superfast"),
        Quality("full", 1920, 1080, 60, crf=24, preset="superfast"),
    )
}


@dataclass(frozen=True)
class Shard:
    """One segment's beats to be drawn by one worker; carries all it needs, so that it can travel.

    segment: name of the scene file. seconds: how long each of the segment's beats shall last at least,
    all of them, because the beats before a wanted one are played without being drawn.
    wanted: names of the clips to draw: beats, the countdown of an asking beat, the curtain.
    sources: digests of the files that shall draw it, by name.
    captions: what is drawn in at the bottom, by beat: texts, each with the second of the beat from which it stands.
    """

    segment: str
    exhibit: Exhibit
    theme: str
    quality: Quality
    seconds: Mapping[str, float]
    wanted: tuple[str, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    captions: Mapping[str, Captions] = field(default_factory=dict)


@dataclass(frozen=True)
class Footage:
    """What a worker brings back for one clip: its name in the shard, an MP4 file's bytes, frames in it.

    spent: seconds of one core that drawing it took.
    """

    name: str
    mp4: bytes
    frames: int
    spent: float


@dataclass(frozen=True)
class Clip:
    """One rendered piece of a lesson, in the lesson's order.

    key: digest of all that its pictures depend on. chapter, title: what it belongs to, as shown to the audience.
    name: the beat's, or the interlude's. interlude: a countdown or a curtain, which only a film needs.
    line, notes: what is said; empty for an interlude.
    seconds: exact length of the file at path. speech: what is heard from its beginning on; None for silence.
    captioned: whether its captions are drawn in.
    """

    key: str
    chapter: str
    segment: str
    title: str
    name: str
    line: str
    notes: str
    loop: bool
    ask: bool
    interlude: bool
    seconds: float
    path: Path
    speech: Speech | None = None
    captioned: bool = False

    @property
    def address(self) -> str:
        """The name a lecturer would use for this place in the lesson: segment.beat."""
        return f"{self.segment}.{self.name}"
