"""Chapters follow each other to the end, and another program reads their file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av

from gptanim.studio import chapters
from gptanim.studio.clip import Clip


def test_a_chapter_begins_where_the_one_before_ends(lesson_clips: list[Clip]) -> None:
    first, second = chapters.of(lesson_clips, Fraction(15))
    assert (first.title, first.start, first.end) == ("Guess", 0, 83)
    assert (second.title, second.start, second.end) == ("Loss", 83, 130)


def test_their_file_tells_the_same_as_the_film(lesson_clips: list[Clip], tmp_path: Path) -> None:
    chapters.write(lesson_clips, tmp_path / "chapters.vtt")
    with av.open(tmp_path / "chapters.vtt") as container:
        stream = container.streams.subtitles[0]
        found = [
            (float(packet.pts * stream.time_base), bytes(packet).decode())
            for packet in container.demux(stream)
            if packet.size
        ]
    assert found == [(0.0, "Guess"), (5.533, "Loss")]


def test_a_hostile_title_is_only_text(lesson_clips: list[Clip], tmp_path: Path) -> None:
    clips = [Clip(**{**vars(lesson_clips[0]), "title": "<b>A</b> --> B"})]
    chapters.write(clips, tmp_path / "chapters.vtt")
    assert (tmp_path / "chapters.vtt").read_text().endswith("&lt;b&gt;A&lt;/b&gt; --&gt; B\n")
