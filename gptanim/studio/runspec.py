"""The GPTs of a lesson: on which texts, how large, how long; read from its [runs]."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gptanim import arithmetic, little_language
from gptanim.corpus import Corpus
from gptanim.run import TrainConfig
from gptanim.studio import settings
from gptanim.studio.table import Table
from gptanim.vocabulary import KINDS

TASKS: Mapping[str, Callable[[int], Corpus]] = {  # texts made by the laboratory itself, from a seed
    "calculator": arithmetic.corpus,
    "sentences": little_language.corpus,
}
KEYS = ("corpus", "task", "tokenizer", "texts", "model", "train")


@dataclass(frozen=True)
class RunSpec:
    """One GPT to train.

    corpus: a file of texts; None where a task of TASKS makes them. texts: how many of those to train on, drawn by the
    seed; 0 for all.
    """

    name: str
    corpus: Path | None
    model: Mapping[str, int | bool] = field(default_factory=dict)
    train: Mapping[str, settings.Setting] = field(default_factory=dict)
    task: str = ""
    tokenizer: str = "character"
    texts: int = 0

    @property
    def config(self) -> TrainConfig:
        """How it is trained."""
        given: dict[str, Any] = dict(self.train)  # Any: each setting was checked against its field's type
        return TrainConfig(**given)

    def read_corpus(self) -> Corpus:
        """Return the texts; DataError when they cannot be read or are too few."""
        seed = self.config.seed
        corpus = TASKS[self.task](seed) if self.corpus is None else Corpus.read(self.corpus, seed=seed)
        return corpus.few(self.texts, seed=seed) if self.texts else corpus


def read(values: Table, name: str, corpus: str | None = None) -> Iterator[RunSpec]:
    """Yield the run in a table, or one run for each entry of its grid: name1, name2 …

    An entry of the grid holds what it does otherwise: its own ``model`` and ``train``, or single keys of them.
    corpus: the lesson's, for a run that names no texts of its own.
    """
    values.known(*KEYS, "grid")
    if corpus is not None and not {"corpus", "task"} & set(values.values):
        values = Table(values.path, values.where, {**values.values, "corpus": corpus})
    if "grid" not in values.values:
        yield _spec(values, name)
        return
    rows = values.rows("grid")
    if not rows:
        raise values.error("grid", "must hold at least one entry, such as { model = { n_embd = 8 } }")
    for number, row in enumerate(rows, start=1):
        own = Table(values.path, f"{values.place('grid')}[{number}]", row if isinstance(row, dict) else {})
        if not isinstance(row, dict):
            raise values.error(f"grid[{number}]", f"must be a table, not {row!r}")
        own.known("model", "train")
        changed = {key: {**values.table(key).values, **own.table(key).values} for key in ("model", "train")}
        yield _spec(Table(values.path, own.where, {**values.values, **changed}), f"{name}{number}")


def _spec(values: Table, name: str) -> RunSpec:
    return RunSpec(
        name=name,
        corpus=_file(values),
        model=settings.model(values.table("model")),
        train=settings.train(values.table("train")),
        task=values.choice("task", "task", TASKS, ""),
        tokenizer=values.choice("tokenizer", "tokenizer", KINDS, "character"),
        texts=_count(values),
    )


def _file(values: Table) -> Path | None:
    """Return where the texts are, relative to the lesson; None when a task makes them."""
    if "task" not in values.values:
        return values.path.parent / values.text("corpus")
    if "corpus" in values.values:
        raise values.error("task", "a run has either a corpus or a task; leave one of them out")
    return None


def _count(values: Table) -> int:
    if "texts" not in values.values:
        return 0
    count: int = values.value("texts", int)
    if count < 1:
        raise values.error("texts", f"must be at least 1, not {count}; leave it out to train on all")
    return count
