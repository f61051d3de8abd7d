"""What is said of a run that answers questions, in words that depend on what was measured."""

from __future__ import annotations

from collections.abc import Sequence

from gptanim.measures.counting import Counting
from gptanim.measures.exam import OPERATIONS, Exam, both_ways
from gptanim.measures.inquiry import Inquiry
from gptanim.measures.question import Question
from gptanim.stage import Array, Fact
from scenes.kit.words import listed, numeral, percent, quoted

ELSEWHERE = "an explainer’s own example: {}"
EXAMPLES = ("first “seventy”", "p 35%, loss 1.05", "“five” 94%, loss 0.06, after 1,000 examples")
UNTRAINED, ROUND, TRAINED = map(ELSEWHERE.format, EXAMPLES)
BY_HEART = 0.5  # of what it practised must be right, at least, and less than half as much of all else


def of(found: Inquiry) -> dict[str, Fact]:
    """Return all that can be said."""
    return of_question(found.asked) | of_exam(found.exam, found.asked) | of_counting(found.order)


def of_question(asked: Question) -> dict[str, Fact]:
    """Return what the model answers before, during and after its training, and where it looks."""
    moments, run = {"before": 0, "then": asked.moment, "after": -1}, asked.run
    facts: dict[str, Fact] = {name: _answer(asked, moment) for name, moment in moments.items()}
    facts |= {f"loss_{name}": _loss(float(asked.loss[moment])) for name, moment in moments.items()}
    facts |= {f"p_{name}": percent(float(asked.probs[moment, asked.target])) for name, moment in moments.items()}
    said = run.tokenizer.label(int(asked.probs[asked.moment].argmax()))
    facts |= {"at": run.snapshots[asked.moment].step, "said": quoted(said), "steps": _steps(run.last.step)}
    facts |= {"count": f"{run.config.n_params:,}", "question": f"“{'…' * _is_cropped(asked)}{_drawn(asked)}”"}
    return facts | _looks(asked)


def of_exam(found: Exam, asked: Question) -> dict[str, Fact]:
    """Return whether the question was practised, how many others were not, and how well those are answered."""
    run, sums = asked.run, set(found.kinds) <= set(OPERATIONS)
    train, held = set(run.corpus.train), set(run.corpus.held_out)
    thing, names = "sum" if sums else "text", found.kinds if sums else [f"“{name}…”" for name in found.kinds]
    unseen = len(held - train)
    kept = f"the {unseen:,} {thing}{'s' * (unseen != 1)}"
    shares, practised = found.held[-1], found.practised
    worst = int((practised - shares).argmax())
    heart = f" Of those practised with {names[worst]} it gets {percent(float(practised[worst]))}: largely by heart."
    by_heart = practised[worst] >= BY_HEART and shares[worst] < practised[worst] / 2
    scores = [f"{percent(float(share))} with {name}" for name, share in zip(names, shares, strict=True)]
    other_way = (
        "None of the others was practised in the other order either."
        if sums and both_ways(run)
        else "All others were kept back from training."
    )
    return {
        "other_way": other_way if unseen else "",
        "familiar": f"It practised this very {thing}" if asked.text in train else f"It never saw this {thing}",
        "kept": f"{kept} it never saw" if unseen else f"its {thing}s, none of which could be kept back",
        "scores": listed([*scores[:worst], *scores[worst + 1 :], scores[worst]]),
        "heart": heart if by_heart else "",
        "sample": f"share answered without a mistake, of {listed([f'{count:,}' for count in found.counts])} kept back"
        if unseen
        else "share answered without a mistake",
    }


def of_counting(found: Counting) -> dict[str, Fact]:
    """Return how well tokens came to lie in their order."""
    return {
        "things": "number words" if found.numbers else "tokens",
        "order": "counting" if found.numbers else "the alphabet",
        "drawn": len(found.names),
        "neighbours": int(found.neighbours[-1]),
        "neighbours_first": int(found.neighbours[0]),
        "rank": numeral("{:.2f}", float(found.ranks[-1])),
        "rank_first": numeral("{:.2f}", float(found.ranks[0])),
    }


def _answer(asked: Question, moment: int) -> str:
    """Return the likeliest answer with its probability."""
    best = int(asked.probs[moment].argmax())
    return f"{quoted(asked.run.tokenizer.label(best))}, with {percent(float(asked.probs[moment, best]))}"


def _looks(asked: Question) -> dict[str, str]:
    """Return what the middle token and the last one look at most, of what stands before them."""
    tokens, (middle, last) = asked.tokens, asked.looks[-1]
    at = (len(tokens) - 1) // 2
    named = ["the start" if i == 0 and asked.position < len(tokens) else quoted(t) for i, t in enumerate(tokens)]
    own = _foremost(middle, range(at), 1) or [0]
    both = _foremost(last, range(len(tokens) - 1), 2) or [0]
    tell = {"seen": listed([named[i] for i in own]), "both": listed([named[i] for i in both])}
    return tell | {"middle": named[at].replace("the start", "start marker"), "last": named[-1]}


def _foremost(weights: Array, places: Sequence[int], most: int) -> list[int]:
    """Return the places with the greatest weights in their order, the first of them only where there is no other."""
    inner = list(places)[1:] or list(places)
    return sorted(sorted(inner, key=lambda i: -weights[i])[:most])


def _drawn(asked: Question) -> str:
    ids = asked.ids[: asked.position + 1][-len(asked.tokens) :]
    return asked.run.tokenizer.decode(ids) or asked.run.tokenizer.label(0)


def _is_cropped(asked: Question) -> bool:
    return asked.position >= len(asked.tokens)


def _loss(nats: float) -> str:
    return "less than 0.001" if nats < 0.0005 else f"{nats:.3f}" if nats < 0.1 else f"{nats:.2f}"


def _steps(count: int) -> str:
    return f"{count:,} step" + "s" * (count != 1)
