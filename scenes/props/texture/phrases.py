"""Sentences about patterns whose words depend on what was measured, so that they stay true of any run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from gptanim.measures.authors import Authors
from gptanim.measures.neighbours import Neighbours
from gptanim.measures.rhythm import Kinds
from gptanim.stage import Array, Fact
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


def of_authors(who: Authors, arrays: Mapping[str, Array], room: int) -> dict[str, Fact]:
    """Return sentences on how the texts of each author begin and end, and how long they are.

    arrays: those of the authors. room: letters at most that a model can write.
    """
    opens, ends = ([_share(share) for share in arrays[name][:, 0].tolist()] for name in ("opens", "ends"))
    first, last = str(arrays["openings"][0]), str(arrays["endings"][0])
    data, model, untrained = (float(np.mean([len(text) for text in texts])) for texts in who.all)
    full = float(np.mean([len(text) >= room for text in who.untrained]))
    stops = f" In {percent(full)} of its names it ran on until all room was used up." if full > CLEAR else ""
    return {
        "edges": f"There is more: “{first}” opens {opens[0]} of the names in the data, {opens[1]} of the model's own, "
        f"and {opens[2]} before training. “{last}” ends {ends[0]}, {ends[1]} and {ends[2]}.",
        "lengths": f"Length as well: {data:.1f} letters on average in the data, {model:.1f} in its own names, "
        f"{untrained:.1f} before training.{stops}",
    }


def of_rhythm(who: Authors, kinds: Kinds) -> dict[str, Fact]:
    """Return how often neighbouring letters are of different kinds, and what the kinds are."""
    if max(map(len, who.data)) < 2:
        return {"rhythm": "Rhythm needs neighbours; these names are too short for any.", "kinds": ""}
    data, model, untrained = (percent(kinds.changes(texts)) for texts in who.all)
    one, other = kinds.names
    words = (
        f"{data} go from {one} to {other} or back in the data, {model} in its own names, {untrained} before training."
    )
    return {"rhythm": f"And rhythm: of neighbouring letters, {words}", "kinds": f"filled: a {one}; empty: a {other}"}


def _share(share: float) -> str:
    return percent(share) if share else "none"
