"""The GIF, as PyAV and Pillow read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from gptanim.errors import LessonError, RenderError
from gptanim.studio import film, gif
from gptanim.studio import lesson as lessons
from gptanim.studio.clip import Clip
from gptanim.studio.places import DEFAULT_LESSON

MakeClip = Callable[..., Clip]


@pytest.fixture
def film_path(make_clip: MakeClip, tmp_path: Path) -> Path:
    film.write([make_clip(frames=30, size=(320, 180))], tmp_path / "film.mp4", title="")
    return tmp_path / "film.mp4"


def test_a_gif_is_480_wide_shows_the_film_at_its_pace_and_repeats(film_path: Path, tmp_path: Path) -> None:
    gif.write(film_path, tmp_path / "film.gif")
    with Image.open(tmp_path / "film.gif") as image:
        assert image.size == (480, 270)
        assert image.n_frames == 30
        assert image.info["loop"] == 0
        milliseconds, shades = 0, []
        for number in range(image.n_frames):
            image.seek(number)
            milliseconds += image.info["duration"]
            shades.append(image.convert("L").getpixel((240, 100)))
    assert milliseconds == pytest.approx(2000, abs=20)
    assert shades == sorted(shades)
    assert shades[0] == pytest.approx(40, abs=4)
    assert shades[-1] == pytest.approx(220, abs=4)


def test_it_is_made_slower_until_it_is_small_enough(
    film_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gif.write(film_path, tmp_path / "film.gif")
    whole = (tmp_path / "film.gif").stat().st_size
    assert whole < gif.MOST_BYTES == 5_000_000
    monkeypatch.setattr(gif, "MOST_BYTES", whole * 2 // 3)
    gif.write(film_path, tmp_path / "small.gif")
    with Image.open(tmp_path / "small.gif") as image:
        assert image.n_frames < 30
    monkeypatch.setattr(gif, "MOST_BYTES", 100)
    with pytest.raises(RenderError, match="choose a shorter segment"):
        gif.write(film_path, tmp_path / "none.gif")
    assert not (tmp_path / "none.gif").exists()


def test_a_whole_lesson_is_too_much_for_a_gif() -> None:
    lesson = lessons.read(DEFAULT_LESSON)
    with pytest.raises(LessonError, match="--only SEGMENT"):
        gif.check(lesson)
    gif.check(lessons.only(lesson, ["guess"]))
