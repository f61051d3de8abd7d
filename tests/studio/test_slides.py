"""The order of slides, and what each is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gptanim.errors import RenderError
from gptanim.studio import slides
from gptanim.studio.clip import Clip

MakeClip = Callable[..., Clip]


def test_each_beat_is_a_slide_and_a_countdown_is_none(lesson_clips: list[Clip]) -> None:
    ids = [[slide.id for slide in segment] for segment in slides.by_segment(lesson_clips)]
    assert ids == [["guess.untrained", "guess.letters"], ["loss.surprise", "loss.falling"]]
    assert [slide.id for slide in slides.in_order(lesson_clips)] == ids[0] + ids[1]


def test_a_segment_shown_twice_has_slides_of_its_own_each_time(make_clip: MakeClip) -> None:
    clips = [make_clip("loss", "falls"), make_clip("guess", "again"), make_clip("loss", "falls")]
    assert [slide.id for slide in slides.in_order(clips)] == ["loss.falls", "guess.again", "loss.falls-2"]


def test_no_two_slides_of_a_segment_are_called_the_same(make_clip: MakeClip, lesson_clips: list[Clip]) -> None:
    headings = [slide.heading for slide in slides.in_order([*lesson_clips, make_clip("end", title="The end")])]
    assert headings == ["Guess (1/2)", "Guess (2/2)", "Loss (1/2)", "Loss (2/2)", "The end"]


def test_notes_hold_the_line_and_what_is_for_the_speaker_alone(make_clip: MakeClip) -> None:
    (slide,) = slides.in_order([make_clip(line="Said.", notes="First.\n\nSecond.")])
    assert slide.spoken == ["Said.", "First.", "Second."]


def test_nothing_to_show_is_explained(make_clip: MakeClip) -> None:
    with pytest.raises(RenderError, match="no clips"):
        slides.in_order([make_clip(interlude=True)])
