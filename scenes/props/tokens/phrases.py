"""What is said of a text as numbers, and of words and byte pairs of English."""

from __future__ import annotations

from collections.abc import Sequence

from gptanim.bytepair import BytePairTokenizer
from gptanim.measures.merging import english_words, whole
from gptanim.stage import Fact
from gptanim.tokenizer import CharTokenizer, Tokenizer, WordTokenizer
from scenes.kit.words import listed, quoted

USUAL = 100  # most frequent words that are looked up among the tokens
UNITS: dict[type, str] = {CharTokenizer: "single characters", WordTokenizer: "whole words"}


def of_text(tokenizer: Tokenizer, text: str) -> dict[str, Fact]:
    """Return what can be said of a text as the numbers of its tokens."""
    labels, ids = tokenizer.labels, tokenizer.with_markers(text)
    lookups = [f"{quoted(labels[i])} is number {i}" for i in dict.fromkeys(ids[1:3]) if i]
    facts: dict[str, Fact] = {"tokens": len(labels), "numbers": len(ids), "text": quoted(text)}
    return facts | {"lookups": listed(lookups), "units": UNITS.get(type(tokenizer), "pieces of words")}


def of_english(pairs: BytePairTokenizer, words: Sequence[str], places: Sequence[int]) -> dict[str, Fact]:
    """Return what can be said of a sentence of these words, the first of which falls into parts.

    places: of each word in the list of English words, 0 for one that is missing.
    """
    sentence, known, word = " ".join(words), list(english_words()), words[0]
    missing = [quoted(word) for word, place in zip(words, places, strict=True) if not place] or ["all others"]
    facts: dict[str, Fact] = {"sentence": sentence, "characters": len(sentence), "words": len(words)}
    facts |= {"known": len(known), "lack": listed(missing), "word": quoted(word), "merges": len(pairs.merges)}
    facts |= {"first": quoted(pairs.label(pairs.merges[0].token)), "usual": USUAL}
    return facts | {"parts": listed([*map(quoted, pairs.parts(word))]), "whole": whole(pairs, known[:USUAL])}
