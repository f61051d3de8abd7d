"""Measure the laboratory against its rivals, one core each, in turn: python -m tests.bench

Rates are positions (tokens) a second of CPU time: forward, backward and update. PyTorch is the faster of two ways
to write its attention; without PyTorch its columns stay empty. The command takes about a minute.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from importlib.util import find_spec
from itertools import cycle
from statistics import median
from unittest.mock import patch

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy and PyTorch are imported

import numpy as np

from gptanim import trainer
from tests.bench.contest import seconds, sgemm_peak
from tests.bench.scalar import ScalarGPT
from tests.bench.work import NAMES, RATE, SHAPES, TOKENIZER, Shape, parts, training_step

AIMS = {"scalar": 1000, "recording": 0.15}
HEAD = "shape   C  L   T   B   ours/s  PyTorch/s  ratio   aim | matmul attention optimizer rest | GFLOP/s  of peak"


def main() -> None:
    """Print the table."""
    peak = sgemm_peak()
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, one core, sgemm {peak / 1e9:.0f} GFLOP/s\n")
    print(HEAD)
    for shape in SHAPES:
        print(row(shape, peak), flush=True)
    print(f"\nscalar loop in pure Python, shape A, one document: {scalar_line(SHAPES[0])}")
    print(f"recording the names run: {recording_line()}")


def row(shape: Shape, peak: float) -> str:
    """Measure a shape and return its line of the table."""
    step = training_step(shape)
    taken = seconds({"step": step, **rivals(shape)})
    ours, theirs = taken.pop("step"), min(taken.values(), default=float("nan"))
    alone = seconds({"step": step, **parts(shape)})
    mixing = alone["attention"] - alone["projections"]
    rest = alone["step"] - alone["products"] - mixing - alone["optimizer"]
    shares = [part / alone["step"] for part in (alone["products"], mixing, alone["optimizer"], rest)]
    size = f"{shape.name:5} {shape.n_embd:3} {shape.n_layer:2} {shape.block_size:3} {shape.rows:3}"
    rates = f"{shape.positions / ours / 1e3:7.1f}K {shape.positions / theirs / 1e3:9.1f}K"
    split = "{:7.0%} {:9.0%} {:9.0%} {:4.0%}".format(*shares)
    speed = shape.operations / ours
    return f"{size} {rates} {theirs / ours:5.2f}× {shape.aim:4.2f}× |{split} | {speed / 1e9:7.1f} {speed / peak:8.0%}"


def rivals(shape: Shape) -> dict[str, Callable[[], float]]:
    """Return PyTorch's training steps of the same model on the same batches, none without PyTorch."""
    if find_spec("torch") is None:
        return {}
    import torch

    from tests.bench import twin

    torch.set_num_threads(1)
    tensors = [twin.as_tensors(batch) for batch in shape.batches]

    def rival(by_hand: bool) -> Callable[[], float]:
        step, batches = twin.training_step(shape.params(), shape.config, RATE, by_hand=by_hand), cycle(tensors)
        return lambda: step(next(batches))

    return {"fused": rival(False), "by hand": rival(True)}


def scalar_line(shape: Shape) -> str:
    """Measure the scalar loop on the first training text."""
    doc = TOKENIZER.with_markers(NAMES.train[0])
    scalar = ScalarGPT(shape.params(), shape.config)
    taken = seconds({"ours": training_step(shape), "scalar": lambda: scalar.train(doc, RATE)}, rounds=3)
    ours, theirs = shape.positions / taken["ours"], (len(doc) - 1) / taken["scalar"]
    return f"{theirs:.0f} positions/s, ours {ours / 1e3:.0f}K: {ours / theirs:,.0f}× (aim {AIMS['scalar']:,}×)"


def recording_line() -> str:
    """Time the recorder from within three names runs of 1,000 steps and 24 snapshots; report the middle one."""
    spent: list[float] = []
    shares = []
    with patch.object(trainer._Recorder, "record", _timed(trainer._Recorder.record, spent)):
        for _ in range(3):
            spent.clear()
            began = time.process_time()
            trainer.train(NAMES)
            shares.append(sum(spent) / (time.process_time() - began))
    return f"24 snapshots take {median(shares):.0%} of its CPU time (aim at most {AIMS['recording']:.0%})"


def _timed(function: Callable[..., None], spent: list[float]) -> Callable[..., None]:
    def timed(*arguments: object) -> None:
        began = time.process_time()
        function(*arguments)
        spent.append(time.process_time() - began)

    return timed


if __name__ == "__main__":
    main()
