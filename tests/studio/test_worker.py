"""A worker draws the wanted clips of a shard, and says where a scene failed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import pytest
from manim import FadeIn

from gptanim.errors import RenderError
from gptanim.stage import Exhibit
from gptanim.studio import cast, worker
from gptanim.studio.clip import Quality, Shard
from scenes.kit.camera import StageCamera
from scenes.kit.parts.label import Label
from scenes.kit.segment import Segment, beat

SOURCE = Path(__file__).read_text().splitlines()
TINY = Quality("tiny", 160, 90, 10, crf=20, preset="ultrafast")


class Small(Segment):
    title = "Small"

    def setup(self) -> None:
        self.label = Label("label", self.theme)

    @beat("one")
    def appears(self) -> None:
        self.play(FadeIn(self.label), run_time=0.5)

    @beat("What now?", ask=True)
    def asks(self) -> None:
        self.play(self.label.animate.scale(2), share=0.5)

    @beat("This fails when told to: {fail}")
    def may_fail(self) -> None:
        if self.exhibit.facts["fail"]:
            raise ZeroDivisionError("no such luck")
        self.play(self.label.animate.scale(0.5), run_time=0.5)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cast, "segment", lambda name: Small)


def shard(*wanted: str, fail: int = 0) -> Shard:
    seconds = {"appears": 1.0, "asks": 2.0, "may_fail": 0.2}
    return Shard("small", Exhibit({}, {"fail": fail}), "ink", TINY, seconds, wanted)


def frames(footage: Any) -> int:
    with av.open(io.BytesIO(footage.mp4)) as container:
        return sum(1 for _ in container.decode(video=0))


def test_clips_come_in_order_and_hold_for_their_words_or_their_last_frame() -> None:
    footage = worker.render(shard("appears", "asks", "asks-countdown", "may_fail", "curtain"))
    assert [f.name for f in footage] == ["appears", "asks", "asks-countdown", "may_fail", "curtain"]
    assert [f.frames for f in footage] == [10, 20, 30, 6, 6]
    assert [frames(f) for f in footage] == [10, 20, 30, 6, 6]


def test_only_wanted_clips_are_drawn() -> None:
    assert [f.name for f in worker.render(shard("asks"))] == ["asks"]


def test_clips_drawn_in_several_shards_are_those_drawn_in_one() -> None:
    names = ["appears", "asks", "asks-countdown", "may_fail", "curtain"]
    together = {piece.name: piece.mp4 for piece in worker.render(shard(*names))}
    for wanted in (["appears"], ["asks", "asks-countdown"], ["asks-countdown"], ["may_fail", "curtain"], ["curtain"]):
        assert {piece.name: piece.mp4 for piece in worker.render(shard(*wanted))} == {
            name: together[name] for name in wanted
        }


def test_nothing_is_drawn_on_the_way_to_a_shards_first_clip(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    capture = StageCamera.capture_mobjects
    monkeypatch.setattr(StageCamera, "capture_mobjects", lambda *a, **k: drawn.append(1) or capture(*a, **k))
    worker.render(shard("appears"))
    first = len(drawn)
    drawn.clear()
    worker.render(shard("curtain"))
    assert 0 < len(drawn) <= 8  # six frames and what stands still behind them
    assert first > 0


def test_a_shard_ends_with_its_last_clip() -> None:
    worker.render(shard("asks", fail=1))  # the beat after it would fail


def test_each_frame_is_counted_and_each_clips_seconds_are_measured() -> None:
    counts: list[int] = []
    footage = worker.render(shard("appears", "asks"), counts.append)
    assert counts == sorted(counts)
    assert counts[-1] == 30
    assert all(0 < piece.spent < 30 for piece in footage)


def test_a_failing_scene_is_named_with_its_beat_line_and_reason() -> None:
    line = next(number for number, text in enumerate(SOURCE, 1) if 'raise ZeroDivisionError("' in text)
    words = rf"small\.may_fail failed while it was drawn in line {line} of test_worker\.py: ZeroDivisionError: no such"
    with pytest.raises(RenderError, match=words):
        worker.render(shard("may_fail", fail=1))


def test_manims_settings_are_as_before_afterwards() -> None:
    from manim import config

    before = dict(config)
    worker.render(shard("appears"))
    assert dict(config) == before
