"""What is said of a measurement in words that depend on it: which letter, how many, what changed."""

from __future__ import annotations

from gptanim.beginnings import Expectations, foremost_of
from gptanim.gaze import Gaze, disagreements
from scenes.kit.words import listed, quoted

COUNT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
PEAKED, ACCURATE = 0.75, 0.5  # letters left in play, of those before; share in common with the data


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


def of_expectations(expected: Expectations) -> dict[str, str]:
    """Return after what and with what shares which tokens come, in words; and what training changed."""
    labels, after, data = expected.labels, expected.probs[0, -1], expected.data[0]
    counted = [f"{quoted(labels[i])} with {data[i]:.0%}" for i in foremost_of(data)]
    return {
        "after": _after(expected.prefixes[0]),
        "others": listed([_after(prefix) for prefix in expected.prefixes[1:]]),
        "leaders": listed([f"{quoted(labels[i])} {after[i]:.0%}" for i in expected.leaders]),
        "counted": listed(counted or ["nothing at all"]),
        "change": _change(expected),
    }


def _after(prefix: str) -> str:
    return f"after “{prefix}”" if prefix else "at the very beginning"


def _change(expected: Expectations) -> str:
    """Return what training did to the distributions, as far as all of them show it."""
    choices, overlap = expected.choices, expected.overlap  # (P, S)
    if (choices[:, -1] < PEAKED * choices[:, 0]).all() and (overlap[:, -1] > ACCURATE).all():
        return "flat distributions become peaked and accurate"
    nearer = (overlap[:, -1] > overlap[:, 0]).all()
    return "distributions move towards the data" if nearer else "distributions move, here not yet far enough"
