"""The command line, from outside."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import render
from gptanim.studio.clip import QUALITIES

ROOT = Path(__file__).parents[1]
COMMANDS = sorted(render.cli.commands)
LESSON = """
title = "Mini"
[runs.names]
corpus = "names.txt"
train = { steps = 3, snapshots = 2 }
[[chapters]]
title = "One"
segments = ["guess"]
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder that holds a small lesson."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mini.toml").write_text(LESSON)
    (tmp_path / "names.txt").write_text("anna\nben\ncarla\ndaniel\nemma\nfrida\ngeorge\nhanna\n")
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(render.cli, arguments, prog_name="render.py")


def test_there_are_the_commands_of_the_readme() -> None:
    assert COMMANDS == [
        "clean",
        "doctor",
        "film",
        "lesson",
        "preview",
        "script",
        "segments",
        "slides",
        "storyboard",
        "train",
        "watch",
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_one_line_of_help_and_an_example_of_itself(name: str) -> None:
    command = render.cli.commands[name]
    assert command.help is not None
    assert len(command.help.splitlines()) == 1
    assert len(command.help) < 80
    assert command.epilog is not None
    assert command.epilog.startswith(f"Example: python render.py {name}")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_can_be_parsed(name: str) -> None:
    command = render.cli.commands[name]
    assert command.epilog is not None
    arguments = command.epilog.split(f"render.py {name}")[1].split()
    command.make_context(name, arguments)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    options = [parameter for parameter in render.cli.commands[name].params if isinstance(parameter, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_help_imports_neither_manim_nor_numpy() -> None:
    code = "import sys, render\ntry: render.cli(['lesson', '--help'])\nfinally: print(sorted(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "--quality" in told
    assert not [name for name in ("'manim'", "'numpy'", "'rich'", "'av'") if name in told]


def test_the_qualities_are_those_of_the_studio() -> None:
    assert tuple(QUALITIES) == render.QUALITIES


@pytest.mark.parametrize(
    "arguments",
    [["lesson", "--quality", "best"], ["lesson", "--workers", "0"], ["nonsense"], ["preview"], ["lesson", "a", "b"]],
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    assert call(*arguments).exit_code == 2


def explained(result: Result, *words: str) -> None:
    """Check that a command failed with one paragraph that holds some words."""
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert "\n\n" not in result.stderr.strip()
    assert "Traceback" not in result.stderr
    assert all(word in result.stderr for word in words), result.stderr


@pytest.mark.parametrize("command", ["lesson", "film", "slides", "storyboard", "train", "segments"])
def test_a_missing_lesson_is_explained(place: Path, command: str) -> None:
    explained(call(command, "none.toml"), "none.toml", "No such file")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lesson", "mini.toml", "--theme", "inc"], ["did you mean 'ink'"]),
        (["lesson", "mini.toml", "--only", "gues"], ["did you mean 'guess'"]),
        (["preview", "gues", "--lesson", "mini.toml"], ["did you mean 'guess'"]),
        (["preview", "guess.qestion", "--lesson", "mini.toml"], ["did you mean 'question'"]),
    ],
)
def test_a_wrong_name_is_explained_with_what_was_meant(place: Path, arguments: list[str], words: list[str]) -> None:
    explained(call(*arguments), *words)


def test_a_parameter_that_the_segment_lacks_is_explained_with_those_it_has(place: Path) -> None:
    (place / "mini.toml").write_text(LESSON.replace('["guess"]', '[{ segment = "guess", txet = "ann" }]'))
    explained(call("lesson", "mini.toml"), "mini.toml", "'guess'", "unknown parameter 'txet'", "text")


def test_a_role_without_a_run_is_explained(place: Path) -> None:
    (place / "mini.toml").write_text(LESSON.replace("runs.names", "runs.nams"))
    explained(call("lesson", "mini.toml"), "needs a run for its role 'names'", "did you mean 'nams'")


BAD_DATA = {
    "empty": b"",
    "blank": b"\n \n\t\n" * 20,
    "few": b"anna\n",
    "binary": bytes(range(256)) * 20,
    "latin": "zoë\nrené\nanaïs\njosé\nandré\n".encode("latin-1"),
    "long": b"a" * 5000 + b"\nb\nc\nd\ne\nf",
}


@pytest.mark.parametrize("kind", [*BAD_DATA, "missing", "folder"])
def test_bad_data_are_explained_and_what_was_made_before_stays(place: Path, kind: str) -> None:
    data = place / f"{kind}.txt"
    if kind in BAD_DATA:
        data.write_bytes(BAD_DATA[kind])
    elif kind == "folder":
        data.mkdir()
    earlier = place / "out" / f"mini-{kind}"
    earlier.mkdir(parents=True)
    (earlier / "film.mp4").write_bytes(b"an earlier film")
    before = snapshot(place)
    explained(call("lesson", "mini.toml", "--data", str(data)), data.name)
    assert snapshot(place) == before


def snapshot(folder: Path) -> dict[Path, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_train_says_where_the_run_is_and_does_it_once(place: Path) -> None:
    first, second = call("train", "mini.toml"), call("train", "mini.toml")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert Path(first.stdout.strip()).is_file()
    assert first.stdout == second.stdout
    assert "Training names" in first.stderr
    assert second.stderr == ""


def test_segments_show_templates_until_the_run_is_there(place: Path) -> None:
    before = call("segments", "mini.toml").stdout
    call("train", "mini.toml")
    after = call("segments", "mini.toml").stdout
    assert "guess: Guess the next letter" in before
    assert "question (asks): It begins with “{first}”." in before
    assert "question (asks): It begins with “" in after
    assert "It begins with “{first}”" not in after  # other segments wait for runs of theirs


def test_a_bug_keeps_its_traceback(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gptanim.studio import training

    monkeypatch.setattr(training, "record", lambda *_: 1 // 0)
    assert isinstance(call("train", "mini.toml").exception, ZeroDivisionError)


def test_ctrl_c_says_how_to_go_on(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gptanim.studio import training

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(training, "record", stop)
    result = call("train", "mini.toml")
    assert result.exit_code == 130
    assert "goes on from there" in result.stderr


def test_the_doctor_prints_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    result = call("doctor")
    assert result.exit_code in (0, 1)
    assert "Python" in result.stdout
