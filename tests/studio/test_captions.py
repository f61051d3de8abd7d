"""Captions: cut where one breathes, timed by letters, and safe in their files."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gptanim.studio import captions
from gptanim.studio.clip import Clip
from gptanim.studio.speech import Speech

MakeClip = Callable[..., Clip]


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def test_a_short_line_is_one_cue_in_even_rows() -> None:
    assert captions.split("So the loss falls.") == ["So the loss falls."]
    assert captions.split("Before training, every letter is about equally likely.") == [
        "Before training, every letter\nis about equally likely."
    ]


def test_a_long_line_is_cut_at_a_sentence_or_phrase_first() -> None:
    line = (
        "A right guess costs nothing. A wrong one costs a lot, and the surer the model was of its wrong guess, "
        "the more it pays for it. Falling loss means that the guesses get better."
    )
    cut = captions.split(line)
    assert all(text.replace("\n", " ").endswith((".", ",")) for text in cut)
    assert " ".join(cut).replace("\n", " ") == line


def test_a_script_without_spaces_and_a_very_long_word_are_cut_anywhere() -> None:
    for line in ("模型什麼都不知道" * 20, "w" * 500, "ก" * 300):
        cut = captions.split(line)
        assert "".join(cut).replace("\n", "") == line
        assert all(width(row) <= 42 for text in cut for row in text.split("\n"))


def test_a_letter_is_never_torn_from_its_marks() -> None:
    assert all(not text.startswith("\u0301") for text in captions.split("e\u0301" * 200))


@settings(deadline=None)  # the machine may be busy
@given(st.text(st.one_of(st.characters(), st.sampled_from(" \n\t,.;—aé模")), max_size=400))
def test_any_line_fits_two_rows_of_42_and_keeps_its_words(line: str) -> None:
    cut = captions.split(line)
    kept = "".join(letter for letter in line if unicodedata.category(letter) not in ("Cc", "Cs", "Zs", "Zl", "Zp"))
    assert "".join("".join(cut).split()) == "".join(kept.split())
    assert all(1 <= len(text.split("\n")) <= 2 for text in cut)
    drawn = [
        [letter for letter in row if unicodedata.category(letter) not in ("Mn", "Me", "Cf")]
        for text in cut
        for row in text.split("\n")
    ]
    assert all(width("".join(row)) <= 42 for row in drawn)


def test_cues_fill_their_clips_in_order_by_share_of_letters(make_clip: MakeClip) -> None:
    line = "One short part here. " + "And then a part that has many more words than the first had, as one can see. " * 2
    clips = [make_clip(seconds=10.0, line=line), make_clip(seconds=3.0, interlude=True), make_clip(seconds=2.0)]
    found = captions.cues(clips)
    spoken, last = found[:-1], found[-1]
    assert (spoken[0].start, spoken[-1].end) == (0.0, 10.0)
    assert all(one.end == other.start for one, other in pairwise(spoken))
    shares = [(cue.end - cue.start) / len(cue.text) for cue in spoken]
    assert max(shares) == pytest.approx(min(shares), rel=0.05)
    assert (last.start, last.end) == (13.0, 15.0)


def test_a_clip_without_words_has_no_cue(make_clip: MakeClip) -> None:
    assert captions.cues([make_clip(line=""), make_clip(line=" \n "), make_clip(line="\u0301")]) == [
        captions.Cue(2.0, 3.0, "\u0301")
    ]


HOSTILE = (
    "1\n\n00:00:00,000 --> 00:00:09,000\r\n<b>bold</b> {\\an8} & <script>alert('x')</script>\x00 \u2028NOTE\n\nSTYLE"
)


@pytest.mark.parametrize("suffix", ["vtt", "srt"])
def test_another_program_reads_the_files_as_they_were_meant(
    make_clip: MakeClip, lesson_clips: list[Clip], tmp_path: Path, suffix: str
) -> None:
    clips = [*lesson_clips, make_clip(line=HOSTILE, seconds=6.0), make_clip(line="Last.")]
    captions.write(clips, tmp_path / "captions.vtt", tmp_path / "captions.srt")
    expected = captions.cues(clips)
    with av.open(tmp_path / f"captions.{suffix}") as container:
        stream = container.streams.subtitles[0]
        read = [
            (packet.pts * stream.time_base, packet.duration * stream.time_base)
            for packet in container.demux(stream)
            if packet.size
        ]
    assert [float(start) for start, _ in read] == pytest.approx([cue.start for cue in expected], abs=0.001)
    assert [float(s + d) for s, d in read] == pytest.approx([cue.end for cue in expected], abs=0.0021)
    with av.open(tmp_path / f"captions.{suffix}") as container:
        stream = container.streams.subtitles[0]
        shown = [
            rect.ass.decode().split(",", 8)[8] for packet in container.demux(stream) for rect in stream.decode(packet)
        ]
    for text, cue in zip(shown, expected, strict=True):
        plain = text.replace("\\N", "\n").replace("\u2060", "").replace("\\{{}", "{")  # ffmpeg's own escapes
        braces = cue.text if suffix == "vtt" else cue.text.replace("{", "(").replace("}", ")")
        assert plain == braces


def test_markup_in_a_line_is_escaped_in_webvtt(make_clip: MakeClip, tmp_path: Path) -> None:
    captions.write([make_clip(line="a --> b <c> & d")], tmp_path / "c.vtt", tmp_path / "c.srt")
    assert (tmp_path / "c.vtt").read_text() == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na --&gt; b &lt;c&gt; &amp; d\n"
    )
    assert (tmp_path / "c.srt").read_text().count("-->") == 1


def test_hours_are_written(make_clip: MakeClip, tmp_path: Path) -> None:
    captions.write(
        [make_clip(interlude=True, seconds=3725.0005), make_clip(line="Late.")], tmp_path / "c.vtt", tmp_path / "c.srt"
    )
    assert "01:02:05.000 --> 01:02:06.000" in (tmp_path / "c.vtt").read_text()
    assert (tmp_path / "c.srt").read_text().startswith("1\n01:02:05,000 --> 01:02:06,000\nLate.\n")


LINE = "One short part. And then a part that has many more words than the first one had, as one can easily see."


def test_cues_begin_when_the_voice_says_their_first_words() -> None:
    texts = captions.split(LINE)
    first = len(texts[0]) + 1  # one space is lost at the cut
    words = ((0, 0.0), (4, 0.4), (10, 0.8), (first, 5.5), (first + 6, 6.1), (len(LINE) - 4, 8.0))
    found = captions.timed(LINE, 10.0, Speech(Path("unread.wav"), 9.5, words))
    assert [cue.text for cue in found] == texts
    assert [cue.start for cue in found][:2] == [0.0, 5.5]
    assert found[-1].end == 10.0


def test_without_word_times_a_spoken_line_is_divided_by_its_letters() -> None:
    silent, spoken = (captions.timed(LINE, 10.0, speech) for speech in (None, Speech(Path("unread.wav"), 9.0)))
    assert spoken[1].start == pytest.approx(0.9 * silent[1].start)


def test_what_is_said_too_fast_stays_until_it_is_read_as_far_as_the_beat_lasts() -> None:
    hasty = Speech(Path("unread.wav"), 3.0, tuple((place, place / 100) for place in range(0, len(LINE), 5)))
    enough = captions.timed(LINE, len(LINE) / 17 + 0.5, hasty)
    assert all(len(cue.text) / (cue.end - cue.start) <= 17.01 for cue in enough)
    short = captions.timed(LINE, 3.0, hasty)
    speeds = [len(cue.text) / (cue.end - cue.start) for cue in short]
    assert max(speeds) == pytest.approx(min(speeds), rel=0.1)


@settings(deadline=None)
@given(
    st.text(st.one_of(st.characters(), st.sampled_from(" \n,.;—aé模")), max_size=300),
    st.floats(0.05, 60),
    st.lists(st.tuples(st.integers(0, 300), st.floats(0, 60)), max_size=40),
    st.booleans(),
)
def test_cues_of_any_line_are_in_order_and_fill_the_beat(
    line: str, seconds: float, words: list[tuple[int, float]], spoken: bool
) -> None:
    speech = Speech(Path("unread.wav"), seconds * 0.9, tuple(sorted(words))) if spoken else None
    found = captions.timed(line, seconds, speech)
    assert [cue.text for cue in found] == captions.split(line)
    if found:
        assert (found[0].start, found[-1].end) == (0.0, seconds)
    assert all(cue.start <= cue.end for cue in found)
    assert all(one.end == other.start for one, other in pairwise(found))
