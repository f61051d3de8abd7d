"""The kinds of tokenizer that a run can have, by the names that lessons and run files call them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from gptanim.bytepair import BytePairTokenizer
from gptanim.errors import ConfigError
from gptanim.tokenizer import CharTokenizer, Tokenizer, WordTokenizer

KINDS: dict[str, type[Tokenizer]] = {
    "character": CharTokenizer,
    "word": WordTokenizer,
    "byte pair": BytePairTokenizer,
}


def learn(kind: str, texts: Iterable[str]) -> Tokenizer:
    """Return the tokenizer of a kind that the texts give; ConfigError when there is no such kind."""
    if kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"choose among {', '.join(map(repr, KINDS))}."
        raise ConfigError(f"there is no tokenizer {kind!r}; {hint}")
    return KINDS[kind].train(texts)


def restore(value: Mapping[str, Any]) -> Tokenizer:  # Any: plain JSON values
    """Return the tokenizer that its ``to_json`` described."""
    return KINDS[value["kind"]].from_json(value)
