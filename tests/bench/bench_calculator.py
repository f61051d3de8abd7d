"""Train the calculator of the curriculum on three seeds: python -m tests.bench.bench_calculator, about 30 s each.

Passes when plus and minus are answered without a mistake in at least 99 % of the held-out sums, on every seed.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path

from gptanim import arithmetic
from gptanim.studio import lesson
from gptanim.trainer import train

CURRICULUM = Path(__file__).parents[2] / "data" / "lessons" / "how-a-gpt-learns.toml"
ENOUGH = 0.99


def main() -> int:
    """Print steps, processor seconds, held-out loss and accuracy per operation for each seed."""
    spec = lesson.read(CURRICULUM).runs["calculator"]
    worst = 1.0
    for seed in range(3):
        corpus, began = arithmetic.corpus(seed), time.process_time()
        run = train(corpus, tokenizer=spec.tokenizer, model=spec.model, train_config=replace(spec.config, seed=seed))
        seconds = time.process_time() - began
        shares = arithmetic.accuracy(run.last, corpus)
        worst = min(worst, shares["plus"], shares["minus"])
        told = ", ".join(f"{name} {share:.1%}" for name, share in shares.items())
        print(
            f"seed {seed}: {run.train_config.steps} steps, {seconds:.1f} s of one core, "
            f"held out {run.last.val_loss:.4f} nats, {told}",
            flush=True,
        )
    print(f"plus and minus at least {ENOUGH:.0%} on every seed: {'yes' if worst >= ENOUGH else 'no'} ({worst:.2%})")
    return int(worst < ENOUGH)


if __name__ == "__main__":
    sys.exit(main())
