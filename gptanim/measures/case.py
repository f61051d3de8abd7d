"""A mistake taken up: who is to blame for it, over a whole training, and the guiltiest weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim.blame import blame
from gptanim.measures.mistake import Mistake, mistake
from gptanim.measures.web import Web, web
from gptanim.run import Run

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Case:
    """A mistake with its web, at all S snapshots; ``moment`` is the one at which it was made.

    words: labels of the positions. answers: labels of the tokens; right: the index of the right one among them.
    weights: (E,) and grads: (S, E), of the edges. probs: (S, K), of the answers. shares: (S, 4), of the squared
    gradient, by stage. steps, loss: (S,). edge: the drawn weight of the greatest gradient; foremost: whether no
    other weight at all has a greater one.
    """

    mistake: Mistake
    web: Web
    moment: int
    words: tuple[str, ...]
    answers: tuple[str, ...]
    right: int
    weights: Floats
    grads: Floats
    probs: Floats
    shares: Floats
    steps: npt.NDArray[np.int64]
    loss: Floats
    edge: int
    foremost: bool

    @property
    def gradient(self) -> float:
        """The gradient of the edge."""
        return float(self.grads[self.moment, self.edge])

    @property
    def order(self) -> list[int]:
        """The stages at the moment, the guiltiest first."""
        return [int(stage) for stage in np.argsort(-self.shares[self.moment], kind="stable")]

    def numbers(self) -> dict[str, float]:
        """Return what can be said: the loss and the greatest share, at the moment, at first and at last."""
        moments = {"": self.moment, "_before": 0, "_after": -1}
        shares = {f"share{when}": float(self.shares[s].max()) for when, s in moments.items()}
        return shares | {f"loss{when}": float(self.loss[s]) for when, s in moments.items()}

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return all that can be drawn, by name."""
        drawn = ("weights", "grads", "probs", "shares", "steps", "loss")
        texts = {name: np.array(getattr(self, name)) for name in ("words", "answers", "right", "moment", "edge")}
        sizes = np.array([len(nodes) for nodes in self.web.columns])
        return {name: getattr(self, name) for name in drawn} | texts | {"sizes": sizes}


def investigate(run: Run) -> Case:
    """Take up a run's mistake."""
    found, snapshots, label = mistake(run), run.snapshots, run.tokenizer.label
    moment = snapshots.index(found.snapshot)
    blames = [blame(snapshot, found.text, found.position) for snapshot in snapshots]
    drawn, grads = web(blames[moment], found), blames[moment].grads
    edges = np.stack([drawn.edges(one.grads) for one in blames])  # (S, E)
    edge = int(np.abs(edges[moment]).argmax())
    return Case(
        mistake=found,
        web=drawn,
        moment=moment,
        words=tuple(label(found.ids[position]) for position in drawn.positions),
        answers=tuple(map(label, drawn.tokens)),
        right=drawn.tokens.index(found.target),
        weights=drawn.edges(found.snapshot.params),
        grads=edges,
        probs=np.stack([found.probs(snapshot)[list(drawn.tokens)] for snapshot in snapshots]),
        shares=np.stack([one.share for one in blames]).astype(float),
        steps=np.array([snapshot.step for snapshot in snapshots]),
        loss=np.array([one.loss for one in blames], float),
        edge=edge,
        foremost=bool(abs(edges[moment, edge]) >= np.abs(grads.flat).max()),
    )
