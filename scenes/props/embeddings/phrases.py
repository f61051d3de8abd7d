"""What is said of embeddings in words that depend on what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gptanim.stage import Array, Fact
from gptanim.tokenizer import MARKER, CharTokenizer, Tokenizer, WordTokenizer
from scenes.kit.words import listed, numeral, quoted

THINGS: dict[type, str] = {CharTokenizer: "character", WordTokenizer: "word"}


def of_survey(seen: Mapping[str, Array], tokenizer: Tokenizer) -> dict[str, Fact]:
    """Return what can be said of what meaning.survey found."""
    labels, thing = tokenizer.labels, THINGS.get(type(tokenizer), "token")
    (one, other), (left, right) = seen["pair"].tolist(), seen["first"].tolist()
    facts: dict[str, Fact] = {"one": quoted(labels[one]), "other": quoted(labels[other]), "tokens": len(labels)}
    facts |= {"size": seen["columns"].shape[1], "share": float(seen["share"]), "drawn": len(seen["ids"])}
    facts |= {"left": side(labels[left], "start"), "right": side(labels[right], "end"), "drift": drift(seen["kin"])}
    facts |= {"within": within(seen["kin"])}
    facts |= {"company": "stand in the same places" if (seen["counts"] > 0).all() else "seldom share a place"}
    facts |= {"often": times(int(seen["counts"][0])), "others": times(int(seen["counts"][1]))}
    facts |= {f"near{k}": listed([*map(quoted, seen[f"names{k}"][:2].tolist())]) for k in (0, 1)}
    facts |= {when: numeral("{:.2f}", float(seen["between"][at])) for when, at in (("before", 0), ("after", -1))}
    return facts | {"thing": thing, "twice": of_repetition(seen["tokens"].tolist())}


def of_repetition(tokens: Sequence[str]) -> str:
    """Return a sentence on the first token that stands twice in a text, or on any where none does."""
    again = [token for i, token in enumerate(tokens) if token in tokens[:i]]
    return f"Now even the same {quoted(again[0])} differs by place." if again else "So a token differs by its place."


def drift(kin: Array) -> str:
    """Return what training did to the similarity of tokens, in words.

    kin: (2, 2), of one kind and of two kinds, before and after; or (0,) where there are no such tokens.
    """
    if not kin.size:
        return "their use decides where they end"
    gain = (kin[1, 0] - kin[1, 1]) - (kin[0, 0] - kin[0, 1])
    gathered, parted = kin[1, 0] - kin[0, 0] > 0.1 and gain > 0.1, gain > 0.1
    return "tokens of a kind gather" if gathered else "kinds part" if parted else "here kinds do not gather"


def within(kin: Array) -> str:
    """Return the similarities behind drift(kin), in words."""
    if not kin.size:
        return "There are no kinds of tokens to compare."
    (own, others), (own_after, others_after) = [[numeral("{:.2f}", value) for value in row] for row in kin.tolist()]
    return (
        f"Similarity, at most 1, goes from {own} to {own_after} within kinds, "
        f"from {others} to {others_after} between them."
    )


def times(count: int) -> str:
    """Return a count in words: never, once, or 12 times."""
    return {0: "never", 1: "once"}.get(count, f"{count:,} times")


def side(label: str, edge: str) -> str:
    """Return how a neighbour is spoken of: in quotation marks, or the edge of the text."""
    return f"the {edge}" if label == MARKER else f"“{label}”"
