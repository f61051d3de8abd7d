from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gptanim.errors import DataError, LessonError
from gptanim.stage import Beat, Exhibit
from gptanim.studio import casting
from gptanim.studio.casting import Part
from gptanim.studio.lesson import Chapter, Entry, Lesson, RunSpec


class Fake:
    title = "A fake"
    roles = ("names", "calculator")
    beats = (Beat("asking", "How many?", print, ask=True),)

    @classmethod
    def measure(cls, names: Any, calculator: Any, *, text: str = "", top: int = 3) -> Exhibit:
        if text == "unknown":
            raise DataError("'unknown' was never seen")
        return Exhibit({}, {"names": names, "calculator": calculator, "text": text, "top": top})


@pytest.fixture(autouse=True)
def fake_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casting, "cast", SimpleNamespace(segment=lambda name: Fake))


def parts(entry: Entry, *runs: str) -> list[Part]:
    specs = {name: RunSpec(name, Path("names.txt")) for name in runs}
    return casting.parts(Lesson("Mini", "mini", "ink", "silent", specs, (Chapter("One", (entry,)),), Path("mini.toml")))


def test_a_role_takes_the_run_of_its_own_name() -> None:
    (part,) = parts(Entry("guess"), "names", "calculator")
    assert part.runs == {"names": "names", "calculator": "calculator"}


def test_a_role_can_be_given_another_run() -> None:
    (part,) = parts(Entry("guess", runs={"calculator": "sums"}), "names", "sums", "unused")
    assert part.runs == {"names": "names", "calculator": "sums"}
    assert casting.runs([part, part]) == ["names", "sums"]


def test_measure_gets_its_runs_and_parameters() -> None:
    (part,) = parts(Entry("guess", {"top": 5}), "names", "calculator")
    runs: Any = {"names": 1, "calculator": 2}
    assert part.measure(runs).facts == {"names": 1, "calculator": 2, "text": "", "top": 5}


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Entry("guess", runs={"calculater": "names"}), "there is no role 'calculater'; did you mean 'calculator'"),
        (Entry("guess"), r"needs a run for its role 'calculator': add \[runs.calculator\]"),
        (Entry("guess", {"txt": 1}, {"calculator": "names"}), "unknown parameter 'txt'; its parameters: text, top"),
        (Entry("guess", {"names": 1}, {"calculator": "names"}), "unknown parameter 'names'"),
    ],
)
def test_what_does_not_fit_is_named_with_file_and_segment(entry: Entry, words: str) -> None:
    with pytest.raises(LessonError, match=rf"mini\.toml: segment 'guess'.*{words}"):
        parts(entry, "names")


def test_an_error_of_measuring_names_the_segment() -> None:
    (part,) = parts(Entry("guess", {"text": "unknown"}), "names", "calculator")
    runs: Any = {"names": 1, "calculator": 2}
    with pytest.raises(DataError, match="segment 'guess': 'unknown' was never seen"):
        part.measure(runs)


def test_an_unknown_beat_is_answered_with_the_nearest() -> None:
    with pytest.raises(LessonError, match="there is no beat 'askin'; did you mean 'asking'"):
        casting.check_beat(parts(Entry("guess"), "names", "calculator"), "askin")
