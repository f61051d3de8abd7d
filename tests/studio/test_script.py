"""The lines to read, as `render.py script` prints them."""

from __future__ import annotations

from pathlib import Path

from gptanim.studio import casting, orders, script, takes, training
from gptanim.studio.cache import Cache
from gptanim.studio.progress import Reporter

LESSON = """
title = "Mini"
[runs.names]
corpus = "names.txt"
train = { steps = 3, snapshots = 2 }
[[chapters]]
title = "One"
segments = ["guess", "guess"]
"""


def test_every_beat_is_printed_with_its_file_and_its_measured_words(tmp_path: Path) -> None:
    (tmp_path / "mini.toml").write_text(LESSON)
    (tmp_path / "names.txt").write_text("anna\nben\ncarla\ndaniel\nemma\nfrida\ngeorge\nhanna\n")
    lesson, cache = orders.lesson(tmp_path / "mini.toml"), Cache(tmp_path / "cache")
    printed = list(script.lines(lesson, cache, Reporter()))
    parts = casting.parts(lesson)
    runs = training.runs(lesson, ["names"], cache, Reporter())
    lines = takes.lines(parts, [part.measure(runs) for part in parts])
    assert len(lines) == 2 * len(parts[0].segment.beats)
    assert [head.split()[0] for head in printed[::2]] == [f"{line.address}.wav" for line in lines]
    assert [words.strip() for words in printed[1::2]] == [line.words for line in lines]
    assert printed[len(printed) // 2].startswith(lines[0].address + "-2.wav")
    assert not any("{" in words for words in printed)
