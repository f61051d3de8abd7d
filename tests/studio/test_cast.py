import subprocess
import sys
from pathlib import Path

import pytest

from gptanim.errors import LessonError
from gptanim.studio import cast

ROOT = Path(__file__).parents[2]


def test_there_is_a_segment_for_every_scene_file() -> None:
    assert "guess" in cast.segment_names()
    assert not {"__init__", "kit"} & set(cast.segment_names())


def test_naming_the_segments_imports_no_manim() -> None:
    code = "import sys; from gptanim.studio import cast; cast.segment_names(); cast.theme_names(); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "manim" not in told.split()


@pytest.mark.parametrize("name", cast.segment_names())
def test_every_segment_can_be_cast(name: str) -> None:
    segment = cast.segment(name)
    assert segment.title
    assert segment.beats


@pytest.mark.parametrize("name", cast.theme_names())
def test_every_theme_can_be_cast(name: str) -> None:
    assert cast.theme(name).background.startswith("#")


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(LessonError, match="there is no segment 'gess'; did you mean 'guess'"):
        cast.segment("gess")
    with pytest.raises(LessonError, match="there is no theme 'papr'; did you mean 'paper'"):
        cast.theme("papr")


@pytest.mark.parametrize(
    ("source", "found"), [("", "none"), ("from scenes.guess import Guess", "none"), ("TWO", "One, Two")]
)
def test_a_scene_file_defines_exactly_one_segment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, found: str
) -> None:
    two = "from scenes.kit.segment import Segment\nclass One(Segment): ...\nclass Two(Segment): ..."
    (tmp_path / "odd.py").write_text(source.replace("TWO", two))
    import scenes

    monkeypatch.setattr(scenes, "__path__", [*scenes.__path__, str(tmp_path)])
    monkeypatch.setattr(cast, "segment_names", lambda: ["odd"])
    monkeypatch.delitem(sys.modules, "scenes.odd", raising=False)
    with pytest.raises(LessonError, match=rf"scenes/odd\.py must define exactly one Segment; found {found}"):
        cast.segment("odd")
    sys.modules.pop("scenes.odd", None)
