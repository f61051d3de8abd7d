"""The deck for manim-slides, and where that is installed, what it makes of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from pptx import Presentation

from gptanim.errors import RenderError
from gptanim.studio import presenter
from gptanim.studio.clip import Clip
from tests.studio.hostile import HOSTILE

MakeClip = Callable[..., Clip]
MANIM_SLIDES = shutil.which("manim-slides")
needs_manim_slides = pytest.mark.skipif(
    MANIM_SLIDES is None, reason="there is no manim-slides on the PATH: pipx install manim-slides"
)


def write(clips: list[Clip], folder: Path) -> Path:
    return presenter.write(clips, folder, background="#11141b")


def read(clips: list[Clip], folder: Path) -> dict:
    return json.loads(write(clips, folder).read_text(encoding="ascii"))


def test_each_slide_names_its_clip_from_the_decks_folder(lesson_clips: list[Clip], tmp_path: Path) -> None:
    shown = [clip for clip in lesson_clips if not clip.interlude]
    told = read(lesson_clips, tmp_path)
    assert told["resolution"] == [160, 90]
    assert told["background_color"] == "#11141b"
    for slide, clip in zip(told["slides"], shown, strict=True):
        assert (tmp_path / slide["file"]).read_bytes() == clip.path.read_bytes()
        assert slide["rev_file"] == slide["file"]
        assert (slide["loop"], slide["auto_next"]) == (clip.loop, False)
    assert told["slides"][1]["notes"] == "Which letter comes next?\n\nLet them guess."


def test_clips_of_an_earlier_deck_are_removed(make_clip: MakeClip, tmp_path: Path) -> None:
    write([make_clip(name="a")], tmp_path)
    write([make_clip(name="b")], tmp_path)
    (left,) = (tmp_path / "clips").iterdir()
    assert left.name.startswith("guess.b-")


def test_no_tag_entity_or_link_is_left_in_the_notes(make_clip: MakeClip, tmp_path: Path) -> None:
    (slide,) = read([make_clip(line=HOSTILE, notes=HOSTILE)], tmp_path)["slides"]
    assert slide["notes"].replace("\u2060", "") == f"{HOSTILE}\n\n{HOSTILE}"
    assert not {"<s", "<i", "<b", "</", "&l", "&#", "]("} & {a + b for a, b in pairwise(slide["notes"])}


def test_nothing_to_show_makes_no_file(make_clip: MakeClip, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="no clips"):
        write([make_clip(interlude=True)], tmp_path)
    assert list(tmp_path.iterdir()) == []


def convert(folder: Path, target: str) -> Path:
    assert MANIM_SLIDES is not None
    done = subprocess.run(
        [MANIM_SLIDES, "convert", "--folder", folder / "slides", "presenter", folder / target],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / target


@needs_manim_slides
@pytest.mark.slow
def test_manim_slides_converts_it_wherever_it_lies(lesson_clips: list[Clip], tmp_path: Path) -> None:
    write([replace(lesson_clips[0], notes=HOSTILE), *lesson_clips[1:]], tmp_path / "made")
    moved = (tmp_path / "made").rename(tmp_path / "moved")
    page = convert(moved, "converted.html").read_text(encoding="utf-8")
    assert page.count("data-background-video=") == 4
    assert "<script>hacked" not in page
    assert "<img" not in page
    deck = Presentation(str(convert(moved, "converted.pptx")))
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert notes == [slide["notes"] for slide in json.loads((moved / presenter.PLACE).read_text())["slides"]]
