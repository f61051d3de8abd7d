"""The turns of phrase that error messages share."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(wrong: str, known: Iterable[str]) -> str:
    """Return how to go on after a wrong name: ``; did you mean 'theme'?``, or else all that is known.

    >>> nearest("tehme", ["theme", "voice"])
    "; did you mean 'theme'?"
    >>> nearest("x", ["theme", "voice"])
    '; known: theme, voice'
    """
    names = list(known)
    close = difflib.get_close_matches(wrong, names, n=1)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; known: {', '.join(names)}" if names else "; there are none"
