"""What is said of expectations in words that depend on what was measured."""

from __future__ import annotations

from gptanim.measures.beginnings import Expectations, foremost_of
from scenes.kit.words import listed, quoted

PEAKED, ACCURATE = 0.75, 0.5  # letters left in play, of those before; share in common with the data


def of_expectations(expected: Expectations) -> dict[str, str]:
    """Return after what and with what shares which tokens come, in words; and what training changed."""
    labels, after, data = expected.labels, expected.probs[0, -1], expected.data[0]
    counted = [f"{quoted(labels[i])} with {data[i]:.0%}" for i in foremost_of(data)]
    return {
        "after": _after(expected.prefixes[0]),
        "others": listed([_after(prefix) for prefix in expected.prefixes[1:]]),
        "raised": listed([quoted(labels[i]) for i in expected.leaders]),
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
