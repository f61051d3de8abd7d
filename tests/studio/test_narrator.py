import pytest

from gptanim.stage import reading_seconds
from gptanim.studio import narrator


def test_the_silent_narrator_leaves_the_time_to_read_a_line() -> None:
    assert narrator.seconds("one two three", "silent") == reading_seconds("one two three")


def test_more_words_take_longer() -> None:
    assert narrator.seconds("one two three", "silent") < narrator.seconds("one two three four", "silent")


def test_an_unknown_voice_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no voice 'loud'"):
        narrator.seconds("one", "loud")
