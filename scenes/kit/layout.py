"""Named regions of the frame, and how to divide and fill them; a segment never types a coordinate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeVar

from manim import Mobject

from scenes.kit.wrapping import Wrapping

AnyMobject = TypeVar("AnyMobject", bound=Mobject)

MARGIN = 0.45  # between a region's content and the frame's border, in scene units
GAP = 0.35
WIDE = 1.5  # from this width for a height of one, a frame is as wide as segments are composed for
CLEARLY = 1.1  # rows must save that much size, since what belongs together is read from left to right
NARROW = (0.9, 0.85, 0.9)  # heights of title, footer and caption in other frames, in scene units


@dataclass(frozen=True)
class Region:
    """A box of the frame: its middle and its size, in scene units.

    wide: the size that it would have in a frame of 16:9, for which segments are composed; None in such a frame.
    """

    x: float
    y: float
    width: float
    height: float
    wide: tuple[float, float] | None = None

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

    @property
    def growth(self) -> float:
        """How much larger than in a wide frame what fits there can be drawn here, never less than 1."""
        width, height = self.wide or (self.width, self.height)
        return max(1.0, min(self.width / width, self.height / height))

    @property
    def firm(self) -> Region:
        """The same region, whose columns stay beside each other in a frame of any shape."""
        return replace(self, wide=None)

    def middle(self, most: float) -> Region:
        """Return its middle, so many times as high as wide at most; all of it in a wide frame."""
        height = self.height if self.wide is None else min(self.height, most * self.width)
        return replace(self, height=height)

    def columns(self, *shares: float, gap: float = GAP) -> tuple[Region, ...]:
        """Divide into columns whose widths are as the shares; into rows where what was meant for columns fits better.

        That is so in a frame that is not wide. Its narrow columns get rows as high as its wide ones.
        """
        widths = _divide(self.width, shares, gap)
        lefts = [self.left + offset for offset in _offsets(widths, gap)]
        columns = tuple(Region(x + w / 2, self.y, w, self.height) for x, w in zip(lefts, widths, strict=True))
        if self.wide is None:
            return columns
        meant = [(w, self.wide[1]) for w in _divide(self.wide[0], shares, gap)]
        rows = self._stacked([min(1.0, self.width / w) for w, _ in meant], gap)
        better = rows if _fit(rows, meant) > CLEARLY * _fit(columns, meant) else columns
        return tuple(replace(region, wide=size) for region, size in zip(better, meant, strict=True))

    def rows(self, *shares: float, gap: float = GAP) -> tuple[Region, ...]:
        """Divide into rows, from the top, whose heights are as the shares."""
        rows = self._stacked(shares, gap)
        if self.wide is None:
            return rows
        meant = [(self.wide[0], h) for h in _divide(self.wide[1], shares, gap)]
        return tuple(replace(region, wide=size) for region, size in zip(rows, meant, strict=True))

    def _stacked(self, shares: Sequence[float], gap: float) -> tuple[Region, ...]:
        heights = _divide(self.height, shares, gap)
        tops = [self.top - offset for offset in _offsets(heights, gap)]
        return tuple(Region(self.x, y - h / 2, self.width, h) for y, h in zip(tops, heights, strict=True))

    def split(self, *shares: float, gap: float = GAP) -> tuple[Region, ...]:
        """Divide along the longer side: columns in a wide region, rows in a tall one."""
        width, height = self.wide or (self.width, self.height)
        return self.columns(*shares, gap=gap) if width >= height else self.rows(*shares, gap=gap)

    def inset(self, by: float) -> Region:
        """Return the region without a border of that breadth."""
        wide = (self.wide[0] - 2 * by, self.wide[1] - 2 * by) if self.wide else None
        return Region(self.x, self.y, self.width - 2 * by, self.height - 2 * by, wide)

    def place(self, mobject: AnyMobject, *, side: int = 0) -> AnyMobject:
        """Move a mobject into the region, made smaller if it does not fit; never larger.

        side: −1 sets it at the left edge, 0 in the middle, 1 at the right edge.
        A line of words that is too long for a frame that is not wide breaks into several, if that keeps it larger.
        """
        if self.wide is not None and isinstance(mobject, Wrapping):
            mobject.wrap(self.width, self.height, side)
        if mobject.width > self.width or mobject.height > self.height:
            mobject.scale(min(self.width / mobject.width, self.height / mobject.height))
        free = (self.width - mobject.width) / 2
        return mobject.move_to((self.x + side * free, self.y, 0.0))

    def fill(self, mobject: AnyMobject, *, most: float = 1.5) -> AnyMobject:
        """Place a mobject, made larger if there is room in a frame that is not wide, up to so many times."""
        if self.wide is not None:
            mobject.scale(max(1.0, min(most, self.width / mobject.width, self.height / mobject.height)))
        return self.place(mobject)


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
        if width >= WIDE * height:
            return cls(width, height, *inner.rows(0.75, 5.1, 0.6, 0.45, gap=0.15))
        stage = inner.height - sum(NARROW) - 3 * 0.15
        meant = Layout.of(8 * 16 / 9, 8)
        title, footer, caption = NARROW
        regions = inner.rows(title, stage, footer, caption, gap=0.15)
        sizes = [(region.width, region.height) for region in (meant.title, meant.stage, meant.footer, meant.caption)]
        return cls(width, height, *(replace(region, wide=size) for region, size in zip(regions, sizes, strict=True)))


def _fit(regions: Sequence[Region], meant: Sequence[tuple[float, float]]) -> float:
    """Return how much what was meant for boxes of these sizes must shrink at most to fit the regions; 1: not at all."""
    return min(min(1.0, r.width / w, r.height / h) for r, (w, h) in zip(regions, meant, strict=True))


def _divide(length: float, shares: Sequence[float], gap: float) -> list[float]:
    free = length - gap * (len(shares) - 1)
    return [free * share / sum(shares) for share in shares]


def _offsets(lengths: Sequence[float], gap: float) -> list[float]:
    return list(accumulate((length + gap for length in lengths[:-1]), initial=0.0))
