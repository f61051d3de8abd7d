"""Named regions of the frame, and how to divide and fill them; a segment never types a coordinate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from manim import Mobject

AnyMobject = TypeVar("AnyMobject", bound=Mobject)

MARGIN = 0.45  # between a region's content and the frame's border, in scene units
GAP = 0.35


@dataclass(frozen=True)
class Region:
    """A box of the frame: its middle and its size, in scene units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float, float]:
        """The scene point in the middle."""
        return self.x, self.y, 0.0

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        return self.y + self.height / 2

    def columns(self, *shares: float, gap: float = GAP) -> tuple[Region, ...]:
        """Divide into columns whose widths are as the shares."""
        widths = _divide(self.width, shares, gap)
        lefts = [self.left + offset for offset in _offsets(widths, gap)]
        return tuple(Region(x + w / 2, self.y, w, self.height) for x, w in zip(lefts, widths, strict=True))

    def rows(self, *shares: float, gap: float = GAP) -> tuple[Region, ...]:
        """Divide into rows, from the top, whose heights are as the shares."""
        heights = _divide(self.height, shares, gap)
        tops = [self.top - offset for offset in _offsets(heights, gap)]
        return tuple(Region(self.x, y - h / 2, self.width, h) for y, h in zip(tops, heights, strict=True))

    def split(self, *shares: float, gap: float = GAP) -> tuple[Region, ...]:
        """Divide along the longer side: columns in a wide region, rows in a tall one."""
        return self.columns(*shares, gap=gap) if self.width >= self.height else self.rows(*shares, gap=gap)

    def inset(self, by: float) -> Region:
        """Return the region without a border of that breadth."""
        return Region(self.x, self.y, self.width - 2 * by, self.height - 2 * by)

    def place(self, mobject: AnyMobject, *, side: int = 0) -> AnyMobject:
        """Move a mobject into the region, made smaller if it does not fit; never larger.

        side: −1 sets it at the left edge, 0 in the middle, 1 at the right edge.
        """
        if mobject.width > self.width or mobject.height > self.height:
            mobject.scale(min(self.width / mobject.width, self.height / mobject.height))
        free = (self.width - mobject.width) / 2
        return mobject.move_to((self.x + side * free, self.y, 0.0))


@dataclass(frozen=True)
class Layout:
    """The regions of a frame of a given width and height.

    title: what the segment is about. stage: the picture. footer: one line beneath it.
    caption: kept empty, for the player's captions.
    """

    width: float
    height: float
    title: Region
    stage: Region
    footer: Region
    caption: Region

    @classmethod
    def of(cls, width: float, height: float) -> Layout:
        """Lay out a frame of this size, in scene units."""
        inner = Region(0, 0, width - 2 * MARGIN, height - 2 * MARGIN * 0.75)
        title, stage, footer, caption = inner.rows(0.75, 5.1, 0.6, 0.45, gap=0.15)
        return cls(width, height, title, stage, footer, caption)


def _divide(length: float, shares: Sequence[float], gap: float) -> list[float]:
    free = length - gap * (len(shares) - 1)
    return [free * share / sum(shares) for share in shares]


def _offsets(lengths: Sequence[float], gap: float) -> list[float]:
    return list(accumulate((length + gap for length in lengths[:-1]), initial=0.0))
