from pathlib import Path

import pytest

from gptanim.errors import LessonError
from gptanim.studio import lesson as lessons
from gptanim.studio import orders, worker
from gptanim.studio.aspect import ASPECTS, sized
from gptanim.studio.clip import QUALITIES, Quality
from gptanim.studio.places import DEFAULT_LESSON, OUT


@pytest.mark.parametrize("quality", QUALITIES.values(), ids=QUALITIES)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_sizes_are_even_and_of_their_shape(quality: Quality, aspect: str) -> None:
    size = sized(quality, aspect)
    width, height = map(int, aspect.split(":"))
    assert size.width % 2 == size.height % 2 == 0
    assert size.width / size.height == pytest.approx(width / height, rel=0.002)
    assert (size.frame_rate, size.encoder_options) == (quality.frame_rate, quality.encoder_options)


def test_full_quality_is_what_phones_show() -> None:
    tall, square = sized(QUALITIES["full"], "9:16"), sized(QUALITIES["full"], "1:1")
    assert (tall.width, tall.height) == (1080, 1920)
    assert (square.width, square.height) == (1080, 1080)


def test_a_wide_frame_is_manims_own_and_others_hold_more_units_across_than_they_are_high_in_it() -> None:
    assert worker.frame(QUALITIES["full"]) == (1920 * 8 / 1080, 8)
    for aspect, height in (("1:1", 12), ("9:16", 12 * 16 / 9)):
        assert worker.frame(sized(QUALITIES["full"], aspect)) == pytest.approx((12, height))


def test_a_lesson_says_its_aspect_and_the_command_line_has_the_last_word(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = DEFAULT_LESSON.read_text(encoding="utf-8").replace(
        "../names.txt", str(DEFAULT_LESSON.parents[1] / "names.txt")
    )
    path.write_text('aspect = "9:16"\n' + text, encoding="utf-8")
    assert lessons.read(DEFAULT_LESSON).aspect == "16:9"
    assert orders.products(orders.lesson(path), quality="full").quality.height == 1920
    asked = orders.products(orders.lesson(path, aspect="1:1"))
    assert (asked.quality.width, asked.out) == (640, OUT / "mine-1x1")


def test_a_wrong_aspect_is_explained(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="16:9, 1:1, 9:16"):
        orders.lesson(DEFAULT_LESSON, aspect="4:3")
    with pytest.raises(LessonError, match="9:16"):
        lessons.read(_copy_with("9:61", tmp_path))


def _copy_with(aspect: str, folder: Path) -> Path:
    path = folder / "copy.toml"
    path.write_text(f'aspect = "{aspect}"\n{DEFAULT_LESSON.read_text(encoding="utf-8")}', encoding="utf-8")
    return path
