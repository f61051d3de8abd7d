"""Sentences about a training whose words depend on what was measured, so that they stay true of any run."""

from __future__ import annotations

from gptanim.measures.copies import Copies
from gptanim.measures.course import Course
from gptanim.stage import Fact
from scenes.kit.words import percent, quoted


def of_phases(course: Course) -> dict[str, str]:
    """Return from how much it learns, how long the phases are and what they bring, and how bad the start is."""
    start, slow_time, slow_share = float(course.curve[0]), 1 - course.fast_time, course.slow_share
    worse = "worse than" if start > course.baseline else "a bit better than"
    count = len(course.run.corpus.train)
    return {
        "examples": f"{count:,} name{'s' * (count != 1)}",
        "fast_time": percent(course.fast_time),
        "slow_time": percent(slow_time),
        "early": f"shaded: {course.fast_share:.0%} of the fall in {percent(course.fast_time)} of the steps",
        "late": f"the rest: {slow_share:.0%} in {percent(slow_time)}",
        "slow_words": "The rest is slow" if slow_time > slow_share else "The rest goes no slower",
        "compared": worse if abs(start / course.baseline - 1) > 0.02 else "about as bad as",
    }


def of_mistake(course: Course) -> dict[str, str]:
    """Return the name of a pair that no text holds, empty where there is none, and how it is cured."""
    mistake, tokenizer = course.mistake, course.run.tokenizer
    if mistake is None:
        return {"pair": "", "first_cured": "The most obvious mistakes go first.", "cured": ""}
    first, second = (quoted(tokenizer.label(tokenizer.encode(letter)[0])) for letter in mistake.pair)
    pair, before, after = f"{second} after {first}", percent(mistake.p[0]), percent(mistake.p[course.fast])
    cured = f"No name holds {pair}; the model’s probability of it sinks from {before} to {after}."
    return {"pair": pair, "first_cured": f"Obvious mistakes, like {pair}, go first.", "cured": cured}


def of_copies(copies: Copies) -> dict[str, Fact]:
    """Return how many are drawn, how many copied and how many not, as clauses, and which of these are real."""
    count, copied = len(copies.drawn), int(copies.copied.sum())
    own = count - copied
    clauses = {0: "none is a copy", 1: "1 is a copy", count: "all are copies"}
    others = f"; the other {own} it made up" if 0 < own < count else ""
    met = f"Real names kept back from its training, met by chance: {copies.met}."
    return {"drawn": count, "copies": clauses.get(copied, f"{copied} are copies"), "own": others, "met": met}
