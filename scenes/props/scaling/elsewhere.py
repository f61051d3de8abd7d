"""What others have published or estimated, and how it stands beside the largest model here."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.kit.theme import Theme
from scenes.props.scaling.pull_back import Amount

PUBLISHED = {"GPT-2": 1.5e9, "GPT-3": 175e9}  # Radford et al. 2019 and Brown et al. 2020
ESTIMATED = {"GPT-4": 1.7e12}  # unofficial
WIDEST = 12288  # dimensions of GPT-3
CLAIMS = ((4, "vowels follow consonants"), (WIDEST, "sarcasm, logic, code structure"))
SAID = "an essay’s claim"
ROWS = ("weights", "examples", "training")
CALCULATOR = ("about 100,000", "about 15,000", "minutes")  # an explainer's figures, as are these
GIANT = ("1.7 trillion", "trillions of tokens", "months, many GPUs")


def amounts_of(weights: Sequence[int], theme: Theme) -> list[Amount]:
    """Return the different counts of weights here, then those elsewhere."""
    ours = [Amount(count, f"{count:,}", theme.predicted) for count in sorted(set(weights))]
    published = [Amount(count, name, theme.text) for name, count in PUBLISHED.items()]
    return [*ours, *published, *(Amount(count, name, theme.muted, True) for name, count in ESTIMATED.items())]


def widths_of(dimensions: Sequence[int], theme: Theme) -> list[Amount]:
    """Return the different numbers of dimensions here, then GPT-3's."""
    ours = [Amount(count, f"{count:,} dimensions", theme.predicted) for count in sorted(set(dimensions))]
    return [*ours, Amount(WIDEST, f"{WIDEST:,}: GPT-3", theme.text)]
