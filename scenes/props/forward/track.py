"""Where a network's lanes lie: a word at the left, then a slab of cells for each stage."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.kit.layout import Region
from scenes.kit.paths import Box

WORD, LEAD, GAP = 1.55, 0.35, 0.78  # room for a word; before the first slab; between slabs, in slabs
HEAD, UNDER = 0.5, 2.5  # room for headings above the lanes; for readings below them
TALLEST = 1.05  # of a lane


@dataclass(frozen=True)
class Track:
    """Lanes for N tokens through S stages, D cells each, in a box of this size around the origin.

    low: in what follows, 0..1, how far the lanes have made room for readings below them.
    """

    width: float
    height: float
    lanes: int
    stages: int
    cells: int

    @property
    def slab(self) -> float:
        """The breadth of a slab."""
        return (self.width - WORD - LEAD) / (self.stages + GAP * (self.stages - 1))

    def pitch(self, low: float) -> float:
        """Return the distance between lanes."""
        room = self.height - HEAD
        tall, short = (min(TALLEST, space / self.lanes) for space in (room, room - UNDER))
        return tall + (min(tall, short) - tall) * low

    def top(self, low: float) -> float:
        """Return where the first lane begins: in the middle of the room, or at its upper edge."""
        block, room = self.pitch(low) * self.lanes, self.height - HEAD
        return self.height / 2 - HEAD - (room - block) / 2 * (1 - low)

    def lane(self, lane: int, low: float) -> float:
        """Return the middle of a lane."""
        return self.top(low) - (lane + 0.5) * self.pitch(low)

    def start(self, stage: float) -> float:
        """Return the left edge of a stage's slab."""
        return -self.width / 2 + WORD + LEAD + stage * self.slab * (1 + GAP)

    def word(self, lane: int, low: float) -> Box:
        """Return the box of a token."""
        high = min(0.62, 0.78 * self.pitch(low))
        return -self.width / 2, self.lane(lane, low) - high / 2, WORD, high

    def cell(self, stage: float, lane: int, number: float, low: float) -> Box:
        """Return the box of one number of a token after a stage."""
        wide, high = self.slab / self.cells, 0.74 * self.pitch(low)
        return self.start(stage) + number * wide, self.lane(lane, low) - high / 2, 0.92 * wide, high

    def beyond(self, stage: int, region: Region) -> Region:
        """Return what is free right of a stage's slab, when the lanes begin at the left edge of a region."""
        taken = self.start(stage) + self.slab + self.width / 2
        return region.columns(taken, region.width - taken, gap=0.5)[1]
