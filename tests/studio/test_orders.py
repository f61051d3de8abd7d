from pathlib import Path

import pytest

from gptanim.errors import LessonError
from gptanim.studio import farm, orders
from gptanim.studio.clip import QUALITIES
from gptanim.studio.places import DEFAULT_LESSON


def test_an_order_goes_to_the_lessons_own_folder_as_a_draft_on_all_cores() -> None:
    order = orders.products(orders.lesson(DEFAULT_LESSON))
    assert (order.out, order.quality) == (Path("out/how-a-gpt-learns"), QUALITIES["draft"])
    assert order.workers == farm.cores()
    assert order.cache.folder == Path("out/cache")


def test_an_order_is_as_it_was_asked_for(tmp_path: Path) -> None:
    lesson = orders.lesson(DEFAULT_LESSON, data=Path("my.txt"), theme="paper", only=["loss", "guess"])
    order = orders.products(lesson, quality="hd", out=tmp_path, workers=3)
    assert (order.out, order.quality, order.workers) == (tmp_path, QUALITIES["hd"], 3)
    assert (lesson.name, lesson.theme, lesson.runs["names"].corpus) == (
        "how-a-gpt-learns-my",
        "paper",
        Path("my.txt"),
    )
    assert [entry.segment for entry in lesson.entries] == ["guess", "loss"]


def test_a_preview_is_of_one_segment_in_a_place_for_previews() -> None:
    order = orders.preview(orders.lesson(DEFAULT_LESSON), "guess", quality="draft", out=None, workers=None)
    assert order.out == Path("out/preview")
    assert [entry.segment for entry in order.lesson.entries] == ["guess"]


def test_a_preview_of_nothing_is_refused() -> None:
    with pytest.raises(LessonError, match="there is no segment 'x'"):
        orders.preview(orders.lesson(DEFAULT_LESSON), "x", quality="draft", out=None, workers=None)
