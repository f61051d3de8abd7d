"""What stands in one line in a wide frame, and in several where that would make it small."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from typing import Protocol, runtime_checkable

MOST = 3  # lines
Size = tuple[float, float]


@runtime_checkable
class Wrapping(Protocol):
    """What can be broken into lines."""

    def wrap(self, width: float, height: float, side: int) -> object:
        """Break into lines, if that lets it be larger in such a box; they begin (−1), end (1) or centre (0) alike."""


def divided(widths: Sequence[float], gap: float, count: int) -> list[slice]:
    """Divide words of these widths among so many lines, in order, so that the widest line is as narrow as it can be."""
    ways = combinations(range(1, len(widths)), min(count, len(widths)) - 1)
    lines = ([slice(*ends) for ends in pairwise((0, *breaks, len(widths)))] for breaks in ways)
    return min(lines, key=lambda way: max(sum(widths[line]) + gap * len(widths[line]) for line in way))


def fitting(size_of: Callable[[int], Size], box: Size) -> int:
    """Return the number of lines that must shrink least to fit a box; size_of: their size, given their number."""
    sizes = {count: size_of(count) for count in range(1, MOST + 1)}
    return max(sizes, key=lambda count: (min(1.0, box[0] / sizes[count][0], box[1] / sizes[count][1]), -count))
