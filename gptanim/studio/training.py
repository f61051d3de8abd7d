"""The runs of a lesson: loaded when they were recorded before, trained and recorded when not."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, as_completed
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from gptanim.batches import pack
from gptanim.corpus import Corpus
from gptanim.errors import GptanimError, RunError, TrainingError
from gptanim.run import Run, lab_digest
from gptanim.studio import digest, farm
from gptanim.studio.cache import Cache
from gptanim.studio.lesson import Lesson
from gptanim.studio.progress import Advance, Reporter
from gptanim.studio.runspec import RunSpec
from gptanim.trainer import train

Result = Callable[[], str]  # gives the line about one run, or raises what went wrong


def runs(lesson: Lesson, names: Iterable[str], cache: Cache, reporter: Reporter) -> dict[str, Run]:
    """Return these runs of a lesson by name; trains those that the cache lacks."""
    specs = [lesson.runs[name] for name in names]
    files = {spec.name: path(spec, cache) for spec in specs}  # fixed now: a source may be edited during the training
    found = {spec.name: _found(spec.name, files[spec.name], reporter) for spec in specs}
    _make({files[spec.name]: spec for spec in specs if not found[spec.name]}, reporter)
    return {name: found[name] or Run.load(file) for name, file in files.items()}


def record(lesson: Lesson, cache: Cache, reporter: Reporter) -> list[Path]:
    """Train all runs of a lesson that the cache lacks; return the files of all."""
    runs(lesson, lesson.runs, cache, reporter)
    return [path(spec, cache) for spec in lesson.runs.values()]


def path(spec: RunSpec, cache: Cache) -> Path:
    """Return where a run is recorded, or will be."""
    return cache.run_path(key(spec, spec.read_corpus()))


def recorded(spec: RunSpec, cache: Cache) -> Run | None:
    """Return the run if the cache has it; None when it is missing. RunError when its file is spoilt."""
    file = path(spec, cache)
    return Run.load(file) if file.exists() else None


def key(spec: RunSpec, corpus: Corpus) -> str:
    """Return the name under which a run is cached: all that the training depends on."""
    texts = [corpus.name, corpus.train, corpus.held_out]
    return digest.of([lab_digest(), texts, spec.tokenizer, dict(spec.model), dict(spec.train)])


def _found(name: str, file: Path, reporter: Reporter) -> Run | None:
    try:
        return Run.load(file) if file.exists() else None
    except RunError as error:
        reporter.note(f"Training {name} again: {error}")
        return None


def _make(missing: Mapping[Path, RunSpec], reporter: Reporter) -> None:
    """Train and record runs, side by side where there are cores; one's failure leaves the others alone.

    Raises the first failure when all that can be recorded has been.
    """
    failures: list[GptanimError] = []
    with _training(missing, reporter) as results:
        for result in results:
            try:
                reporter.note(result())
            except GptanimError as error:
                failures.append(error)
    if failures:
        raise failures[0]


@contextmanager
def _training(missing: Mapping[Path, RunSpec], reporter: Reporter) -> Iterator[Iterator[Result]]:
    """Lend what becomes of the runs, in the order in which they are done."""
    workers = min(farm.cores(), len(missing))
    if workers < 2:
        yield (partial(_watched, spec, file, reporter) for file, spec in missing.items())
        return
    with (
        farm.process_pool(workers, _ignore_interrupts) as pool,
        reporter.bar(f"Training {len(missing)} runs", total=sum(map(_cost, missing.values()))) as advance,
    ):
        longest_first = sorted(missing.items(), key=lambda item: -_cost(item[1]))
        futures = {pool.submit(train_one, spec, file): spec for file, spec in longest_first}

        def results() -> Iterator[Result]:
            done = 0.0
            for future in as_completed(futures):
                done += _cost(futures[future])
                advance(done, futures[future].name)
                yield future.result

        try:
            yield results()
        except BrokenExecutor as error:
            raise RunError("a training process was ended from outside. Is there enough memory? Train again.") from error


def _cost(spec: RunSpec) -> float:
    """Return roughly how long a run takes, in no unit: the longest begin first, so that no core is idle at the end."""
    width, depth = spec.model.get("n_embd", 32), spec.model.get("n_layer", 1)
    return spec.config.steps * spec.config.batch_size * depth * (width + 16.0)


def _watched(spec: RunSpec, file: Path, reporter: Reporter) -> str:
    with reporter.bar(f"Training {spec.name}", total=spec.config.steps) as advance:
        return train_one(spec, file, advance)


def train_one(spec: RunSpec, file: Path, advance: Advance | None = None) -> str:
    """Train one run and record it in a file; return a line about it.

    Raises TrainingError with the run's name when its loss goes astray.
    """
    try:
        run = train(
            spec.read_corpus(),
            tokenizer=spec.tokenizer,
            model=spec.model,
            train_config=spec.config,
            progress=(lambda step, steps, loss: advance(step, f"loss {loss:.3f}")) if advance else None,
        )
    except TrainingError as error:
        raise TrainingError(f"run {spec.name!r}: {error}") from error
    run.save(file)
    return f"Trained {spec.name}: {_account(run)}"


def _account(run: Run) -> str:
    """Return steps, losses, speed and duration in one line; padding does not count as tokens."""
    docs = [run.tokenizer.with_markers(text) for text in run.corpus.train]
    filled = float((pack(docs, run.config.block_size).texts >= 0).mean())
    tokens = filled * run.train_config.batch_size * run.config.block_size * run.train_config.steps
    return (
        f"{run.train_config.steps:,} steps, loss {run.last.train_loss:.3f}, held out {run.last.val_loss:.3f}, "
        f"{tokens / run.seconds / 1000:.0f}K tokens/s, {run.seconds:.1f} s"
    )


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the main process, which ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
