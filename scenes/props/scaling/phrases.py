"""Words on sizes whose claims depend on what was measured."""

from __future__ import annotations

import numpy as np

from gptanim.measures.followers import Followers
from gptanim.measures.sizes import Sizes
from gptanim.stage import Fact
from scenes.kit.words import counted, percent

TITLES = ("dimensions", "layers", "steps")


def of_sizes(found: Sizes) -> dict[str, Fact]:
    """Return what the sizes are, what their models write, and how the loss changes from one to the next."""
    losses, last = found.losses, found.runs[-1]
    ups = len(losses) - 1
    verdicts = {0: "None ends lower than the last", ups: "Each ends lower than the last"}
    kept = not set(last.corpus.held_out) <= set(last.corpus.train)
    rates = {run.train_config.learning_rate for run in found.runs}
    return {
        "count": len(losses),
        "known_first": percent(found.known[0]),
        "known_last": percent(found.known[-1]),
        "loss_first": losses[0],
        "loss_last": losses[-1],
        "verdict": verdicts.get(found.lower, f"{found.lower} of {ups} end lower than the one before"),
        "rates": ", and not all learn at the same rate" if len(rates) > 1 else "",
        "axis": f"loss on names {'kept back' if kept else 'it learned'} (log scale)",
        "n_params": last.config.n_params,
        "examples": len(last.corpus.train),
        "steps": counted(len(last.train_loss), "steps"),
    }


def of_followers(found: Followers, dims: int) -> dict[str, Fact]:
    """Return what the two kinds of tokens are called, how much of each expectation falls on the first, and whether
    that was learned with so many dimensions: only if it came nearer to the data, with more after the second kind.
    """
    before, trained, data = found.shares
    group, other, same = (
        ("vowels", "a consonant", "a vowel") if found.are_vowels else ("common ones", "a rare letter", "a common one")
    )
    shares = {"group_before": before[0], "group_after": trained[0], "group_again": trained[1]}
    shares |= {"group_data": data[0], "group_data_again": data[1]}
    said = {name: percent(float(share)) for name, share in shares.items()}
    closer = float(np.abs(trained - data).sum()) < float(np.abs(before - data).sum())
    if found.are_vowels and closer and trained[0] > max(trained[1], before[0]):
        habit = f"Even {counted(dims, 'dimensions')} are enough to learn that vowels follow consonants."
    else:
        habit = f"With {counted(dims, 'dimensions')}, it gives {group} {said['group_after']} after {other}."
    return {"group": group, "after_other": other, "after_group": same, "habit": habit, **said}


def rounded(count: float) -> str:
    """Return a large count in words: 175000000000 is "175 billion"."""
    for power, word in ((12, "trillion"), (9, "billion"), (6, "million")):
        if count >= 10**power:
            return f"{count / 10**power:g} {word}"
    return f"{count:,.0f}"
