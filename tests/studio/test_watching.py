from pathlib import Path

import pytest

from gptanim.errors import LessonError
from gptanim.studio import watching
from gptanim.studio.places import DEFAULT_LESSON
from gptanim.studio.progress import Reporter


class StopError(Exception):
    """Ends a loop that ends on Ctrl-C."""


def test_a_change_is_seen_when_a_file_is_saved_comes_or_goes(tmp_path: Path) -> None:
    scene, part = tmp_path / "scene.py", tmp_path / "part.py"
    scene.write_text("1")
    events = iter(
        [
            lambda: None,
            lambda: scene.write_text("2"),
            lambda: None,
            lambda: part.write_text("3"),
            lambda: part.unlink(),
            lambda: None,
        ]
    )
    seen: list[None] = []

    def pause(seconds: float) -> None:
        event = next(events, None)
        if event is None:
            raise StopError
        event()

    with pytest.raises(StopError):
        seen.extend(watching.saves(lambda: [scene, part], pause))
    assert len(seen) == 4  # at first, saved, came, gone


def test_a_file_with_a_mistake_in_it_is_still_watched(tmp_path: Path) -> None:
    scene = tmp_path / "scene.py"
    scene.write_text("1")

    def files() -> list[Path]:
        compile(scene.read_text(), "scene.py", "exec")
        return [scene]

    texts = iter(["(", "(2)"])
    changes = watching.saves(files, lambda seconds: scene.write_text(next(texts)) and None)
    assert [next(changes) for _ in range(3)] == [None] * 3


def test_what_is_watched_are_the_lesson_and_the_files_of_the_scene() -> None:
    names = {path.name for path in watching.Look("loss.slide", DEFAULT_LESSON).files()}
    assert {"how-a-gpt-learns.toml", "loss.py", "segment.py", "theme.py"} <= names
    assert "training.py" not in names


def test_a_segment_that_does_not_exist_is_refused_at_once() -> None:
    with pytest.raises(LessonError, match="did you mean 'loss'"):
        watching.watch(watching.Look("los", DEFAULT_LESSON), Reporter())
