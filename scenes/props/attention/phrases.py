"""What is said of attention in words that depend on what was measured."""

from __future__ import annotations

from gptanim.measures.gaze import Gaze, own_and_start
from scenes.kit.words import quoted

COUNT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def of_gaze(seen: Gaze) -> dict[str, str]:
    """Return which letters look and are looked at, and how many of them, in words."""
    named = ["the start marker", *map(quoted, seen.tokens[1:])]
    several = len(seen.early) > 1
    return {
        "last": f"“{seen.tokens[-1]}”",
        "most": named[int(seen.earlier.argmax())],
        "least": named[int(seen.earlier.argmin())],
        "letter": named[seen.query],
        "numbers": f"{len(seen.q)} numbers" if len(seen.q) > 1 else "a single number",
        "favourite": named[int(seen.shares.argmax())],
        "early": "Early letters" if several else "The first letters",
        "later": _of_later(seen),
        "before": f"“{''.join(seen.tokens[i] for i in seen.pair)}”" if several else named[0],
        "heads": _of_heads(seen),
    }


def _of_later(seen: Gaze) -> str:
    """Return what letters after the early ones keep on the start marker and themselves."""
    near, first = own_and_start(seen.mean), len(seen.early) + 1
    if first == len(near):
        return "there are no later ones"
    later = float(near[first:].mean())
    return "later ones spread more" if later < near[seen.early].mean() else f"later ones keep {later:.0%}"


def _of_heads(seen: Gaze) -> str:
    count, all_heads = len(seen.heads), seen.first_head + len(seen.heads) - 1
    if count == 1:
        return "In the model’s one head,"
    of_all = "" if all_heads == count else f" of the {all_heads}"
    return f"{COUNT[count].capitalize()}{of_all} heads look at once; in the keenest,"
