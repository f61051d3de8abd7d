"""Measure the laboratory: python tests/bench/bench_lab.py, with OPENBLAS_NUM_THREADS=1 for one core."""

import time
from pathlib import Path

import numpy as np

from gptanim.batches import packed_batches
from gptanim.corpus import Corpus
from gptanim.model import GPTConfig, init_params, loss_and_grads
from gptanim.optimizer import Adam
from gptanim.run import TrainConfig
from gptanim.tokenizer import CharTokenizer
from gptanim.trainer import train

NAMES = Corpus.read(Path(__file__).parents[2] / "data" / "names.txt")
SHAPES = {"A": (16, 1, 32), "B": (32, 1, 64), "C": (64, 2, 64)}  # n_embd, n_layer, rows of 16


def positions_per_second(n_embd: int, n_layer: int, rows: int, steps: int = 200) -> float:
    """Return how many tokens a second are trained on: forward, backward and update."""
    tokenizer = CharTokenizer.train(NAMES.texts)
    config = GPTConfig(tokenizer.vocab_size, n_embd=n_embd, n_layer=n_layer)
    rng = np.random.default_rng(0)
    params, adam = init_params(config, rng), Adam(config.n_params)
    batches = packed_batches([tokenizer.with_markers(text) for text in NAMES.train], 16, rows, rng)
    began = time.perf_counter()
    for _ in range(steps):
        _, grads = loss_and_grads(params, config, next(batches))
        adam.step(params.flat, grads.flat, 1e-3)
    return rows * 16 * steps / (time.perf_counter() - began)


def main() -> None:
    """Print throughput per shape, then time and result of the names run with and without its snapshots."""
    for name, (n_embd, n_layer, rows) in SHAPES.items():
        rate = positions_per_second(n_embd, n_layer, rows)
        print(f"{name}  n_embd {n_embd}, n_layer {n_layer}, {rows} rows of 16: {rate / 1000:.0f}K positions/s")
    for snapshots in (2, 24):
        run = train(NAMES, train_config=TrainConfig(snapshots=snapshots))
        print(f"names, {snapshots} snapshots: {run.seconds:.2f} s, held out {run.last.val_loss:.3f} nats")


if __name__ == "__main__":
    main()
