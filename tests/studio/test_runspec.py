from pathlib import Path
from typing import Any

import pytest

from gptanim.errors import LessonError
from gptanim.studio import lesson as lessons
from gptanim.studio import runspec
from gptanim.studio.runspec import TASKS, RunSpec
from gptanim.studio.table import Table
from gptanim.vocabulary import KINDS

CURRICULUM = Path(__file__).parents[2] / "data" / "lessons" / "how-a-gpt-learns.toml"
GRID = {
    "corpus": "names.txt",
    "model": {"n_embd": 8, "n_head": 2},
    "train": {"steps": 5},
    "grid": [{"model": {"n_embd": 4}}, {"train": {"steps": 9}}, {}],
}


def read(**values: Any) -> list[RunSpec]:
    return list(runspec.read(Table(Path("a/lesson.toml"), "runs.it", values), "it"))


def test_a_run_reads_a_file_beside_its_lesson() -> None:
    (spec,) = read(corpus="names.txt", texts=500)
    assert (spec.name, spec.corpus, spec.task, spec.tokenizer, spec.texts) == (
        "it", Path("a/names.txt"), "", "character", 500,
    )  # fmt: skip


@pytest.mark.parametrize("task", TASKS)
def test_a_task_makes_its_own_texts(task: str) -> None:
    (spec,) = read(task=task, tokenizer="word", train={"seed": 3})
    assert spec.corpus is None
    assert spec.read_corpus() == TASKS[task](3)
    assert spec.read_corpus().name == task


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_tokenizer_can_be_asked_for(kind: str) -> None:
    assert read(corpus="names.txt", tokenizer=kind)[0].tokenizer == kind


def test_a_run_may_learn_from_some_of_the_texts(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("\n".join(f"text {i}" for i in range(50)))
    every, some = (RunSpec("it", tmp_path / "n.txt", texts=texts).read_corpus() for texts in (0, 7))
    assert len(some.train) == 7
    assert set(some.train) < set(every.train)
    assert some.held_out == every.held_out
    assert RunSpec("it", tmp_path / "n.txt", texts=999).read_corpus() == every


def test_a_grid_becomes_one_run_for_each_entry() -> None:
    specs = read(**GRID)
    assert [spec.name for spec in specs] == ["it1", "it2", "it3"]
    assert [spec.model for spec in specs] == [{"n_embd": n, "n_head": 2} for n in (4, 8, 8)]
    assert [spec.train for spec in specs] == [{"steps": n} for n in (5, 9, 5)]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"corpsu": "n.txt"}, r"runs\.it\.corpsu: unknown key; did you mean 'corpus'"),
        ({}, r"runs\.it\.corpus: missing"),
        ({"corpus": "n.txt", "task": "calculator"}, r"runs\.it\.task: a run has either a corpus or a task"),
        ({"task": "calculater"}, r"runs\.it\.task: there is no task 'calculater'; did you mean 'calculator'"),
        ({"task": 3}, r"runs\.it\.task: must be a text, not 3"),
        ({"corpus": "n.txt", "tokenizer": "words"}, r"tokenizer: there is no tokenizer 'words'; did you mean 'word'"),
        ({"corpus": "n.txt", "texts": "9"}, r"runs\.it\.texts: must be a whole number, not '9'"),
        ({"corpus": "n.txt", "texts": 0}, r"runs\.it\.texts: must be at least 1, not 0"),
        ({"corpus": "n.txt", "train": {"answer_after": 3}}, r"runs\.it\.train.*answer_after: must be a text, not 3"),
        ({"corpus": "n.txt", "train": {"optimizer": "sdg"}}, r"runs\.it\.train.*optimizer is 'sdg'"),
        ({**GRID, "grid": []}, r"runs\.it\.grid: must hold at least one entry"),
        ({**GRID, "grid": 3}, r"runs\.it\.grid: must be a list, not 3"),
        ({**GRID, "grid": [3]}, r"runs\.it\.grid\[1\]: must be a table, not 3"),
        ({**GRID, "grid": [{"mdoel": {}}]}, r"runs\.it\.grid\[1\]\.mdoel: unknown key; did you mean 'model'"),
        ({**GRID, "grid": [{}, {"model": {"n_embd": 5}}]}, r"runs\.it\.grid\[2\]\.model.*n_embd 5 cannot be shared"),
        ({**GRID, "grid": [{"train": {"step": 5}}]}, r"grid\[1\]\.train\.step: unknown key; did you mean 'steps'"),
    ],
)
def test_a_mistake_is_named_with_its_place(values: dict[str, Any], said: str) -> None:
    with pytest.raises(LessonError, match=f"^a/lesson.toml: .*{said}"):
        read(**values)


def test_the_curriculum_has_every_run_that_its_segments_ask_for() -> None:
    lesson = lessons.read(CURRICULUM)
    assert {"names", "sgd", "overfit", "calculator", "sentences", "scaling1", "scaling6"} <= set(lesson.runs)
    sizes = [spec.model["n_embd"] for name, spec in lesson.runs.items() if name.startswith("scaling")]
    assert sizes == sorted(sizes)
    assert lesson.runs["scaling1"].train["steps"] == 100


def test_other_data_replace_the_names_of_the_curriculum_and_no_task() -> None:
    lesson = lessons.with_data(lessons.read(CURRICULUM), Path("mine.txt"))
    assert lesson.runs["overfit"].corpus == lesson.runs["scaling3"].corpus == Path("mine.txt")
    assert lesson.runs["calculator"].corpus is None
