"""Sentences about two trainings whose words depend on what was measured, so that they stay true of any runs."""

from __future__ import annotations

from gptanim.measures.copies import Copies
from gptanim.measures.gap import kept_back, losses
from gptanim.run import Run
from gptanim.stage import Fact
from scenes.kit.words import counted, percent

NONE_KEPT_BACK = "With so few names, none could be kept back: both losses are one, and there is no gap to see."
NONE_TO_TELL = "So is it understanding? Only names it never saw could tell, and here there are none."
SHAPE = "A well-tuned curve, but one that had to learn the shape of the language."
RISE = 0.05  # nats; a loss that rises by less is not said to rise


def of_runs(few: Run, many: Run) -> dict[str, Fact]:
    """Return how many texts two runs learned from, how their losses end, and what that means for the first."""
    facts: dict[str, Fact] = {}
    gaps, risen = [], []
    for name, run in (("few", few), ("many", many)):
        (_, trained, held_out), least = losses(run)[:, -1], float(losses(run)[2].min())
        count = len(run.corpus.train)
        facts |= {name: count, f"{name}_names": counted(count, "names"), f"{name}_trained": float(trained)}
        facts |= {f"{name}_held": float(held_out), f"{name}_least": least}
        gaps.append(held_out - trained)
        risen.append(held_out - least)
    if not kept_back(few) or not kept_back(many):
        return {**facts, "fate": NONE_KEPT_BACK}
    if risen[0] > RISE and gaps[0] > gaps[1] + RISE:
        fate = "Given only {few_names}, our GPT learns them by heart: on others, the dashed loss rises again."
    else:
        fate = "Now our GPT, learning from {few_names} and from {many:,}. Dashed is its loss on names kept back."
    return {**facts, "fate": fate.format(**facts)}


def of_copies(few: Copies, many: Copies) -> dict[str, Fact]:
    """Return how much of what two runs write is copied."""
    shares = [percent(float(copies.copied.mean())) for copies in (few, many)]
    return {"few_copied": shares[0], "many_copied": shares[1]}


def of_shape(many: Run) -> dict[str, Fact]:
    """Return what the loss on texts kept back says about what was learned, if any were."""
    (_, before_seen, before), (_, seen, after) = losses(many)[:, 0], losses(many)[:, -1]
    if not kept_back(many):
        return {"shape": NONE_TO_TELL}
    if before - after < max(RISE, 0.5 * (before_seen - seen)):
        return {"shape": f"Much of what it learned is those very names: on others, its loss is still {after:.2f}."}
    return {"shape": SHAPE}


def caption(many: Run, *, copied: bool) -> str:
    """Return what is to be said of the texts that a run wrote, which are all copied or none is."""
    whose = "all of these stand in its training data" if copied else "none of these stands in its training data"
    if not kept_back(many):
        return whose
    return f"{whose}; loss on names kept back: {many.first.val_loss:.2f} → {many.last.val_loss:.2f}"
