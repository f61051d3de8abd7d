import io
import time

import pytest
from rich.console import Console

from gptanim.studio.progress import Reporter


def reporter(*, terminal: bool) -> tuple[Reporter, io.StringIO]:
    said = io.StringIO()
    return Reporter(Console(file=said, force_terminal=terminal, width=100)), said


def test_a_task_is_one_plain_line_where_nobody_watches() -> None:
    report, said = reporter(terminal=False)
    with report.bar("Rendering 3 clips", total=3) as advance:
        advance(1, "guess")
        advance(3, "loss")
    assert said.getvalue() == "Rendering 3 clips: 0.0 s\n"


def test_a_task_is_a_bar_with_a_remark_on_a_terminal() -> None:
    report, said = reporter(terminal=True)
    with report.bar("Rendering", total=3) as advance:
        advance(3, "guess")
    assert "Rendering" in said.getvalue()
    assert "guess" in said.getvalue()


def test_pieces_under_way_have_a_line_each_until_they_are_done() -> None:
    report, said = reporter(terminal=True)
    with report.bar("Rendering", total=9) as advance:
        advance(3, "two", [("loss.curve", 1, 4), ("[b]guess", 2, 5)])
        time.sleep(0.15)  # it is drawn ten times a second
        seen = said.getvalue()
        advance(9, "all")
    assert "loss.curve" in seen
    assert "[b]guess" in seen
    last = said.getvalue()[len(seen) :]
    assert "Rendering" in last
    assert "guess" not in last.rpartition("Rendering")[2]


def test_a_note_is_said_as_it_stands() -> None:
    report, said = reporter(terminal=False)
    report.note("runs[0] is [red]spoilt[/red], see /a/b" + " word" * 40)
    assert said.getvalue() == "runs[0] is [red]spoilt[/red], see /a/b" + " word" * 40 + "\n"


def test_the_seconds_of_stages_of_one_name_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    report, _ = reporter(terminal=False)
    clock = iter([0.0, 2.0, 10.0, 13.0])
    monkeypatch.setattr("time.perf_counter", lambda: next(clock))
    for _ in range(2):
        with report.stage("render"):
            pass
    assert report.seconds == {"render": 5.0}


def test_progress_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    Reporter().note("working")
    assert capsys.readouterr() == ("", "working\n")
