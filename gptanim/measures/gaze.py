"""Where a model looks back: its attention on one short text, head by head, over the whole training."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.run import Run
from gptanim.stage import Array, Fact

Floats = npt.NDArray[np.float64]
EXAMPLE = "charlotte"
MOST_HEADS = 8  # heads that can be told apart beside each other
QUERY_AT = 2 / 3  # how far into the text the worked query stands: much to look back at, some still to come
EARLY = 3  # letters whose attention is called that of the first


@dataclass(frozen=True, eq=False)
class Gaze:
    """Attention on a text of T letters, N = T + 1 positions with the start marker first.

    tokens: (N,) labels. steps: (S,) of the snapshots. maps: (S, H, N, N), row = query, column = key, at every
    snapshot, of the last MOST_HEADS heads; the first of them is number ``first_head``, counted from 1 through all
    layers. mean: (N, N), over all heads of the trained model. query, head: the position and the head worked out in
    numbers. q: (d,), k: (N, d), scores: (N,), q·k / √d before the mask.
    """

    tokens: tuple[str, ...]
    steps: tuple[int, ...]
    maps: Floats
    first_head: int
    mean: Floats
    query: int
    head: int
    q: Floats
    k: Floats
    scores: Floats

    @property
    def heads(self) -> Floats:
        """The maps of the trained model; (H, N, N)."""
        return np.asarray(self.maps[-1])

    @property
    def shares(self) -> Floats:
        """What the worked query gives, scores after mask and softmax; (N,)."""
        return np.asarray(self.heads[self.head, self.query])

    @property
    def earlier(self) -> Floats:
        """What the last letter gives to all that stand before it, mean over all heads; (T,)."""
        return np.asarray(self.mean[-1, :-1])

    @property
    def early(self) -> list[int]:
        """The positions of the first letters, at most EARLY."""
        return list(range(1, len(self.tokens)))[:EARLY]

    @property
    def pair(self) -> list[int]:
        """The positions of the one or two letters before the last; of the start marker where there is none."""
        before = list(range(len(self.tokens) - 1))
        return before[1:][-2:] or before

    @property
    def keenest(self) -> int:
        """The head in which the last letter gives the most to the pair."""
        return int(self._on_pair().argmax())

    def arrays(self) -> dict[str, Array]:
        """Return all that is drawn, what has a name here under its own.

        near, even: (N,), each position's share on the start marker and itself, and an even spread's.
        favourite: (S,), favourite_share. at: query, head, keenest, first_head.
        """
        return {
            "tokens": np.array(self.tokens),
            "steps": np.array(self.steps),
            "maps": self.maps,
            "mean": self.mean,
            "q": self.q,
            "k": self.k,
            "scores": self.scores,
            "shares": self.shares,
            "near": own_and_start(self.mean),
            "even": even_spread(len(self.tokens), 2),
            "early": np.array(self.early),
            "pair": np.array(self.pair),
            "favourite": np.array([favourite_share(maps) for maps in self.maps]),
            "at": np.array([self.query, self.head, self.keenest, self.first_head]),
        }

    def numbers(self) -> dict[str, Fact]:
        """Return the shares worth telling, of the trained model unless named first; means where several count."""
        near, even = own_and_start(self.mean), even_spread(len(self.tokens), 2)
        return {
            "d": len(self.q),
            "steps": int(self.steps[-1]),
            "p_most": float(self.earlier.max()),
            "p_least": float(self.earlier.min()),
            "p_favourite": float(self.shares.max()),
            "p_near": float(near[self.early].mean()),
            "p_even": float(even[self.early].mean()),
            "p_pair": float(self.mean[-1, self.pair].sum()),
            "p_pair_even": len(self.pair) / len(self.tokens),
            "p_pair_best": float(self._on_pair().max()),
            "p_first": favourite_share(self.maps[0]),
            "p_last": favourite_share(self.heads),
        }

    def _on_pair(self) -> Floats:
        """Return how much of its attention the last letter gives to the pair, by head; (H,)."""
        return np.asarray(self.heads[:, -1, self.pair].sum(axis=-1))


def example(run: Run, *, longest: int) -> str:
    """Return EXAMPLE where the model can read it, else a text of its own: probe.held_out_example.

    When that has fewer than three letters, the longest text there is, the alphabetically first of ties.
    """
    known = set(EXAMPLE) <= set(run.tokenizer.labels)
    if known and len(EXAMPLE) <= min(longest, run.config.block_size - 1):
        return EXAMPLE
    text = probe.held_out_example(run, max_length=longest)
    return text if len(text) >= 3 else max(sorted(run.corpus.texts), key=len)


def gaze(run: Run, text: str, *, longest: int) -> Gaze:
    """Look at a text, or at its first ``longest`` letters: what a model sees there, no later letter can change.

    The query stands QUERY_AT into the text, and before its end where it can. The head is the one whose greatest
    weight there is nearest to a half: one share stands out, and the others can still be seen.
    """
    n = 1 + min(len(text), longest)
    tokens = tuple(map(run.tokenizer.label, run.tokenizer.with_markers(text)[:n]))
    maps = np.stack([_heads(probe.attention(snapshot, text))[:, :n, :n] for snapshot in run.snapshots])
    mean = probe.attention(run.last, text).mean(axis=(0, 1))[:n, :n]
    query = max(1, min(round(QUERY_AT * (n - 1)), n - 2))
    head = int(np.abs(maps[-1, :, query].max(axis=-1) - 0.5).argmin())
    found = probe.attention_scores(run.last, text)
    q, k, scores = _heads(found.q)[head, query], _heads(found.k)[head, :n], _heads(found.scores)[head, query, :n]
    first = 1 + run.config.n_layer * run.config.n_head - maps.shape[1]
    steps = tuple(snapshot.step for snapshot in run.snapshots)
    q, k, scores = map(_precise, (q, k, scores))
    return Gaze(tokens, steps, maps.astype(float), first, mean.astype(float), query, head, q, k, scores)


def own_and_start(mean: Floats) -> Floats:
    """Return how much each position gives to the start marker and to itself together, (N,)."""
    own = np.diagonal(mean).copy()
    own[1:] += mean[1:, 0]
    return own


def even_spread(n: int, places: int) -> Floats:
    """Return how much of an even spread falls on that many places, at each of n positions, (n,)."""
    return np.minimum(1.0, places / np.arange(1.0, n + 1))


def favourite_share(heads: Floats) -> float:
    """Return the greatest weight of a row, mean over heads and positions after the first; heads: (H, N, N)."""
    return float(heads[:, 1:].max(axis=-1).mean())


def _heads(by_layer: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Return the last MOST_HEADS heads; (L, H, …) gives (up to MOST_HEADS, …)."""
    return by_layer.reshape(-1, *by_layer.shape[2:])[-MOST_HEADS:]


def _precise(array: npt.NDArray[np.floating]) -> Floats:
    return np.asarray(array, np.float64)
