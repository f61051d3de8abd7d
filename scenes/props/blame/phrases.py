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
    answer = f"It expects {quoted(case.answers[0])}, with {percent(probs[0])}; {truth}."
    return {
        "step": step,
        "steps": steps,
        "answer": answer,
        "read": f"“{shortened(read, 40)}”" if read else "nothing yet",
    }


def of_stages(case: Case, elsewhere: Mapping[str, float]) -> dict[str, str]:
    """Return which stages are to blame here, at first and at last, and what is said elsewhere."""
    first, now, last = case.shares[[0, case.moment, -1]]
    before, after = (STAGES[1 + int(shares.argmax())] for shares in (first, last))
    return {
        "guiltiest": STAGES[1 + case.order[0]],
        "others": listed([f"{STAGES[1 + i]} {now[i]:.0%}" for i in case.order[1:]]),
        "before": before,
        "after": after if after != before else f"{after} still",
        "source": listed([f"{name} {share:.0%}" for name, share in elsewhere.items()]),
    }


def of_weight(case: Case, config: GPTConfig, size: float) -> dict[str, str]:
    """Return the gradient of the guiltiest weight, and what it promised."""
    layer = f", in layer {case.web.layer + 1} of {config.n_layer}" if config.n_layer > 1 else ""
    return {
        "count": f"{config.n_params:,}",
        "drawn": f"drawn: the most blamed nodes{layer}",
        "of": "of all" if case.foremost else "one drawn",
        "size": f"{size:g}",
        "gradient": numeral("{:.2f}", case.gradient),
        "promised": numeral("{:.3f}", size * case.gradient),
        "tried": numeral("{:.3f}", case.tried),
    }
