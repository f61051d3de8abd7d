"""One question on its way through a model: what stands after each stage, what comes out, and one unit in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.activations import activations, unit
from gptanim.errors import DataError
from gptanim.run import Run

Floats = npt.NDArray[np.float64]
PROMPT = "two plus three equals"


@dataclass(frozen=True, eq=False)
class Passage:
    """tokens: T + 1 labels, start marker first. embedded, attended, transformed: (T + 1, C), the residual stream at
    the entrance, after the last attention and after the last MLP. answers, p: the likeliest next tokens, best first.
    inputs, weights: (C,), of the last layer's unit that is most active at the last position; total, output: its
    weighted sum and what ReLU lets through.
    """

    prompt: str
    tokens: tuple[str, ...]
    embedded: Floats
    attended: Floats
    transformed: Floats
    answers: tuple[str, ...]
    p: Floats
    inputs: Floats
    weights: Floats
    total: float
    output: float


def passage(run: Run, prompt: str | None = None, *, best: int = 5) -> Passage:
    """Follow a prompt through the trained model.

    prompt: by default PROMPT when the model can read it, else the most frequent beginning of three tokens.
    """
    prompt = prompt or _readable(run)
    model = run.last
    flow = activations(model, prompt)
    probs = probe.distribution(model, prompt).astype(float)  # (V,)
    order = np.argsort(-probs, kind="stable")[:best].tolist()
    last, layer = len(flow.logits) - 1, run.config.n_layer - 1
    one = unit(model, prompt, last, int(flow.hidden[layer, last].argmax()), layer)
    label, streams = run.tokenizer.label, np.asarray(flow.residual, float)  # (2L + 1, T + 1, C)
    return Passage(
        prompt=prompt,
        tokens=tuple(map(label, [0, *run.tokenizer.encode(prompt)])),
        embedded=streams[0],
        attended=streams[-2],
        transformed=streams[-1],
        answers=tuple(map(label, order)),
        p=probs[order],
        inputs=np.asarray(one.inputs, float),
        weights=np.asarray(one.weights, float),
        total=one.total,
        output=one.output,
    )


def _readable(run: Run) -> str:
    try:
        run.last.doc(PROMPT)
    except DataError:
        return probe.frequent_prefix(run, 3)
    return PROMPT
