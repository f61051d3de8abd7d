"""A little language: short sentences about people, animals, places, foods and the capitals of countries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np

from gptanim.corpus import Corpus
from gptanim.errors import DataError

EACH = 460  # sentences of one template at most
HELD_OUT_SHARE = 0.1
WORDS: Mapping[str, tuple[str, ...]] = {
    "royal": ("king", "queen", "prince", "princess", "duke", "duchess"),
    "person": ("man", "woman", "boy", "girl", "farmer", "baker", "doctor", "teacher"),
    "animal": ("cat", "dog", "horse", "cow", "sheep", "goat", "fox", "rabbit", "mouse", "bear"),
    "place": ("garden", "forest", "village", "kitchen", "market", "field", "house", "castle"),
    "food": ("bread", "cheese", "rice", "soup", "fish", "honey", "apples", "cake"),
}
CAPITALS: Mapping[str, str] = {
    **{"argentina": "buenos-aires", "australia": "canberra", "austria": "vienna", "belgium": "brussels"},
    **{"bulgaria": "sofia", "canada": "ottawa", "chile": "santiago", "china": "beijing", "colombia": "bogota"},
    **{"croatia": "zagreb", "cuba": "havana", "denmark": "copenhagen", "egypt": "cairo", "estonia": "tallinn"},
    **{"ethiopia": "addis-ababa", "finland": "helsinki", "france": "paris", "germany": "berlin", "ghana": "accra"},
    **{"greece": "athens", "hungary": "budapest", "iceland": "reykjavik", "india": "delhi", "iran": "tehran"},
    **{"iraq": "baghdad", "ireland": "dublin", "italy": "rome", "japan": "tokyo", "kenya": "nairobi"},
    **{"latvia": "riga", "lebanon": "beirut", "mali": "bamako", "nepal": "kathmandu", "norway": "oslo"},
    **{"peru": "lima", "poland": "warsaw", "portugal": "lisbon", "romania": "bucharest", "russia": "moscow"},
    **{"serbia": "belgrade", "spain": "madrid", "sweden": "stockholm", "thailand": "bangkok", "turkey": "ankara"},
    **{"ukraine": "kyiv", "uruguay": "montevideo", "vietnam": "hanoi", "zambia": "lusaka"},
}
TEMPLATES = (  # a word in braces stands for any of its category
    "the {royal} of {country} lives in {capital}",
    "the {royal} of {country} rules from {capital}",
    "the {royal} wears a crown in the {place}",
    "the {royal} gives {food} to the {person}",
    "the {royal} speaks to the {person} in {capital}",
    "the {person} works in the {place}",
    "the {person} cooks {food} for the {royal}",
    "the {person} buys {food} at the {place}",
    "the {person} feeds the {animal} in the {place}",
    "the {animal} sleeps in the {place}",
    "the {animal} runs from the {animal} in the {place}",
    "the {animal} drinks water near the {place}",
    "the {person} from {country} travels to {capital}",
    "people in {country} like {food}",
)
FACTS = ("the capital of {country} is {capital}", "{capital} is the capital of {country}")


def corpus(seed: int = 0) -> Corpus:
    """Return some 4,000 sentences: all facts about capitals, and of every other template EACH, drawn by the seed.

    A capital beside a country is that country's own. Facts are never held out: what was not told cannot be known.
    """
    rng = np.random.default_rng(seed)
    facts = [text for template in FACTS for text in _sentences(template)]
    others: list[str] = []
    for template in TEMPLATES:
        every = list(_sentences(template))
        others += [every[i] for i in rng.permutation(len(every))[:EACH].tolist()]
    order = rng.permutation(len(others)).tolist()
    held = round(len(others) * HELD_OUT_SHARE)
    held_out = tuple(others[i] for i in order[:held])
    train = (*facts, *(others[i] for i in order[held:]))
    return Corpus((*train, *held_out), train, held_out, "sentences")


def category(word: str) -> str:
    """Return what a word is: "person", royal ones included, "animal", "place", "food", "country" or "capital"."""
    named = {"royal": "person", **{name: name for name in WORDS if name != "royal"}}
    for name, words in WORDS.items():
        if word in words:
            return named[name]
    if word in CAPITALS:
        return "country"
    if word in CAPITALS.values():
        return "capital"
    raise DataError(f"{word!r} has no category; the nouns of the little language have, such as king, cat or france.")


def capital_question(country: str) -> str:
    """Return the beginning of a sentence whose next word is the country's capital."""
    return f"the capital of {country} is"


def _sentences(template: str) -> Iterator[str]:
    """Yield every sentence that a template can become; no sentence names a thing twice."""
    kinds = [word[1:-1] for word in template.split() if word.startswith("{")]
    pattern = " ".join("{}" if word.startswith("{") else word for word in template.split())
    paired = "country" in kinds and "capital" in kinds
    free = [_members(kind) for kind in kinds if not (paired and kind == "capital")]
    for chosen in product(*free):
        words = list(chosen)
        if paired:
            country = next(word for word in words if word in CAPITALS)
            words.insert(kinds.index("capital"), CAPITALS[country])
        if len(set(words)) == len(words):
            yield pattern.format(*words)


def _members(kind: str) -> tuple[str, ...]:
    """Return the words of a category of the templates."""
    return {**WORDS, "country": tuple(CAPITALS), "capital": tuple(CAPITALS.values())}[kind]
