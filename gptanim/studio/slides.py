"""The slides of a lesson, in order: what all forms of the deck agree on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from gptanim.errors import RenderError
from gptanim.studio.clip import Clip


@dataclass(frozen=True)
class Slide:
    """One beat in a deck. id: its address, ``segment.beat``, with a number behind when it is shown again.

    place: which slide of its segment this is, counted from 1. count: how many the segment has.
    """

    clip: Clip
    id: str
    place: int
    count: int

    @property
    def spoken(self) -> list[str]:
        """The speaker's notes, paragraph by paragraph: the line, then what is for the speaker alone."""
        return [words for words in (self.clip.line, *self.clip.notes.splitlines()) if words.strip()]

    @property
    def heading(self) -> str:
        """The segment's title, and which of its slides this is: no two slides of a deck are called the same."""
        return self.clip.title if self.count == 1 else f"{self.clip.title} ({self.place}/{self.count})"


def by_segment(clips: Sequence[Clip]) -> list[list[Slide]]:
    """Return the slides of each segment in turn; a countdown has none, since a slide waits by itself.

    Raises RenderError when there is nothing to show.
    """
    seen: Counter[str] = Counter()

    def slide(clip: Clip, place: int, count: int) -> Slide:
        seen[clip.address] += 1
        again = f"-{seen[clip.address]}" if seen[clip.address] > 1 else ""
        return Slide(clip, clip.address + again, place, count)

    shown = (clip for clip in clips if not clip.interlude)
    segments = [list(members) for _, members in groupby(shown, key=lambda clip: (clip.segment, clip.title))]
    if not segments:
        raise RenderError("there are no clips to make slides of; choose at least one segment")
    return [[slide(clip, place, len(beats)) for place, clip in enumerate(beats, 1)] for beats in segments]


def in_order(clips: Sequence[Clip]) -> list[Slide]:
    """Return all slides, one after the other; raises RenderError when there is nothing to show."""
    return [slide for segment in by_segment(clips) for slide in segment]
