"""What texts by different authors have in common: how they begin and end, how long they are, and their rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gptanim import texture
from gptanim.measures.rhythm import Kinds
from gptanim.run import Run
from gptanim.sampler import sample

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Authors:
    """Texts by three authors: the data, the trained model, and the untrained one."""

    data: tuple[str, ...]
    model: tuple[str, ...]
    untrained: tuple[str, ...]

    @property
    def all(self) -> tuple[tuple[str, ...], ...]:
        """Their texts, the data's first."""
        return self.data, self.model, self.untrained

    def arrays(
        self, kinds: Kinds, *, edges: int, longest: int, lines: int, letters: int
    ) -> dict[str, npt.NDArray[Any]]:
        """Return what can be drawn, for an exhibit: beginnings and endings, lengths up to the longest, excerpts.

        opens, ends: (3, N), see ``edges``. lengths: (3, longest + 1), see ``lengths``.
        """
        (openings, opens), (endings, ends) = (_edges(self, end=end, most=edges) for end in (False, True))
        arrays = {"openings": np.array(openings), "opens": opens, "endings": np.array(endings), "ends": ends}
        return arrays | {"lengths": lengths(self, longest)} | self.excerpts(kinds, lines, letters)

    def excerpts(self, kinds: Kinds, count: int, longest: int) -> dict[str, npt.NDArray[Any]]:
        """Return a few texts of each, short ones where there are, and their rhythm, as arrays for an exhibit.

        excerpts: (3, N) texts. filled: (3, N, longest), which letters are of the first kind. changes: (3,).
        """
        shown = [_few(texts, count, longest) for texts in self.all]
        filled = np.zeros((3, count, longest), bool)
        for (who, i), text in np.ndenumerate(np.array(shown)):
            filled[who, i, : len(text)] = kinds.of(str(text))
        changes = np.array([kinds.changes(texts) for texts in self.all])
        return {"excerpts": np.array(shown), "filled": filled, "changes": changes}


def authors(run: Run, count: int) -> Authors:
    """Let both models write so many texts each, with the run's own seed."""
    wrote = (
        sample(snapshot, count, np.random.default_rng(run.train_config.seed)) for snapshot in (run.last, run.first)
    )
    return Authors(run.corpus.train, *wrote)


def _edges(who: Authors, *, end: bool, most: int) -> tuple[list[str], Floats]:
    """Return the data's most frequent beginnings, or ends, and each author's share of texts with them; (3, N).

    Of two letters, or of one where all texts of the data are that short.
    """
    length = min(2, max(map(len, who.data)))
    shares = [(texture.endings if end else texture.openings)(texts, length) for texts in who.all]
    pieces = list(shares[0])[:most]
    return pieces, np.array([[share.get(piece, 0.0) for piece in pieces] for share in shares])


def lengths(who: Authors, longest: int) -> Floats:
    """Return each author's share of texts of 0, 1, 2 … letters, the last of ``longest`` or more; (3, longest + 1)."""
    shares = np.array([texture.lengths(texts, longest) for texts in who.all])
    shares[:, -1] += np.maximum(0.0, 1.0 - shares.sum(axis=1))
    return np.asarray(shares)


def _few(texts: Sequence[str], count: int, longest: int) -> list[str]:
    """Return so many beginnings of different texts, evenly spread, of such as are not empty; padded with empty ones."""
    there = list(dict.fromkeys(text[:longest] for text in texts if len(text) > 1)) or list(texts)
    places = np.unique(np.linspace(0, len(there) - 1, count).astype(int)).tolist()
    return [*(there[i] for i in places), *[""] * (count - len(places))]
