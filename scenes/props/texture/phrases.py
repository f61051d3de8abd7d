"""Sentences about patterns whose words depend on what was measured, so that they stay true of any run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from gptanim.measures.authors import Authors
from gptanim.measures.neighbours import Neighbours
from gptanim.measures.rhythm import Kinds
from gptanim.stage import Array, Fact
from scenes.kit.words import percent, quoted


def of_neighbours(found: Neighbours, labels: Sequence[str]) -> dict[str, Fact]:
    """Return what follows the surest token, and what the tables have in common."""
    row, column = found.surest
    return {
        "names_read": len(found.texts),
        "surest": quoted(labels[row]),
        "answer": quoted(labels[column]),
        "p_data": percent(float(found.data[row, column])),
        "common_before": percent(float(found.common[0])),
        "common": percent(float(found.common[-1])),
    }


def of_authors(who: Authors, arrays: Mapping[str, Array], room: int) -> dict[str, Fact]:
    """Return sentences on how the texts of each author begin and end, and how long they are.

    arrays: those of the authors. room: letters at most that a model can write.
    """
    opens, ends = ([_share(share) for share in arrays[name][:, 0].tolist()] for name in ("opens", "ends"))
    first, last = str(arrays["openings"][0]), str(arrays["endings"][0])
    data, model, untrained = (float(np.mean([len(text) for text in texts])) for texts in who.all)
    full = percent(float(np.mean([len(text) >= room for text in who.untrained])))
    return {
        "edges": f"Of the names, {opens[0]} begin with “{first}”; of its own, {opens[1]}.",
        "more_edges": f"Before training, “{first}” opens {opens[2]}. “{last}” ends {ends[0]}, {ends[1]} and {ends[2]}.",
        "lengths": f"The names have {data:.1f} letters on average, its own {model:.1f}; "
        f"before training, {untrained:.1f}.",
        "more_lengths": f"Before training, {full} of its names run on until all room is used up.",
    }


def of_rhythm(who: Authors, kinds: Kinds) -> dict[str, Fact]:
    """Return how often neighbouring letters are of different kinds, and what the kinds are."""
    if max(map(len, who.data)) < 2:
        words = "Rhythm needs neighbours; these names are too short for any."
        return {"rhythm": words, "more_rhythm": "", "kinds": ""}
    data, model, untrained = (percent(kinds.changes(texts)) for texts in who.all)
    one, other = kinds.names
    return {
        "rhythm": f"{one.capitalize()}s and {other}s take turns: {data} of the time in the data, {model} in its own.",
        "more_rhythm": f"Of neighbouring letters, so many are one of each kind; before training, {untrained}.",
        "kinds": f"filled: a {one}; empty: a {other}",
    }


def _share(share: float) -> str:
    return percent(share) if share else "none"
