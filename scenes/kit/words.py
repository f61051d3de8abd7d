"""How tokens are spoken in narration."""

from __future__ import annotations

from collections.abc import Sequence


def quoted(token: str) -> str:
    """Return a token in quotation marks; the marker is "the end", a space "a space"."""
    return {"·": "the end", "␣": "a space", "…": "one of the others"}.get(token, f"“{token}”")


def listed(items: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
