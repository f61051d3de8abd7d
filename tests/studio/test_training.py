import io
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from gptanim.errors import DataError, TrainingError
from gptanim.studio import farm, training
from gptanim.studio.cache import Cache
from gptanim.studio.lesson import Chapter, Lesson
from gptanim.studio.progress import Reporter
from gptanim.studio.runspec import RunSpec

NAMES = "anna\nben\ncarla\ndaniel\nemma\nfrida\ngeorge\nhanna\n"


@pytest.fixture
def spec(tmp_path: Path) -> RunSpec:
    corpus = tmp_path / "names.txt"
    corpus.write_text(NAMES)
    return RunSpec("names", corpus, {"n_embd": 8, "n_head": 2}, {"steps": 2, "snapshots": 2})


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


class Told(Reporter):
    """Keeps what is said."""

    def __init__(self) -> None:
        self.said = io.StringIO()
        super().__init__(Console(file=self.said))


def lesson(*specs: RunSpec) -> Lesson:
    runs = {spec.name: spec for spec in specs}
    return Lesson("Mini", "mini", "ink", "silent", runs, (Chapter("", ()),), Path())


def train(spec: RunSpec, cache: Cache, *others: RunSpec) -> str:
    """Train what is missing; return what was said meanwhile."""
    told = Told()
    training.record(lesson(spec, *others), cache, told)
    return told.said.getvalue()


def test_a_run_is_trained_once_and_then_loaded(spec: RunSpec, cache: Cache) -> None:
    assert training.recorded(spec, cache) is None
    assert "Training names" in train(spec, cache)
    assert train(spec, cache) == ""
    run = training.recorded(spec, cache)
    assert run is not None
    assert (run.config.n_embd, run.train_config.steps) == (8, 2)


@pytest.mark.parametrize(
    "change",
    [{"model": {"n_embd": 16}}, {"train": {"steps": 3, "snapshots": 2}}, {"tokenizer": "word"}, {"texts": 5}],
    ids=lambda change: next(iter(change)),
)
def test_other_settings_need_another_run(spec: RunSpec, cache: Cache, change: dict[str, Any]) -> None:
    train(spec, cache)
    assert "Training names" in train(replace(spec, **change), cache)


def test_another_text_needs_another_run(spec: RunSpec, cache: Cache) -> None:
    train(spec, cache)
    spec.corpus.write_text(NAMES + "ida\n")
    assert "Training names" in train(spec, cache)


def test_blank_lines_need_no_other_run(spec: RunSpec, cache: Cache) -> None:
    train(spec, cache)
    spec.corpus.write_text(NAMES.replace("\n", "\r\n\r\n"))
    assert train(spec, cache) == ""


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no run", None])
def test_a_spoilt_run_is_trained_again_with_a_notice(spec: RunSpec, cache: Cache, damage: bytes | None) -> None:
    train(spec, cache)
    path = training.path(spec, cache)
    path.write_bytes(path.read_bytes()[:-100] if damage is None else damage)
    assert "Training names again" in train(spec, cache)
    assert train(spec, cache) == ""


def test_a_corpus_that_cannot_serve_is_refused_before_anything_is_made(spec: RunSpec, cache: Cache) -> None:
    spec.corpus.write_text("anna\n")
    with pytest.raises(DataError):
        train(spec, cache)
    assert not cache.folder.exists()


def test_a_source_edited_during_the_training_does_not_lose_the_run(
    spec: RunSpec, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = iter(["before"])
    monkeypatch.setattr(training, "lab_digest", lambda: next(digests, "after"))
    runs = training.runs(lesson(spec), ["names"], cache, Told())
    assert runs["names"].train_config.steps == 2


def test_a_line_tells_what_became_of_a_run(spec: RunSpec, cache: Cache) -> None:
    assert re.search(r"Trained names: 2 steps, loss \d\.\d{3}, held out \d\.\d{3}, \d+K tokens/s, ", train(spec, cache))


@pytest.mark.slow
def test_runs_side_by_side_are_those_made_one_after_the_other(
    spec: RunSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs = [replace(spec, name=f"run{seed}", train={**spec.train, "seed": seed}) for seed in range(3)]
    made = []
    for cores in (1, 2):
        monkeypatch.setattr(farm, "cores", lambda cores=cores: cores)
        cache = Cache(tmp_path / f"cache{cores}")
        said = train(specs[0], cache, *specs[1:])
        assert {f"Trained run{seed}" in said for seed in range(3)} == {True}
        runs = [training.recorded(spec, cache) for spec in specs]
        made.append([run.digest for run in runs if run])
    assert made[0] == made[1]
    assert len(set(made[0])) == 3


@pytest.mark.slow
@pytest.mark.parametrize("cores", [1, 2])
def test_a_run_that_goes_astray_is_named_and_leaves_the_others_alone(
    spec: RunSpec, cache: Cache, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr(farm, "cores", lambda: cores)
    wild = replace(spec, name="wild", train={"steps": 60, "learning_rate": 9.0})
    with pytest.raises(TrainingError, match=r"run 'wild': training on 'names' went astray: at step 20 .*try 0\.9"):
        train(wild, cache, spec)
    assert training.recorded(spec, cache) is not None
    assert training.recorded(wild, cache) is None
    assert [path.name for path in (cache.folder / "runs").iterdir()] == [training.path(spec, cache).name]


@pytest.mark.slow
def test_a_training_killed_midway_leaves_nothing_half_written(spec: RunSpec, cache: Cache) -> None:
    train(spec, cache)
    long = replace(spec, train={"steps": 10**6})
    code = f"""
from pathlib import Path
from gptanim.studio import training
from gptanim.studio.runspec import RunSpec
spec = RunSpec("names", Path({str(spec.corpus)!r}), {dict(spec.model)!r}, {dict(long.train)!r})
training.train_one(spec, Path({str(training.path(long, cache))!r}), lambda step, remark: print(step, flush=True))
"""
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()
    child.kill()
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    assert training.recorded(long, cache) is None
    assert train(spec, cache) == ""
    assert len(list((cache.folder / "runs").iterdir())) == 1
