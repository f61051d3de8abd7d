"""Words about a step that depend on what was measured, so that they stay true of any run."""

from __future__ import annotations

from gptanim.measures.learning import smoothed
from gptanim.measures.one_step import OneStep
from gptanim.stage import Fact
from scenes.kit.words import numeral, percent, quoted, shortened

OPTIMIZERS = {"adam": "Adam", "sgd": "Gradient descent"}


def goes(before: float, after: float, form: str) -> str:
    """Return "falls", "rises" or "stays", as the two would be written with this format."""
    old, new = form.format(before), form.format(after)
    return "stays" if old == new else "falls" if after < before else "rises"


def went(before: float, after: float, form: str) -> str:
    """Return "falls from 2.37 to 2.33", "rises from … to …" or "stays at 0.00", as written with this format."""
    way, old, new = goes(before, after, form), form.format(before), form.format(after)
    return f"stays at {old}" if way == "stays" else f"{way} from {old} to {new}"


def of_step(step: OneStep) -> dict[str, Fact]:
    """Return its texts and tokens, what is expected, and how the losses went, in words."""
    found, labels = step.numbers(), step.run.tokenizer.labels
    favourite = int(step.probs.argmax())
    right = "that is right" if favourite == step.ids[-1] else f"the truth, {quoted(labels[step.ids[-1]])}"
    share = "" if favourite == step.ids[-1] else f", {percent(found['p'])}"
    read = step.run.tokenizer.decode(step.ids[1:-1])
    more, curve = step.more, smoothed(step.run.train_loss)
    way = "raising" if found["slope"] < 0 else "lowering"
    return {
        **found,
        "text": shortened(step.text, 12),
        "read": f"“{read}”" if read else "the start marker",
        "expected": f"{quoted(labels[favourite])} gets {percent(float(step.probs.max()))}; {right}{share}",
        "mean": f"mean of the batch’s {found['guesses']:,.0f} guesses: {found['before']:.2f}",
        "came": labels[step.ids[-1]],
        "optimizer": OPTIMIZERS[step.run.train_config.optimizer],
        "next": quoted(labels[step.ids[-1]]),
        "share": percent(found["p"]),
        "batch_goes": goes(found["before"], found["after"], "{:.3f}").replace("stays", "stays as it is"),
        "text_went": went(found["text_before"], found["text_after"], "{:.2f}"),
        "whole_went": went(float(curve[0]), float(curve[-1]), "{:.2f}"),
        "laps": f"{more} steps" if more > 1 else "This step",
        "slope_text": f"slope {numeral('{:+.3f}', found['slope'])}: {way} it lowers the loss",
    }
