"""What a model would answer if it had to stop after each stage: the head, put before its time to the stream.

The "logit lens" of nostalgebraist (2020).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim.activations import activations
from gptanim.layers import NORM_EPS
from gptanim.measures.readout import softmax
from gptanim.run import Run, Snapshot

Floats = npt.NDArray[np.float64]
TEXTS = 300  # held-out texts that are read


@dataclass(frozen=True, eq=False)
class Hits:
    """How often the favourite after each of the model's 2L + 1 stages is the token that really comes next.

    shares: (2L + 1,), of ``count`` predictions. answers: whether only the first token of each answer counts.
    """

    shares: Floats
    count: int
    answers: bool


def read_out(snapshot: Snapshot, streams: Floats) -> Floats:
    """Return the probabilities of the next token that the head finds in each stream, (…, C) gives (…, V)."""
    params, config = snapshot.params, snapshot.config
    if config.final_norm:
        streams = streams / np.sqrt(np.square(streams).mean(axis=-1, keepdims=True) + NORM_EPS)
    head = params["wte"].T if config.tied else params["head"]  # (C, V)
    logits = streams @ head.astype(float)
    return np.apply_along_axis(softmax, -1, logits)


def foremost(probs: Floats, most: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return the likeliest tokens after each stage, best first, with their probabilities; (S, V) gives (S, K) twice."""
    best = np.argsort(-probs, axis=1, kind="stable")[:, :most]
    return best, np.take_along_axis(probs, best, axis=1)


def hits(run: Run) -> Hits:
    """Read the held-out texts, TEXTS at most, stage by stage; where the run has answers, only where one begins."""
    marker = run.train_config.answer_after
    asked = run.tokenizer.encode(marker)[-1] if marker else -1
    right = []
    for text in run.corpus.held_out[:TEXTS]:
        ids = run.last.doc(text)
        places = [ids.index(asked)] if asked in ids else list(range(len(ids) - 1))
        streams = activations(run.last, text).residual[:, places].astype(float)  # (2L + 1, P, C)
        favourites = read_out(run.last, streams).argmax(axis=-1)
        right.append(favourites == np.array(ids)[np.array(places) + 1])
    found = np.concatenate(right, axis=1)  # (2L + 1, N)
    return Hits(found.mean(axis=1), found.shape[1], bool(marker))
