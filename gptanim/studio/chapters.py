"""The film's chapters, one for each segment: where they begin and end, and as a file of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from gptanim.studio.cache import write_whole
from gptanim.studio.captions import Cue, web_vtt
from gptanim.studio.clip import Clip

FINE = 48_000  # a second; every frame of a film at 15, 24, 25, 30 or 60 frames a second begins on one of these


@dataclass(frozen=True)
class Chapter:
    """A segment's stretch of the film, in frames: from the first one to before the one at end."""

    title: str
    start: int
    end: int


def of(clips: Sequence[Clip], rate: Fraction) -> list[Chapter]:
    """Return the chapters of a film of these clips, at so many frames a second; they follow each other without gap."""
    found: list[Chapter] = []
    start = 0
    for (_, title), members in groupby(clips, key=lambda clip: (clip.segment, clip.title)):
        end = start + sum(round(clip.seconds * rate) for clip in members)
        found.append(Chapter(title, start, end))
        start = end
    return found


def write(clips: Sequence[Clip], path: Path) -> None:
    """Write the chapters as WebVTT, which players of web pages read."""
    cues = (Cue(one.start / FINE, one.end / FINE, one.title) for one in of(clips, Fraction(FINE)))
    write_whole(path, web_vtt(cues).encode())
