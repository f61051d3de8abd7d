import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from gptanim.errors import DataError
from gptanim.studio import training
from gptanim.studio.cache import Cache
from gptanim.studio.lesson import Chapter, Lesson, RunSpec
from gptanim.studio.progress import Reporter

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


def train(spec: RunSpec, cache: Cache) -> str:
    """Train what is missing; return what was said meanwhile."""
    told = Told()
    training.record(Lesson("Mini", "mini", "ink", "silent", {"names": spec}, (Chapter("", ()),), Path()), cache, told)
    return told.said.getvalue()


def test_a_run_is_trained_once_and_then_loaded(spec: RunSpec, cache: Cache) -> None:
    assert training.recorded(spec, cache) is None
    assert "Training names" in train(spec, cache)
    assert train(spec, cache) == ""
    run = training.recorded(spec, cache)
    assert run is not None
    assert (run.config.n_embd, run.train_config.steps) == (8, 2)


@pytest.mark.parametrize("change", [{"model": {"n_embd": 16}}, {"train": {"steps": 3, "snapshots": 2}}])
def test_other_settings_need_another_run(spec: RunSpec, cache: Cache, change: dict[str, dict[str, int]]) -> None:
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
