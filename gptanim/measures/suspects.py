"""A wrong answer, and the weights that are most to blame for it, picked out of a network for drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gptanim import probe
from gptanim.blame import Blame, blame
from gptanim.layers import Array
from gptanim.model import Params
from gptanim.run import Run, Snapshot

Floats = npt.NDArray[np.float64]
EXAMPLE = "two plus three equals five"
MOST = 8  # nodes in a column
BANDS = ("wpe", "qkv", "out", "up", "down", "head")  # the matrices between the columns, in the order of the signal
STAGE_OF = (0, 1, 1, 2, 2, 3)  # indices into blame.STAGES


@dataclass(frozen=True, eq=False)
class Mistake:
    """One prediction of one snapshot: what follows the token at ``position`` of a text, 0 being the start marker."""

    snapshot: Snapshot
    text: str
    position: int
    ids: tuple[int, ...]  # of the text with its markers

    @property
    def read(self) -> str:
        """What the model had read of the text."""
        return self.snapshot.tokenizer.decode(self.ids[: self.position + 1])

    @property
    def target(self) -> int:
        """The token that is right."""
        return self.ids[self.position + 1]

    def probs(self, snapshot: Snapshot) -> Floats:
        """Return what a snapshot expects there, (V,)."""
        return np.asarray(probe.distributions(snapshot, self.text)[self.position], float)


def mistake(run: Run) -> Mistake:
    """Return the last prediction that a run gets wrong, on one text, at one position.

    The text is EXAMPLE where the run learned or was asked it, else probe.held_out_example. The position is the one
    that begins the answer where the run has answers, else the one that surprises the trained model most. Where no
    snapshot is wrong there, the first one is returned.
    """
    text = EXAMPLE if EXAMPLE in run.corpus.texts else probe.held_out_example(run)
    ids = tuple(run.last.doc(text))
    answers = run.train_config.answer_after
    asked = run.tokenizer.encode(answers)[-1] if answers else -1
    position = ids.index(asked) if asked in ids else int(probe.surprise(run.last, text).argmax())
    found = Mistake(run.first, text, position, ids)
    wrong = [s for s in run.snapshots if found.probs(s).argmax() != found.target]
    return replace(found, snapshot=wrong[-1]) if wrong else found


@dataclass(frozen=True, eq=False)
class Web:
    """Seven columns of nodes and the six bands of weights between them, of one layer of a network.

    positions: of the text; stream: dimensions that run through; channels: of the attention; hidden: of the MLP;
    tokens: of the output. The stream stands between the others three times.
    """

    layer: int
    positions: tuple[int, ...]
    stream: tuple[int, ...]
    channels: tuple[int, ...]
    hidden: tuple[int, ...]
    tokens: tuple[int, ...]

    @property
    def columns(self) -> tuple[tuple[int, ...], ...]:
        """The nodes of the seven columns."""
        return self.positions, self.stream, self.channels, self.stream, self.hidden, self.stream, self.tokens

    def edges(self, weights: Params) -> Floats:
        """Return the weights of the drawn edges, or their gradients, band by band, row by row, (E,).

        An edge into the attention stands for the greatest of three, to query, key and value. The first band is
        that of the position embeddings, whose gradient is all that came back to that place of the text.
        """
        bands = zip(_matrices(weights, self.layer), pairwise(self.columns), strict=True)
        return np.concatenate([matrix[np.ix_(*nodes)].ravel() for matrix, nodes in bands]).astype(float)

    def place(self, grads: Params, edge: int) -> tuple[str, int, int]:
        """Return the matrix, row and column of the weight whose gradient an edge shows."""
        ends = np.cumsum([len(rows) * len(columns) for rows, columns in pairwise(self.columns)]).tolist()
        band = next(band for band, end in enumerate(ends) if edge < end)
        name, rows, columns = BANDS[band], self.columns[band], self.columns[band + 1]
        edge -= ends[band - 1] if band else 0
        row, column = rows[edge // len(columns)], columns[edge % len(columns)]
        if name == "qkv":
            width = grads.config.n_embd
            three = grads[f"layer{self.layer}.qkv"][row].reshape(3, width)
            column += width * int(np.abs(three[:, column]).argmax())
        if name == "head" and grads.config.tied:
            return "wte", column, row
        return (name if name in ("wpe", "head") else f"layer{self.layer}.{name}"), row, column


def web(found: Blame, case: Mistake) -> Web:
    """Return the columns of the guiltiest nodes, by the squared gradients of the weights that they touch.

    The layer is the guiltiest one; the positions are the last ones read; the tokens are the likeliest, with the
    right one among them, the likeliest first.
    """
    grads = found.grads
    layer = max(range(grads.config.n_layer), key=lambda i: sum(_square(m) for m in _matrices(grads, i)[1:5]))
    wpe, qkv, out, up, down, head = (np.square(matrix, dtype=float) for matrix in _matrices(grads, layer))
    stream = np.sum([m.sum(axis=1) for m in (qkv, up, head)] + [m.sum(axis=0) for m in (wpe, out, down)], axis=0)
    probs = case.probs(case.snapshot)
    likeliest = [int(token) for token in np.argsort(-probs, kind="stable") if token != case.target][: MOST - 1]
    tokens = sorted([*likeliest, case.target], key=lambda token: (-probs[token], token))
    positions = range(max(0, case.position + 1 - MOST), case.position + 1)
    channels, hidden = qkv.sum(axis=0) + out.sum(axis=1), up.sum(axis=0) + down.sum(axis=1)
    return Web(layer, tuple(positions), _foremost(stream), _foremost(channels), _foremost(hidden), tokens=tuple(tokens))


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
        texts = {name: np.array(getattr(self, name)) for name in ("words", "answers", "right", "moment", "edge")}
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


def _matrices(weights: Params, layer: int) -> list[Array]:
    """Return the six whole matrices of BANDS, that of queries, keys and values as the greatest of the three, (C, C)."""
    config = weights.config
    three = weights[f"layer{layer}.qkv"].reshape(config.n_embd, 3, config.n_embd)
    greatest = np.take_along_axis(three, np.abs(three).argmax(axis=1, keepdims=True), axis=1)[:, 0]
    head = weights["wte"].T if config.tied else weights["head"]  # (C, V)
    inner = [weights[f"layer{layer}.{name}"] for name in ("out", "up", "down")]
    return [weights["wpe"], greatest, *inner, head]


def _square(matrix: Array) -> float:
    return float(np.square(matrix, dtype=float).sum())


def _foremost(scores: Floats) -> tuple[int, ...]:
    """Return the indices of the MOST greatest scores, in rising order."""
    return tuple(sorted(np.argsort(-scores, kind="stable")[:MOST].tolist()))
