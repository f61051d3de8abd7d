"""What is said of attention in words that depend on what was measured."""

from __future__ import annotations

from gptanim.measures.gaze import Gaze, disagreements
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
        "early": f"the first {COUNT[len(seen.early)]} letters keep" if several else "the first letter keeps",
        "own": "themselves" if several else "itself",
        "before": f"“{''.join(seen.tokens[i] for i in seen.pair)}”, just before it," if several else named[0],
        **_of_heads(seen),
    }


def _of_heads(seen: Gaze) -> dict[str, str]:
    count, all_heads = len(seen.heads), seen.first_head + len(seen.heads) - 1
    if count == 1:
        return {"heads": "one head looks,", "differ": "Larger models have many."}
    of_all = "" if all_heads == count else f" of the {all_heads}"
    differ = f"On {disagreements(seen.heads)} of {len(seen.tokens) - 1} letters their favourites differ."
    return {"heads": f"{COUNT[count]}{of_all} heads look at once, each", "differ": differ}
