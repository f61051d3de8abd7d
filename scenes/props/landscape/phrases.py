"""Words about optimizers and what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from gptanim.landscape import Trail
from gptanim.measures.strides import Strides
from gptanim.run import Run
from scenes.kit.words import compared

NAMES = {"adam": "Adam", "sgd": "plain descent"}


def optimizer(run: Run) -> str:
    """Return what the optimizer of a run is called."""
    return NAMES.get(run.train_config.optimizer, run.train_config.optimizer)


def standing(loss: float, other: float) -> str:
    """Return how a loss lies to another one: lower or higher than it, or close to it."""
    return {"below": "lower than", "above": "higher than"}.get(compared(loss, other, within=0.005), "the same as")


def sample(texts: int) -> str:
    """Return "1 text" or "160 texts"."""
    return f"{texts} text{'s' * (texts != 1)}"


def often(count: int) -> str:
    """Return "never", "once", "twice" or "3 times"."""
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def of_runs(runs: Sequence[Run], trails: Sequence[Trail]) -> dict[str, str]:
    """Return the optimizers’ names, capitalised too, and how the second one's loss lies to that of the first."""
    names = {f"name{i}": optimizer(run) for i, run in enumerate(runs)}
    names |= {f"Name{i}": optimizer(run).capitalize() for i, run in enumerate(runs)}
    return names | {"standing": standing(*(float(trail.loss[-1]) for trail in trails[::-1]))}


def of_strides(taken: Strides) -> dict[str, str]:
    """Return how often a gradient and its mean turned, and what became of a large gradient and of a small one."""
    turns = {"count": f"{len(taken.gradients)}", "flips": often(taken.flips), "mean_flips": often(taken.mean_flips)}
    ratio = taken.size[0] / max(float(taken.size[-1]), 1e-12)
    return turns | {"times": f"{ratio:,.0f}", "large": f"{taken.stride[0]:.4f}", "small": f"{taken.stride[-1]:.4f}"}
