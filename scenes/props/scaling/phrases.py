"""Words on sizes whose claims depend on what was measured."""

from __future__ import annotations

import numpy as np

from gptanim.measures.followers import Followers
from gptanim.measures.sizes import Sizes
from gptanim.stage import Fact
from scenes.kit.words import percent

TITLES = ("dimensions", "layers", "steps")
SPEEDS = ((60, "seconds"), (3600, "minutes"), (86400, "hours"))


def of_sizes(found: Sizes) -> dict[str, Fact]:
    """Return what the sizes are, what their models write, and how the loss changes from one to the next."""
    settings, losses, last = found.settings, found.losses, found.runs[-1]
    ups = len(losses) - 1
    verdicts = {0: "No step up lowers it", ups: "Every step up lowers it"}
    kept = not set(last.corpus.held_out) <= set(last.corpus.train)
    return {
        "count": len(losses),
        "smallest": ", ".join(map(counted, settings[0], TITLES)),
        "largest": ", ".join(map(counted, settings[-1], TITLES)),
        "dims": settings[0][0],
        "dims_last": settings[-1][0],
        "known_first": percent(found.known[0]),
        "known_last": percent(found.known[-1]),
        "loss_first": losses[0],
        "loss_last": losses[-1],
        "verdict": verdicts.get(found.lower, f"{found.lower} of {ups} steps up lower it"),
        "tested": "names kept back from all of them" if kept else "the names they learned, too few to keep any back",
        "axis": f"loss on names {'kept back' if kept else 'it learned'} (log scale)",
        "n_params": last.config.n_params,
        "examples": len(last.corpus.train),
        "speed": next((word for limit, word in SPEEDS if last.seconds < limit), "days"),
    }


def of_followers(found: Followers) -> dict[str, Fact]:
    """Return what the two kinds of tokens are called, and how much of each expectation falls on the first."""
    before, trained, data = found.shares
    called = ("vowels", "a consonant", "a vowel") if found.are_vowels else ("common ones", "a rare letter", "a common")
    closer = float(np.abs(trained - data).sum()) < float(np.abs(before - data).sum())
    names = {"learned": "learns something" if closer else "has not learned this"}
    names |= dict(zip(("group", "after_other", "after_group"), called, strict=True))
    shares = {"group_before": before[0], "group_after": trained[0], "group_again": trained[1]}
    shares |= {"group_data": data[0], "group_data_again": data[1]}
    return {**names, **{name: percent(float(share)) for name, share in shares.items()}}


def counted(number: int, noun: str) -> str:
    """Return a number with a noun given in the plural: 1 and "layers" give "1 layer"."""
    return f"{number:,} {noun.removesuffix('s') if number == 1 else noun}"


def rounded(count: float) -> str:
    """Return a large count in words: 175000000000 is "175 billion"."""
    for power, word in ((12, "trillion"), (9, "billion"), (6, "million")):
        if count >= 10**power:
            return f"{count / 10**power:g} {word}"
    return f"{count:,.0f}"
