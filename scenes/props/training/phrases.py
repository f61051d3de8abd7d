"""Sentences about a training whose words depend on what was measured, so that they stay true of any run."""

from __future__ import annotations

from gptanim.measures.copies import Copies
from gptanim.measures.course import Course
from gptanim.stage import Fact
from scenes.kit.words import percent, quoted

NONE_KEPT_BACK = "With so few names, none could be kept back: whether it learned or memorised, this run cannot tell."


def of_phases(course: Course) -> dict[str, str]:
    """Return how long the phases are and what they bring, and how the start compares with blind guessing."""
    start, slow_time, slow_share = float(course.curve[0]), 1 - course.fast_time, course.slow_share
    worse = "worse than" if start > course.baseline else "a bit better than"
    return {
        "fast_time": percent(course.fast_time),
        "slow_time": percent(slow_time),
        "early": f"shaded: {course.fast_share:.0%} of the fall in {percent(course.fast_time)} of the steps",
        "late": f"the rest: {slow_share:.0%} in {percent(slow_time)}",
        "slow_words": "The rest is slow" if slow_time > slow_share else "The rest goes no slower",
        "compared": worse if abs(start / course.baseline - 1) > 0.02 else "about as bad as",
    }


def of_mistake(course: Course) -> dict[str, str]:
    """Return the name of a pair that no text holds, empty where there is none, and a sentence on how it is cured."""
    mistake, tokenizer = course.mistake, course.run.tokenizer
    if mistake is None:
        return {"pair": "", "first_cured": "The most glaring mistakes go first."}
    first, second = (quoted(tokenizer.label(tokenizer.encode(letter)[0])) for letter in mistake.pair)
    pair, before, after = f"{second} after {first}", percent(mistake.p[0]), percent(mistake.p[course.fast])
    cured = f"Obvious mistakes go first: {pair}, found in no name, sinks from {before} to {after}."
    return {"pair": pair, "first_cured": cured}


def of_copies(copies: Copies) -> dict[str, Fact]:
    """Return how many are drawn, how many copied, as a clause, and a sentence on the others where there are any."""
    count, copied = len(copies.drawn), int(copies.copied.sum())
    own = count - copied
    kept = f", though {copies.met} happen to be real names kept back from it" if copies.met else ""
    others = f" The other {own} it made up{kept}." if 0 < own < count else ""
    clauses = {0: "none is copied", 1: "1 is copied", count: "all are copied"}
    return {"drawn": count, "copies": clauses.get(copied, f"{copied} are copied"), "own": others}


def of_held_out(course: Course) -> dict[str, str]:
    """Return what the held-out texts cost the model, beside its loss at the end of training, and what follows."""
    corpus, first, last, trained = course.run.corpus, course.run.first, course.run.last, float(course.curve[-1])
    if set(corpus.held_out) <= set(corpus.train):
        return {"held_out_words": NONE_KEPT_BACK}
    kept = (first.val_loss - last.val_loss) / max(1e-9, first.train_loss - trained)
    lesson = "mostly it learned how names go" if kept > 0.5 else "much of what it learned is these very names"
    fell = "falls" if last.val_loss < first.val_loss else "rises"
    losses = f"from {first.val_loss:.2f} to {last.val_loss:.2f}, against {trained:.2f} in training"
    return {"held_out_words": f"On names kept back, the loss {fell} {losses}: {lesson}."}
