"""A contest: programs take turns, so that whatever else the machine does slows all of them alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median

import numpy as np

ROUNDS = 7
TURN = 0.15  # CPU seconds that each program has in a round


def seconds(rivals: Mapping[str, Callable[[], object]], rounds: int = ROUNDS, turn: float = TURN) -> dict[str, float]:
    """Return the CPU seconds that one call of each rival takes, the median of the rounds.

    CPU time of the process, all its threads: time in which other programs had the processor does not count.
    """
    calls = {name: max(1, round(turn / _once(rival))) for name, rival in rivals.items()}
    taken: dict[str, list[float]] = {name: [] for name in rivals}
    for _ in range(rounds):
        for name, rival in rivals.items():
            began = time.process_time()
            for _ in range(calls[name]):
                rival()
            taken[name].append((time.process_time() - began) / calls[name])
    return {name: median(values) for name, values in taken.items()}


def sgemm_peak() -> float:
    """Return how many floating-point operations a second a large float32 product runs at here, 2n³ for n × n."""
    n = 1024
    a = np.random.default_rng(0).normal(size=(n, n)).astype(np.float32)
    out = np.empty_like(a)
    return 2 * n**3 / seconds({"sgemm": lambda: np.matmul(a, a, out=out)})["sgemm"]


def _once(rival: Callable[[], object]) -> float:
    """Return the CPU seconds of one call, after another to warm up."""
    rival()
    began = time.process_time()
    rival()
    return max(time.process_time() - began, 1e-6)
