"""A placard shows one line at a time."""

from __future__ import annotations

from manim import FadeIn, FadeOut

from scenes.kit.layout import Region
from scenes.kit.parts.label import Label
from scenes.kit.parts.placard import Placard
from scenes.kit.theme import INK


def test_the_first_line_comes_and_each_other_replaces_the_one_before() -> None:
    placard = Placard(INK, region=Region(0, -3, 10, 0.6))
    (first,) = placard.turn_to("one")
    gone, second = placard.turn_to(Label("two", INK))
    assert [type(animation) for animation in (first, gone, second)] == [FadeIn, FadeOut, FadeIn]
    assert gone.mobject.get_center()[1] == -3
    assert [type(animation) for animation in placard.clear()] == [FadeOut]
    assert placard.clear() == []
