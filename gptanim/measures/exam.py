"""An exam: the questions that a run kept back, how many of each kind it answers, and some of its answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gptanim.batches import pad
from gptanim.measures.question import blank
from gptanim.model import forward, predict
from gptanim.run import Run, Snapshot

Floats = npt.NDArray[np.float64]
OPERATIONS = ("plus", "minus", "times")
SAMPLE, MOST = 100, 1000  # questions of each kind, on the way and at the end
KINDS = 3  # the most frequent ones
ROWS = 6  # questions that are drawn


@dataclass(frozen=True, eq=False)
class Exam:
    """Questions of K kinds, the most frequent first, asked at M moments.

    held: (M, K), the share of those kept back that is answered without a mistake: of a sample on the way, of all (at
    most MOST) at the end. practised: (K,), the same for training questions, at the end; −1 where there are none.
    counts: (K,), questions kept back that were asked at the end. questions, answers, right:
    (R,), some of those kept back, what the trained model writes, and what is right.
    """

    kinds: tuple[str, ...]
    held: Floats
    practised: Floats
    counts: tuple[int, ...]
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    right: tuple[str, ...]

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what can be drawn, under its own name."""
        names = ("kinds", "held", "questions", "answers", "right")
        return {f"exam_{name}": np.array(getattr(self, name)) for name in names}


def exam(run: Run, moments: Sequence[int]) -> Exam:
    """Ask a fixed sample of the held-out texts at some snapshots; at the last, all of them and some training texts."""
    found = Counter(map(kind, run.corpus.held_out))
    kinds = tuple(sorted(found, key=lambda name: (-found[name], name))[:KINDS])
    held, known = ([_some(texts, name) for name in kinds] for texts in (run.corpus.held_out, run.corpus.train))
    sample = [_spread(texts, SAMPLE) for texts in held]
    marks = [_shares(run, run.snapshots[moment], sample) for moment in moments[:-1]]
    marks.append(_shares(run, run.snapshots[moments[-1]], held))
    each = -(-ROWS // len(kinds))
    rows = [tuple(run.last.doc(text)) for texts in held for text in _spread(_shorter(texts), each)]
    ends, text = [blank(run, row) + 1 for row in rows], run.tokenizer.decode
    return Exam(
        kinds=kinds,
        held=np.array(marks),
        practised=np.array(_shares(run, run.last, [_spread(texts, 2 * SAMPLE) for texts in known])),
        counts=tuple(map(len, held)),
        questions=tuple(text(row[:end]) for row, end in zip(rows, ends, strict=True)),
        answers=tuple(text(written(run.last, row[:end])) for row, end in zip(rows, ends, strict=True)),
        right=tuple(text(row[end:]) for row, end in zip(rows, ends, strict=True)),
    )


def both_ways(run: Run) -> bool:
    """Tell whether no training text is the other order of a sum kept back, as "b plus a" is that of "a plus b"."""
    turned = (re.sub(r"^(.+) (plus|times) (.+) equals", r"\3 \2 \1 equals", text) for text in run.corpus.held_out)
    return set(run.corpus.train).isdisjoint(turned)


def kind(text: str) -> str:
    """Return the operation of a sum, or the first character of any other text."""
    found = [name for name in OPERATIONS if name in text.split()]
    return found[0] if found else text[:1]


def written(snapshot: Snapshot, ids: Sequence[int]) -> list[int]:
    """Return what a model writes after these tokens, each the likeliest, up to the end marker or the end of its room.

    ids: with the start marker.
    """
    text = list(ids)
    while len(text) <= snapshot.config.block_size:
        probs, _ = predict(snapshot.params, snapshot.config, [[*text, 0]])  # (1, T, V)
        text.append(int(probs[0, -1].argmax()))
        if text[-1] == 0:
            return text[len(ids) : -1]
    return text[len(ids) :]


def _shares(run: Run, snapshot: Snapshot, groups: Sequence[Sequence[str]]) -> list[float]:
    """Return the share of right answers in each group, −1 of none.

    An answer is right when, word by word and at its end, the right token is the likeliest.
    """
    docs = [snapshot.doc(text) for texts in groups for text in texts]
    if not docs:
        return [-1.0] * len(groups)
    batch = pad(docs)
    logits, _ = forward(snapshot.params, snapshot.config, batch)
    hits = logits.argmax(axis=-1).reshape(batch.ids.shape) == batch.targets  # (B, T)
    marks = [bool(row[blank(run, doc) : len(doc) - 1].all()) for row, doc in zip(hits, docs, strict=True)]
    ends = np.cumsum([len(texts) for texts in groups]).tolist()
    shares = [marks[end - len(texts) : end] for texts, end in zip(groups, ends, strict=True)]
    return [float(np.mean(some)) if some else -1.0 for some in shares]


def _some(texts: Sequence[str], name: str) -> list[str]:
    return _spread([text for text in texts if kind(text) == name], MOST)


def _shorter(texts: Sequence[str]) -> list[str]:
    """Return the shorter half of the texts, which fits on a page, by length."""
    return sorted(texts, key=lambda text: (len(text), text))[: max(ROWS, len(texts) // 2)]


def _spread(texts: Sequence[str], most: int) -> list[str]:
    """Return at most so many of the texts, evenly spread over them."""
    return [texts[i] for i in np.linspace(0, len(texts) - 1, min(most, len(texts))).round().astype(int)]
