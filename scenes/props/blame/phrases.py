"""What is said of a case of blame, in words that depend on what was measured."""

from __future__ import annotations

from collections.abc import Mapping

from gptanim.measures.case import Case
from gptanim.model import GPTConfig
from scenes.kit.words import listed, numeral, percent, quoted, shortened

STAGES = ("tokenizer", "embeddings", "attention", "MLP", "output")


def of_answer(case: Case) -> dict[str, str]:
    """Return what was read and answered, and when."""
    probs, right, read = case.probs[case.moment], case.right, case.mistake.read
    truth = f"right is {quoted(case.answers[right])}, with {percent(probs[right])}" if right else "that is right"
    step, steps = (f"{n:,} step" + "s" * (n != 1) for n in case.steps[[case.moment, -1]].tolist())
    verdict = f"and says {quoted(case.answers[0])}, not {quoted(case.answers[right])}." if right else "and is right."
    answer = f"It expects {quoted(case.answers[0])}, with {percent(probs[0])}; {truth}."
    return {
        "step": step,
        "steps": steps,
        "answer": answer,
        "verdict": verdict,
        "read": f"“{shortened(read, 40)}”" if read else "nothing yet",
    }


def of_stages(case: Case, elsewhere: Mapping[str, float]) -> dict[str, str]:
    """Return which stages are to blame here, at first and at last, and what is said elsewhere."""
    first, now, last = case.shares[[0, case.moment, -1]]
    before, after = (STAGES[1 + int(shares.argmax())] for shares in (first, last))
    return {
        "guiltiest": STAGES[1 + case.order[0]],
        "others": listed([f"{STAGES[1 + i]} {now[i]:.0%}" for i in case.order[1:]]),
        "moves": f"moves: it goes from {before}, untrained, to {after} in the end"
        if after != before
        else f"can stay: it lies with {before}, untrained and in the end",
        "source": listed([f"{name} {share:.0%}" for name, share in elsewhere.items()]),
    }


def of_weight(case: Case, config: GPTConfig) -> dict[str, str]:
    """Return how many weights there are, which are drawn, and the gradient of the guiltiest of these."""
    layer = f", in layer {case.web.layer + 1} of {config.n_layer}" if config.n_layer > 1 else ""
    return {
        "count": f"{config.n_params:,}",
        "drawn": f"drawn: the most blamed nodes{layer}",
        "of": "of all" if case.foremost else "drawn",
        "gradient": numeral("{:.2f}", case.gradient),
    }
