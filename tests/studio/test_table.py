from pathlib import Path
from typing import Any

import pytest

from gptanim.errors import LessonError
from gptanim.studio import table
from gptanim.studio.table import Table

TABLE = Table(
    Path("a.toml"), "runs.names", {"n": 3, "share": 0.5, "on": True, "name": "x", "inner": {"k": 1}, "l": [1]}
)


@pytest.mark.parametrize(
    ("key", "kind", "value"),
    [("n", int, 3), ("share", float, 0.5), ("n", float, 3.0), ("on", bool, True), ("name", str, "x"), ("l", list, [1])],
)
def test_a_value_is_returned_when_it_is_of_the_kind_asked_for(key: str, kind: type, value: Any) -> None:
    assert TABLE.value(key, kind) == value
    assert type(TABLE.value(key, kind)) is kind


@pytest.mark.parametrize(("key", "kind"), [("on", int), ("on", float), ("n", bool), ("share", int), ("n", str)])
def test_a_value_of_another_kind_is_named_with_its_place(key: str, kind: type) -> None:
    with pytest.raises(LessonError, match=rf"^a\.toml: runs\.names\.{key}: must be .*, not "):
        TABLE.value(key, kind)


def test_a_missing_value_is_named_with_its_kind() -> None:
    with pytest.raises(LessonError, match=r"^a\.toml: runs\.names\.steps: missing; it is a whole number$"):
        TABLE.value("steps", int)


def test_an_inner_table_knows_its_place() -> None:
    with pytest.raises(LessonError, match=r"runs\.names\.inner\.k: unknown key; did you mean 'kk'"):
        TABLE.table("inner").known("kk")


def test_a_missing_table_or_list_is_empty() -> None:
    assert TABLE.table("other").values == {}
    assert TABLE.rows("other") == []


def test_a_choice_falls_back_on_its_default_only_when_it_is_missing() -> None:
    assert TABLE.choice("other", "theme", ["x"], "y") == "y"
    assert TABLE.choice("name", "theme", ["x"], "y") == "x"
    with pytest.raises(LessonError, match="there is no theme 'x'; known: z"):
        TABLE.choice("name", "theme", ["z"], "y")


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbftitle = 1")
    assert table.read(path).values == {"title": 1}
