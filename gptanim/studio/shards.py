"""How the work is divided: clips in runs of consecutive ones, so short that no worker waits long for the last."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, groupby

LEAST_SECONDS = 1.5  # a smaller shard costs more (its scene is built, and played up to it) than it saves
SHARDS_PER_WORKER = 3  # when all are equally long; enough for the short ones to fill the gaps that the long ones leave


def longest(total: float, workers: int) -> float:
    """Return how many seconds a shard may take of a total; with one worker nobody waits, and nothing is divided."""
    return math.inf if workers == 1 else max(LEAST_SECONDS, total / (workers * SHARDS_PER_WORKER))


def runs(costs: Sequence[float], most: float) -> list[slice]:
    """Divide clips of one segment that cost so many seconds into runs of at most about ``most``, as even as can be.

    >>> runs([1, 1, 4, 1, 1], most=4)
    [slice(0, 2, None), slice(2, 3, None), slice(3, 5, None)]
    """
    total = sum(costs)
    pieces = max(1, math.ceil(total / most - 1e-9))
    middles = [end - cost / 2 for end, cost in zip(accumulate(costs), costs, strict=True)]
    piece_of = [min(pieces - 1, int(pieces * middle / total)) if total else 0 for middle in middles]
    found = [[number for number, _ in group] for _, group in groupby(enumerate(piece_of), key=lambda pair: pair[1])]
    return [slice(group[0], group[-1] + 1) for group in found]
