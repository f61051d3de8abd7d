"""The beginning of a text, and the question what follows."""

from __future__ import annotations

from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.theme import Theme


class Prefix(TokenStrip):
    """A strip of the lines of ``spelled``, the last of them, a question mark, lit."""

    def __init__(self, spelled: str, theme: Theme, *, width: float, cell: float) -> None:
        super().__init__(spelled.split("\n"), theme, width=width, cell=cell)
        self.ask()

    def ask(self) -> TokenStrip:
        """Light the question mark, and nothing else."""
        return self.light(len(self.tokens) - 1)

    def read(self) -> TokenStrip:
        """Light what is known, and not the question mark."""
        return self.light(*range(len(self.tokens) - 1))
