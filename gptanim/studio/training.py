"""The runs of a lesson: loaded when they were recorded before, trained and recorded when not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gptanim.corpus import Corpus
from gptanim.errors import RunError
from gptanim.run import Run, TrainConfig, lab_digest
from gptanim.studio import digest
from gptanim.studio.cache import Cache
from gptanim.studio.lesson import Lesson, RunSpec
from gptanim.studio.progress import Reporter
from gptanim.trainer import train


def runs(lesson: Lesson, names: Iterable[str], cache: Cache, reporter: Reporter) -> dict[str, Run]:
    """Return these runs of a lesson by name; trains those that the cache lacks."""
    return {name: _run(lesson.runs[name], cache, reporter) for name in names}


def record(lesson: Lesson, cache: Cache, reporter: Reporter) -> list[Path]:
    """Train all runs of a lesson that the cache lacks; return the files of all."""
    runs(lesson, lesson.runs, cache, reporter)
    return [path(spec, cache) for spec in lesson.runs.values()]


def path(spec: RunSpec, cache: Cache) -> Path:
    """Return where a run is recorded, or will be."""
    return cache.run_path(key(spec, _corpus(spec)))


def recorded(spec: RunSpec, cache: Cache) -> Run | None:
    """Return the run if the cache has it; None when it is missing. RunError when its file is spoilt."""
    file = path(spec, cache)
    return Run.load(file) if file.exists() else None


def key(spec: RunSpec, corpus: Corpus) -> str:
    """Return the name under which a run is cached: all that the training depends on."""
    texts = [corpus.name, corpus.train, corpus.held_out]
    return digest.of([lab_digest(), texts, dict(spec.model), dict(spec.train)])


def _corpus(spec: RunSpec) -> Corpus:
    return Corpus.read(spec.corpus, seed=_config(spec).seed)


def _config(spec: RunSpec) -> TrainConfig:
    settings: dict[str, Any] = dict(spec.train)  # Any: each setting was checked against its field's type
    return TrainConfig(**settings)


def _run(spec: RunSpec, cache: Cache, reporter: Reporter) -> Run:
    try:
        found = recorded(spec, cache)
    except RunError as error:
        reporter.note(f"Training {spec.name} again: {error}")
        found = None
    return found or _train(spec, cache, reporter)


def _train(spec: RunSpec, cache: Cache, reporter: Reporter) -> Run:
    corpus, config = _corpus(spec), _config(spec)
    with reporter.bar(f"Training {spec.name}", total=config.steps) as advance:
        run = train(
            corpus,
            model=spec.model,
            train_config=config,
            progress=lambda step, steps, loss: advance(step, f"loss {loss:.3f}"),
        )
    run.save(cache.run_path(key(spec, corpus)))
    return run
