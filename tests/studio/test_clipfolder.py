"""The clips beside a deck."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gptanim.studio import clipfolder
from gptanim.studio.clip import Clip

MakeClip = Callable[..., Clip]


def test_a_clip_lies_under_a_name_that_needs_no_quoting(make_clip: MakeClip, tmp_path: Path) -> None:
    clip = make_clip("Größe & <b>", "a b/c")
    place = clipfolder.put(clip, tmp_path)
    assert place == f"clips/Gr__e____b_.a_b_c-{clip.key[:8]}.mp4"
    assert (tmp_path / place).read_bytes() == clip.path.read_bytes()


def test_a_spoilt_clip_is_put_again(make_clip: MakeClip, tmp_path: Path) -> None:
    place = tmp_path / clipfolder.put(make_clip(), tmp_path)
    place.unlink()
    place.write_bytes(b"short")
    clipfolder.put(make_clip(), tmp_path)
    assert place.read_bytes() == make_clip().path.read_bytes()


def test_what_a_page_or_a_presenter_names_stays(make_clip: MakeClip, tmp_path: Path) -> None:
    page, presenter, neither = (clipfolder.put(make_clip(name=name), tmp_path) for name in ("a", "b", "c"))
    (tmp_path / "slides").mkdir()
    (tmp_path / "slides.html").write_text(f'<video data-clip="{page}">')
    (tmp_path / "slides" / "presenter.json").write_text(f'{{"file": "{presenter}"}}')
    (tmp_path / "clips" / "holiday.mp4").touch()
    clipfolder.sweep(tmp_path)
    left = {f"clips/{file.name}" for file in (tmp_path / "clips").iterdir()}
    assert left == {page, presenter, "clips/holiday.mp4"}
    assert neither not in left
