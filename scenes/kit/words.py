"""How tokens and shares are spoken in narration."""

from __future__ import annotations

from collections.abc import Sequence


def quoted(token: str) -> str:
    """Return a token in quotation marks; the marker is "the end", a space "a space"."""
    return {"·": "the end", "␣": "a space", "…": "one of the others"}.get(token, f"“{token}”")


def listed(items: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def percent(share: float) -> str:
    """Return a share as a percentage that neither vanishes nor fills up: 0.0432 is "4%", 0.0043 is "0.4%"."""
    if 0 < share < 0.001:
        return "less than 0.1%"
    return f"{share:.1%}" if 0 < share < 0.01 or 0.99 < share < 0.9995 else f"{share:.0%}"


def whole_percent(share: float) -> str:
    """Return a share as a whole percentage: 0.0432 is "4%", and 0.0043 is "less than 1%"."""
    return f"{share:.0%}" if share >= 0.01 else "less than 1%"


def compared(value: float, reference: float, *, within: float) -> str:
    """Return how a value lies to another: "close to", "above" or "below" it."""
    if abs(value - reference) < within:
        return "close to"
    return "above" if value > reference else "below"


def counted(number: int, noun: str) -> str:
    """Return a number with a noun given in the plural: 1 and "layers" give "1 layer"."""
    return f"{number:,} {noun.removesuffix('s') if number == 1 else noun}"


def shortened(text: str, longest: int) -> str:
    """Return a text, or its first letters and "…" when it has more than ``longest``."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def numeral(form: str, value: float) -> str:
    """Return the number as written: with a true minus sign, and none before a zero."""
    text = form.format(value)
    return text.replace("-", "−") if any(digit in text for digit in "123456789") else text.replace("-", "")
