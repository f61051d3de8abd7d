"""A mistake taken up: who is to blame for it, over a whole training, and the guiltiest weight tried."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from gptanim.blame import blame
from gptanim.measures.mistake import Mistake, mistake
from gptanim.measures.web import BANDS, Web, web
from gptanim.model import Params
from gptanim.run import Run

Floats = npt.NDArray[np.float64]
STAGE_OF = (0, 1, 1, 2, 2, 3)  # for each of BANDS, its index into blame.STAGES


@dataclass(frozen=True, eq=False)
class Case:
    """A mistake with its web, at all S snapshots; ``moment`` is the one at which it was made.

    words: labels of the positions. answers: labels of the tokens; right: the index of the right one among them.
    weights: (E,) and grads: (S, E), of the edges. probs: (S, K), of the answers. shares: (S, 4), of the squared
    gradient, by stage. steps, loss: (S,). edge: the drawn weight of the greatest gradient, in that stage; foremost:
    whether no other weight at all has a greater one. tried: the change of the loss when it was nudged.
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
    stage: int
    foremost: bool
    tried: float

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
        texts = {
            name: np.array(getattr(self, name)) for name in ("words", "answers", "right", "moment", "edge", "tried")
        }
        sizes = np.array([len(nodes) for nodes in self.web.columns])
        return {name: getattr(self, name) for name in drawn} | texts | {"sizes": sizes}


def investigate(run: Run, size: float) -> Case:
    """Take up a run's mistake, and nudge its guiltiest drawn weight by size."""
    found, snapshots, label = mistake(run), run.snapshots, run.tokenizer.label
    moment = snapshots.index(found.snapshot)
    blames = [blame(snapshot, found.text, found.position) for snapshot in snapshots]
    drawn, grads = web(blames[moment], found), blames[moment].grads
    edges = np.stack([drawn.edges(one.grads) for one in blames])  # (S, E)
    edge = int(np.abs(edges[moment]).argmax())
    place = drawn.place(grads, edge)
    matrix = place[0].rpartition(".")[2]
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
        stage=STAGE_OF[BANDS.index("head" if matrix == "wte" else matrix)],
        foremost=bool(abs(edges[moment, edge]) >= np.abs(grads.flat).max()),
        tried=nudged(found, place, size),
    )


def nudged(case: Mistake, place: tuple[str, int, int], size: float) -> float:
    """Return by how much the loss changes, in nats, when one weight is made greater by size; in double precision."""
    params, losses = case.snapshot.params, []
    for move in (0.0, size):
        flat = params.flat.astype(float)
        moved = Params(flat, params.config)
        moved[place[0]][place[1], place[2]] += move
        probs = case.probs(replace(case.snapshot, params=moved))
        losses.append(-float(np.log(probs[case.target])))
    return losses[1] - losses[0]
