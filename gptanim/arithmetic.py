"""Sums in words, "twenty three plus five equals twenty eight", and how many of them a model gets right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from gptanim.batches import pad
from gptanim.corpus import Corpus
from gptanim.errors import DataError
from gptanim.layers import Array
from gptanim.model import forward
from gptanim.run import Snapshot

SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
EQUALS = "equals"
NUMBERS = 100  # plus and minus take 0 … 99
FACTORS = 13  # times takes 0 … 12, the multiplication table
EVALUATED = 256  # sums read at a time


def spell(number: int) -> str:
    """Return a number from 0 to 9999 in words: 183 is "one hundred eighty three"."""
    if number >= 1000:
        return _counted(number, 1000, "thousand")
    if number >= 100:
        return _counted(number, 100, "hundred")
    if number < len(SMALL):
        return SMALL[number]
    tens, ones = TENS[number // 10 - 2], number % 10
    return f"{tens} {SMALL[ones]}" if ones else tens


def _counted(number: int, unit: int, name: str) -> str:
    rest = number % unit
    return f"{spell(number // unit)} {name}" + (f" {spell(rest)}" if rest else "")


def corpus(seed: int = 0, *, held_out_share: float = 0.1) -> Corpus:
    """Return all sums a plus b and all differences a minus b ≥ 0 of 0 … 99, and the products of 0 … 12.

    Of every operation that share of its pairs is held out, drawn by the seed. a plus b and b plus a, and likewise
    for times, are one pair: both are learned from, or neither.
    """
    rng = np.random.default_rng(seed)
    train: list[str] = []
    held_out: list[str] = []
    for groups in (_both_ways("plus", NUMBERS), _differences(), _both_ways("times", FACTORS)):
        order = rng.permutation(len(groups))
        held = set(order[: round(len(groups) * held_out_share)].tolist())
        for i, group in enumerate(groups):
            (held_out if i in held else train).extend(group)
    return Corpus((*train, *held_out), tuple(train), tuple(held_out), "calculator")


def _both_ways(operation: str, numbers: int) -> list[list[str]]:
    """Return one list for each pair a ≤ b, with the one or two texts that it makes."""
    result = {"plus": int.__add__, "times": int.__mul__}[operation]
    pairs = [(a, b) for a in range(numbers) for b in range(a, numbers)]
    return [[_text(x, operation, y, result(x, y)) for x, y in sorted({(a, b), (b, a)})] for a, b in pairs]


def _differences() -> list[list[str]]:
    return [[_text(a, "minus", b, a - b)] for a in range(NUMBERS) for b in range(a + 1)]


def _text(a: int, operation: str, b: int, result: int) -> str:
    return f"{spell(a)} {operation} {spell(b)} {EQUALS} {spell(result)}"


def question(text: str) -> str:
    """Return what comes before the answer: "two plus three equals" of "two plus three equals five"."""
    asked, equals, _ = text.partition(f" {EQUALS}")
    if not equals:
        raise DataError(f"{text!r} is no sum: it has no {EQUALS!r} in it.")
    return asked + equals


def operation(text: str) -> str:
    """Return "plus", "minus" or "times"."""
    found = {"plus", "minus", "times"} & set(text.split())
    if len(found) != 1:
        raise DataError(f"{text!r} is no sum: it must hold one of plus, minus, times.")
    return found.pop()


def accuracy(snapshot: Snapshot, corpus: Corpus) -> dict[str, float]:
    """Return, for each operation, the share of held-out sums that the model answers without a mistake, 0 to 1.

    The answer is the model's own, each word the likeliest after those before it, and counts when every word and
    its end are right.
    """
    right: dict[str, list[bool]] = {}
    for text, is_right in zip(corpus.held_out, solved(snapshot, corpus.held_out), strict=True):
        right.setdefault(operation(text), []).append(is_right)
    return {name: float(np.mean(marks)) for name, marks in right.items()}


def solved(snapshot: Snapshot, texts: Iterable[str]) -> list[bool]:
    """Return for each text whether the model, given its question, writes exactly its answer.

    One reading of the right text tells: as long as the likeliest words are the right ones, the model's own text
    is that text, so the first mistake shows in both.
    """
    texts = list(texts)
    return [mark for start in range(0, len(texts), EVALUATED) for mark in _solved(snapshot, texts[start:][:EVALUATED])]


def _solved(snapshot: Snapshot, texts: list[str]) -> Iterator[bool]:
    batch = pad([snapshot.doc(text) for text in texts])
    logits, _ = forward(snapshot.params, snapshot.config, batch)
    hits: Array = logits.argmax(axis=-1).reshape(batch.ids.shape) == batch.targets  # (B, T)
    for row, text in enumerate(texts):
        asked = len(snapshot.tokenizer.encode(question(text)))
        yield bool(hits[row, asked:][batch.weights[row, asked:] > 0].all())
