from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gptanim.stage import Beat, Exhibit
from gptanim.studio import casting, contents, training
from gptanim.studio.cache import Cache
from gptanim.studio.lesson import Chapter, Entry, Lesson, RunSpec


class Fake:
    title = "A fake"
    roles = ("names",)
    beats = (Beat("asking", "{count} names?", print, ask=True), Beat("both", "Yes.", print, loop=True, ask=True))

    @classmethod
    def measure(cls, names: Any, *, extra: int = 0) -> Exhibit:
        return Exhibit({}, {"count": names + extra})


@pytest.fixture(autouse=True)
def fake_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = SimpleNamespace(segment=lambda name: Fake, segment_names=lambda: ["fake"])
    monkeypatch.setattr(casting, "cast", fake)
    monkeypatch.setattr(contents, "cast", fake)


def listed(run: str = "names", **params: int) -> list[str]:
    chapters = (Chapter("One", (Entry("fake", params),)),)
    runs = {run: RunSpec(run, Path("names.txt"))}
    return list(contents.lines(Lesson("Mini", "mini", "ink", "silent", runs, chapters, Path()), Cache()))


def test_words_are_templates_where_no_run_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "recorded", lambda spec, cache: None)
    assert listed() == ["fake: A fake", "  asking (asks): {count} names?", "  both (asks, loops): Yes."]


def test_words_are_filled_in_as_the_lesson_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "recorded", lambda spec, cache: 3)
    assert listed()[1] == "  asking (asks): 3 names?"
    assert listed(extra=2)[1] == "  asking (asks): 5 names?"


def test_a_segment_that_the_lesson_cannot_serve_is_listed_all_the_same() -> None:
    assert listed(run="other")[1] == "  asking (asks): {count} names?"
