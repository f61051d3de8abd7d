"""A text to be guessed: covered up, then read token by token."""

from __future__ import annotations

from typing import Self

from scenes.kit.parts.tokens import TokenStrip


class CoveredText(TokenStrip):
    """A row of tokens of which all but the first hide behind question marks."""

    def read_up_to(self, position: int) -> Self:
        """Uncover the tokens up to a position, no later ones, and light the one that stands there."""
        return self.cover(*range(position + 1, len(self.tokens))).light(position)
