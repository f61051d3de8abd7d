"""Sentences about patterns whose words depend on what was measured, so that they stay true of any run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gptanim.measures.patterns import Authors, Floats, Kinds, Neighbours
from gptanim.stage import Fact
from scenes.kit.words import percent, quoted

CLEAR = 0.05  # a share that changes by less does not change clearly


def of_neighbours(found: Neighbours, labels: Sequence[str]) -> dict[str, Fact]:
    """Return what follows the surest token, what the tables have in common, and where they differ most."""
    row, column = found.surest, int(found.data[found.surest].argmax())
    a, b = found.widest
    before, after = float(found.common[0]), float(found.common[-1])
    grows = "As it learns, that pattern emerges:" if after - before > CLEAR else "Training changes little:"
    left = "little is left" if after > 0.9 else "this much is left"
    data, model = (percent(float(table[a, b])) for table in (found.data, found.models[-1]))
    start = "as first letter" if a == 0 else f"after {quoted(labels[a])}"
    return {
        "names_read": len(found.texts),
        "surest": quoted(labels[row]),
        "answer": quoted(labels[column]),
        "p_data": percent(float(found.data[row, column])),
        "p_model": percent(float(found.models[-1][row, column])),
        "p_before": percent(float(found.models[0][row, column])),
        "common_before": percent(before),
        "common": percent(after),
        "grows": grows,
        "left": left,
        "gap": f"{quoted(labels[b])} {start}: {data} in the data, {model} in the model",
        "steps": found.snapshots[-1].step,
    }


def of_edges(first: str, shares: Floats) -> dict[str, Fact]:
    """Return the data's most frequent beginning, and how many names of each author have it; shares: (3, N)."""
    data, model, untrained = (percent(float(share)) if share else "none" for share in shares[:, 0])
    return {"opening": f"“{first}”", "opens_data": data, "opens_model": model, "opens_before": untrained}


def of_lengths(who: Authors, room: int) -> str:
    """Return how long the texts of each author are; room: letters at most that a model can write."""
    data, model, untrained = (float(np.mean([len(text) for text in texts])) for texts in who.all)
    longest = float(np.mean([len(text) >= room for text in who.untrained]))
    stops = (
        f" It ran on to the last place, the {room}th letter, in {percent(longest)} of them." if longest > 0.1 else ""
    )
    return (
        f"Length as well: {data:.1f} letters a name in the data, {model:.1f} in its own; "
        f"untrained, {untrained:.1f}.{stops}"
    )


def of_rhythm(who: Authors, kinds: Kinds) -> str:
    """Return how often neighbouring letters are of different kinds."""
    if max(map(len, who.data)) < 2:
        return "Rhythm needs neighbours; these names are too short for any."
    data, model, untrained = (percent(kinds.changes(texts)) for texts in who.all)
    one, other = kinds.names
    return (
        f"And rhythm: of neighbouring letters, {data} go from {one} to {other} or back in the data, "
        f"{model} in its own names, {untrained} before training."
    )
