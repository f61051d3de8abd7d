"""When a video on a PowerPoint slide plays."""

from __future__ import annotations

import pytest
from lxml import etree

from gptanim.studio import timing

SPACE = {"p": "http://schemas.openxmlformats.org/presentationml/2006/main"}


def parsed(loop: bool) -> etree._Element:
    return etree.fromstring(timing.starting_by_itself(7, 2.5, loop))


def test_the_video_is_played_as_the_slide_begins_without_a_click() -> None:
    root = parsed(loop=False)
    (command,) = root.xpath(".//p:cmd", namespaces=SPACE)
    assert (command.get("type"), command.get("cmd")) == ("call", "playFrom(0.0)")
    assert command.xpath("ancestor::p:cTn/@nodeType", namespaces=SPACE) == ["tmRoot", "mainSeq", "afterEffect"]
    assert root.xpath(".//p:cTn[@id=3]/p:stCondLst/p:cond/@evt", namespaces=SPACE) == ["onBegin"]


def test_all_of_it_is_about_one_shape_and_ids_are_unique() -> None:
    root = parsed(loop=False)
    assert root.xpath(".//@spid") == ["7", "7"]
    ids = root.xpath(".//p:cTn/@id", namespaces=SPACE)
    assert ids == [str(number) for number in range(1, 8)]
    assert root.xpath(".//p:cmd//p:cTn/@dur", namespaces=SPACE) == ["2500"]


@pytest.mark.parametrize(("loop", "repeats"), [(True, ["indefinite"]), (False, [])])
def test_only_a_loop_repeats(loop: bool, repeats: list[str]) -> None:
    assert parsed(loop).xpath(".//p:video/p:cMediaNode/p:cTn/@repeatCount", namespaces=SPACE) == repeats


def test_the_video_is_muted() -> None:
    assert parsed(loop=False).xpath(".//p:cMediaNode/@mute", namespaces=SPACE) == ["1"]
