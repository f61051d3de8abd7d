"""The rows of an embedding matrix through training: where they lie, which are near, and what they learn from."""

from __future__ import annotations

from typing import Any

import numpy as np

from gptanim.embeddings import similarities
from gptanim.layers import Array
from gptanim.measures.company import (
    around,
    foremost,
    gathering,
    nearest,
    pair,
    passage,
    shared_places,
    spelled,
)
from gptanim.measures.kinds import closeness, kinds
from gptanim.plane import principal_plane
from gptanim.run import Run

MOMENTS = 12  # of the training
NAMED = 24  # tokens with their names, the same number of each kind, the most frequent ones
AROUND, WIDE = 6, 32  # rows above and below the one that is looked up, and numbers of each, that can be drawn


def survey(run: Run) -> dict[str, Array]:
    """Return what can be seen of N tokens (company.gathering), two of them closely (company.pair).

    steps: (S,). ids, names, kinds: (N,). path: (S, N, 2), in the plane in which the rows end widest apart; share: of
    their spread in it. named: places in ids of tokens that have their names written. pair: (2,) ids; focus: (2,)
    their places; between: (S,) their similarity. kin: (2, 2), of one kind and of two, before and after training, or
    (0,) where there are no such two. rows, window: the matrix around the first of the pair, and the names of its
    rows; row: its own. tokens: of a text that holds it; columns: their rows. places, counts: where both stand, as
    texts with how often, in turn; first: (2,) ids around the first place. names0, names1: the tokens nearest to
    either; angles0, angles1: how similar. placed: the columns, those of places 1, 2 … added.
    """
    labels, ids, two = run.tokenizer.labels, gathering(run), pair(run)
    every = np.linspace(0, len(run.snapshots) - 1, min(MOMENTS, len(run.snapshots))).round().astype(int)
    moments = [run.snapshots[i] for i in dict.fromkeys(every.tolist())]
    tables, names = [moment.params["wte"].astype(float) for moment in moments], [kinds(labels)[i] for i in ids]
    plane, text, shared = principal_plane(tables[-1][ids]), passage(run, two[0]), shared_places(run, *two)
    window, angles = around(two[0], len(labels), AROUND), np.array([similarities(moment) for moment in moments])
    found: dict[str, Any] = {"steps": [moment.step for moment in moments], "ids": ids, "kinds": names}  # Any: arrays
    found |= {"path": [plane.project(table[ids]) for table in tables], "share": plane.share.sum()}
    found |= {"names": [labels[i] for i in ids], "named": foremost(run, ids, names, NAMED)}
    found |= {"pair": two, "focus": [ids.index(i) for i in two], "between": angles[:, two[0], two[1]]}
    found |= {"kin": [mean for at in (0, -1) if (mean := closeness(angles[at], ids, names)) is not None]}
    found |= {"window": [f"{labels[i]} {i:>3}" for i in window], "row": window.index(two[0])}
    found |= {"tokens": [labels[i] for i in text], "columns": tables[-1][text], "rows": tables[-1][window, :WIDE]}
    found["placed"] = found["columns"] + moments[-1].params["wpe"][1 : 1 + len(text)].astype(float)
    found |= {"places": [spelled(labels, at, token) for at, *_ in shared for token in two], "first": shared[0][0]}
    found |= {"counts": [count for _, *counts in shared for count in counts]}
    for which, token in enumerate(two):
        near = nearest(run.last, token)
        found |= {f"names{which}": [labels[i] for i in near], f"angles{which}": angles[-1, token, near]}
    return {name: np.array(value) for name, value in found.items()}
