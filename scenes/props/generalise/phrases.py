"""Sentences about two trainings whose words depend on what was measured, so that they stay true of any runs."""

from __future__ import annotations

from gptanim.fits import Fit, Fits
from gptanim.measures.copies import Copies
from gptanim.measures.gap import kept_back
from gptanim.run import Run
from gptanim.stage import Fact
from scenes.kit.words import listed, percent

LESSONS = (
    "With so much noise, the stiffest curve does best.",
    "A is too stiff for the wave; C has bent itself to the noise.",
    "Here the most flexible curve does best, by luck.",
)
NONE_KEPT_BACK = "With so few names, none could be kept back: one line lies on the other, and there is no gap to see."
OWN = "written by the second run; not one of these is in its training data"
ALL_COPIED = "written by the second run; all of it is in its training data"
RISE = 0.05  # nats; a loss that rises by less is not said to rise


def of_fits(made: Fits) -> dict[str, Fact]:
    """Return with how many numbers points were fitted, what each fit misses there and on new points, and why."""
    trained, held_out = ([f"{error:.2f}" for error in errors] for errors in zip(*map(_errors, made.fits), strict=True))
    numbers = [f"{fit.degree + 1}" for fit in made.fits]
    lesson = LESSONS[held_out.index(min(held_out))]
    return {"numbers": listed(numbers), "trained": listed(trained), "held_out": listed(held_out), "lesson": lesson}


def of_runs(few: Run, many: Run) -> dict[str, Fact]:
    """Return how many texts two runs learned from, and how their losses end."""
    counts: dict[str, Fact] = {"few": len(few.corpus.train), "many": len(many.corpus.train)}
    if not kept_back(few) or not kept_back(many):
        return {**counts, "kept_back": "kept back, but here they are the same", "ends": NONE_KEPT_BACK}
    gaps = [run.last.val_loss - run.last.train_loss for run in (few, many)]
    moral = " The gap is what is only memorised: it overfits." if gaps[0] > gaps[1] + RISE else ""
    return {**counts, "kept_back": "kept back", "ends": f"{_ends(few)} {_ends(many)}{moral}"}


def of_copies(few: Copies, many: Copies) -> dict[str, Fact]:
    """Return how much of what two runs write is copied."""
    shares = [percent(float(copies.copied.mean())) for copies in (few, many)]
    return {"few_copied": shares[0], "many_copied": shares[1], "drawn": len(many.drawn)}


def of_shape(many: Run) -> str:
    """Return what the loss on texts kept back says about what was learned, if any were."""
    before, after, trained = many.first.val_loss, many.last.val_loss, many.last.train_loss
    if not kept_back(many):
        return "So is it understanding? Only names it never saw could tell, and here there are none."
    if before - after < max(RISE, 0.5 * (many.first.train_loss - trained)):
        return (
            f"On names it never saw, the loss goes from {before:.2f} to {after:.2f}, but to {trained:.2f} in training: "
            "much of what it learned is these very names."
        )
    return (
        f"A well-tuned curve, but one that generalises: on names it never saw, the loss fell from {before:.2f} to "
        f"{after:.2f}. To get there, it had to learn the shape of the language."
    )


def _ends(run: Run) -> str:
    """Return how the losses of a training end, as a sentence."""
    count, trained, held_out = f"{len(run.corpus.train):,}", run.last.train_loss, run.last.val_loss
    least = min(run.snapshots, key=lambda snapshot: snapshot.val_loss)
    since = f", up from {least.val_loss:.2f} at step {least.step:,}" if held_out - least.val_loss > RISE else ""
    return f"From {count}: {trained:.2f} on those, {held_out:.2f} on others{since}."


def _errors(fit: Fit) -> tuple[float, float]:
    return fit.train_error, fit.held_out_error
