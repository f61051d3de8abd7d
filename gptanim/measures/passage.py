"""One question on its way through a model: what stands after each stage, who looked where, and one unit in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.activations import Activations, Unit, activations, unit
from gptanim.errors import DataError
from gptanim.layers import NORM_EPS
from gptanim.run import Run

Floats = npt.NDArray[np.float64]
PROMPT = "two plus three equals"
MOST = 5  # stages; of a deeper model, those at the ends of some layers


@dataclass(frozen=True, eq=False)
class Passage:
    """A prompt of T tokens, N = T + 1 positions with the start marker first, at S stages.

    stages: S names, "embedding" first. kept: which of all stages of the model they are, as ``Activations`` counts
    them. streams: (S, N, C), the residual stream after each. attention: (S, N, N), mean over heads of the attention
    on the way to each stage; zeros where there is none. unit: the most active one of the first MLP, at the last token.
    """

    prompt: str
    tokens: tuple[str, ...]
    stages: tuple[str, ...]
    kept: tuple[int, ...]
    streams: Floats
    attention: Floats
    unit: Unit

    @property
    def directions(self) -> Floats:
        """The streams at root mean square 1, as every part of a model reads them, (S, N, C)."""
        return np.asarray(self.streams / np.sqrt(np.square(self.streams).mean(axis=-1, keepdims=True) + NORM_EPS))

    @property
    def favourite(self) -> int:
        """The position before the last token that it looks at most in the first attention."""
        return int(self.attention[1, -1, :-1].argmax())

    def terms(self, most: int) -> Floats:
        """Return inputs and weights of the unit's greatest products, in the order of the stream, (K, 2)."""
        greatest = np.sort(np.argsort(-np.abs(self.unit.products), kind="stable")[:most])
        return np.column_stack([self.unit.inputs, self.unit.weights]).astype(float)[greatest]


def passage(run: Run, prompt: str | None = None) -> Passage:
    """Follow a prompt through the trained model.

    prompt: by default PROMPT when the model can read it, else the most frequent beginning of three tokens.
    """
    prompt = prompt or _readable(run)
    found, (kept, names) = activations(run.last, prompt), _chosen(run.config.n_layer)
    looks = probe.attention(run.last, prompt).mean(axis=1, dtype=float)  # (L, N, N)
    through = [looks[(stage - 1) // 2] if _looks(stage, kept) else 0 * looks[0] for stage in kept]
    return Passage(
        prompt=prompt,
        tokens=tuple(map(run.tokenizer.label, run.last.doc(prompt)[:-1])),
        stages=names,
        kept=kept,
        streams=np.asarray(found.residual[list(kept)], float),
        attention=np.stack(through),
        unit=_most_active(run, prompt, found),
    )


def continuations(run: Run, prompt: str) -> set[str]:
    """Return the tokens with which the run's texts that begin with the prompt go on, by label."""
    ids = run.last.doc(prompt)[:-1]
    docs = [run.tokenizer.with_markers(text) for text in run.corpus.texts if text.startswith(prompt)]
    return {run.tokenizer.label(doc[len(ids)]) for doc in docs if doc[: len(ids)] == ids}


def _most_active(run: Run, prompt: str, found: Activations) -> Unit:
    last = len(found.logits) - 1
    return unit(run.last, prompt, last, int(found.hidden[0, last].argmax()))


def _chosen(n_layer: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return which stages are kept, and their names: all, or those at the ends of some layers."""
    if 2 * n_layer < MOST:
        return tuple(range(2 * n_layer + 1)), ("embedding", *("attention", "MLP") * n_layer)
    layers = np.linspace(1, n_layer, min(MOST - 1, n_layer)).round().astype(int).tolist()
    return (0, *(2 * layer for layer in layers)), ("embedding", *(f"layer {layer}" for layer in layers))


def _looks(stage: int, kept: tuple[int, ...]) -> bool:
    """Tell whether there was attention on the way to a stage from the one kept before."""
    return stage > 0 and (stage % 2 == 1 or stage - 1 not in kept)


def _readable(run: Run) -> str:
    try:
        run.last.doc(PROMPT)
    except DataError:
        return probe.frequent_prefix(run, 3)
    return PROMPT
