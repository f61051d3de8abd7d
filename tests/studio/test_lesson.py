from pathlib import Path

import pytest

from gptanim.errors import LessonError
from gptanim.studio import lesson as lessons
from gptanim.studio.lesson import Entry

DEFAULT = Path(__file__).parents[2] / "data" / "lessons" / "how-a-gpt-learns.toml"
GOOD = """
title = "Mini"
theme = "paper"

[runs.names]
corpus = "names.txt"
model = { n_embd = 16 }
train = { steps = 10, learning_rate = 1, schedule = "constant" }

[runs.same]
corpus = "./names.txt"

[runs.other]
corpus = "other.txt"

[[chapters]]
title = "One"
segments = ["guess", { segment = "guess", text = "ann", runs = { names = "other" } }]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mini.toml"
    path.write_text(GOOD)
    return path


def test_a_lesson_holds_what_its_file_says(file: Path) -> None:
    lesson = lessons.read(file)
    assert (lesson.title, lesson.name, lesson.theme, lesson.voice) == ("Mini", "mini", "paper", "silent")
    assert lesson.runs["names"].model == {"n_embd": 16}
    assert lesson.runs["names"].train == {"steps": 10, "learning_rate": 1.0, "schedule": "constant"}
    assert lesson.entries == (Entry("guess"), Entry("guess", {"text": "ann"}, {"names": "other"}))


def test_a_corpus_lies_relative_to_the_lesson_file(file: Path) -> None:
    assert lessons.read(file).runs["names"].corpus == file.parent / "names.txt"


def test_a_run_without_texts_of_its_own_learns_from_those_of_the_lesson(file: Path) -> None:
    file.write_text(
        'corpus = "shared.txt"\n' + GOOD.replace('corpus = "names.txt"', "") + "[runs.sums]\ntask = 'calculator'"
    )
    runs = lessons.read(file).runs
    assert runs["names"].corpus == file.parent / "shared.txt"
    assert runs["other"].corpus == file.parent / "other.txt"
    assert runs["sums"].corpus is None


def test_the_default_lesson_can_be_read() -> None:
    lesson = lessons.read(DEFAULT)
    assert lesson.runs["names"].corpus.resolve() == DEFAULT.parents[1] / "names.txt"
    assert len(lesson.entries) >= 5


@pytest.mark.parametrize(
    ("good", "bad", "place", "hint"),
    [
        ('theme = "paper"', 'tehme = "paper"', "tehme", "did you mean 'theme'?"),
        ('theme = "paper"', 'theme = "papper"', "theme", "did you mean 'paper'?"),
        ('theme = "paper"', "theme = 3", "theme", "must be a text, not 3"),
        ('theme = "paper"', 'voice = "silnt"', "voice", "did you mean 'silent'?"),
        ('title = "Mini"', "", "title", "missing; it is a text"),
        ('title = "Mini"', 'title = " "', "title", "must not be empty"),
        ("n_embd = 16", "n_embed = 16", "runs.names.model.n_embed", "did you mean 'n_embd'?"),
        ("n_embd = 16", "vocab_size = 16", "runs.names.model.vocab_size", "unknown key"),
        ("n_embd = 16", "n_embd = 16.5", "runs.names.model.n_embd", "must be a whole number, not 16.5"),
        ("n_embd = 16", "n_embd = 18", "runs.names.model", "cannot be shared among n_head 4"),
        ("n_embd = 16", "tied = 1", "runs.names.model.tied", "must be true or false, not 1"),
        ("steps = 10", "stepps = 10", "runs.names.train.stepps", "did you mean 'steps'?"),
        ("steps = 10", "steps = true", "runs.names.train.steps", "must be a whole number, not True"),
        ("steps = 10", "steps = 0", "runs.names.train", "steps"),
        ('"constant"', '"constnat"', "runs.names.train", "schedule"),
        ("model = {", "modle = {", "runs.names.modle", "did you mean 'model'?"),
        ("model = { n_embd = 16 }", "model = 3", "runs.names.model", "must be a table, not 3"),
        ('corpus = "other.txt"', "", "runs.other.corpus", "missing"),
        ('title = "One"', 'titel = "One"', "chapters[1].titel", "did you mean 'title'?"),
        ('segments = ["guess"', 'segments = ["gess"', "chapters[1].segments[1].segment", "did you mean 'guess'?"),
        ('segment = "guess"', 'segment = "gues"', "chapters[1].segments[2].segment", "did you mean 'guess'?"),
        ('{ segment = "guess",', "{", "chapters[1].segments[2].segment", "missing"),
        ('names = "other"', 'names = "othre"', "chapters[1].segments[2].runs.names", "did you mean 'other'?"),
        ('["guess"', "[3", "chapters[1].segments[1]", "must be a table, not 3"),
        ("[[chapters]]", "[chapters]", "chapters", "must be a list"),
        ("[[chapters]]", "[[chapter]]", "chapter", "did you mean 'chapters'?"),
    ],
)
def test_a_mistake_is_named_with_file_key_and_what_was_meant(
    file: Path, good: str, bad: str, place: str, hint: str
) -> None:
    assert good in GOOD
    file.write_text(GOOD.replace(good, bad, 1))
    with pytest.raises(LessonError) as raised:
        lessons.read(file)
    assert str(raised.value).startswith(f"{file}: {place}: ")
    assert hint in str(raised.value)


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"title = ", "not valid TOML"),
        (b"title = '\xff'", "not UTF-8"),
        (b"", "a lesson needs at least one run"),
        (b"title = 'a'\n[runs.a]\ncorpus = 'b'", "a lesson needs at least one [[chapters]]"),
        (b"[runs.a]\ncorpus = 'b'\n[[chapters]]\ntitle = 'c'\nsegments = []", "a chapter needs at least one segment"),
    ],
)
def test_an_unreadable_lesson_is_explained(file: Path, content: bytes, hint: str) -> None:
    file.write_bytes(content)
    with pytest.raises(LessonError, match=r"mini\.toml") as raised:
        lessons.read(file)
    assert hint in str(raised.value)


def test_a_missing_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match=r"none\.toml: cannot be read: No such file"):
        lessons.read(tmp_path / "none.toml")


def test_a_folder_is_no_lesson(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="cannot be read"):
        lessons.read(tmp_path)


def test_other_data_replace_the_first_corpus_wherever_it_is_read(file: Path) -> None:
    data = Path("my names (v2).txt")
    lesson = lessons.with_data(lessons.read(file), data)
    assert [run.corpus.name for run in lesson.runs.values()] == [data.name, data.name, "other.txt"]


def test_a_lesson_about_other_data_has_a_name_fit_for_a_folder(file: Path) -> None:
    assert lessons.with_data(lessons.read(file), Path("/a/my names (v2).txt")).name == "mini-my-names-v2"
    assert lessons.with_data(lessons.read(file), Path("имена.txt")).name == "mini-имена"
    assert lessons.with_data(lessons.read(file), Path("...")).name == "mini-data"


def test_another_theme_must_be_known(file: Path) -> None:
    assert lessons.with_theme(lessons.read(file), "ink").theme == "ink"
    with pytest.raises(LessonError, match="did you mean 'ink'"):
        lessons.with_theme(lessons.read(file), "inc")


def test_only_keeps_the_order_and_drops_empty_chapters() -> None:
    lesson = lessons.only(lessons.read(DEFAULT), ["loss", "guess"])
    assert [entry.segment for entry in lesson.entries] == ["guess", "loss"]
    assert len(lesson.chapters) == 2


def test_only_refuses_what_the_lesson_lacks(file: Path) -> None:
    with pytest.raises(LessonError, match="has no segment 'gues'; did you mean 'guess'"):
        lessons.only(lessons.read(file), ["gues"])


def test_a_segment_stands_alone_with_its_parameters(file: Path) -> None:
    assert lessons.alone(lessons.read(file), "guess").entries == lessons.read(file).entries
    with pytest.raises(LessonError, match="did you mean 'guess'"):
        lessons.alone(lessons.read(file), "gess")
