"""Words that are too long for a narrow frame break into lines, and stay one line in a wide one."""

from __future__ import annotations

import pytest

from scenes.kit.layout import Layout
from scenes.kit.parts.label import Label
from scenes.kit.parts.legend import Legend
from scenes.kit.rehearsal import overlap
from scenes.kit.theme import INK
from scenes.kit.wrapping import divided, fitting

LONG = "a line of words that tells what is seen above, in so many words that a square frame is too narrow for it"
WIDE, SQUARE, TALL = Layout.of(8 * 16 / 9, 8), Layout.of(12, 12), Layout.of(12, 12 * 16 / 9)


def test_lines_are_about_as_wide_as_each_other() -> None:
    assert divided([1, 1, 1, 3], 0, 2) == [slice(0, 3), slice(3, 4)]
    assert divided([4, 1, 1], 0, 3) == [slice(0, 1), slice(1, 2), slice(2, 3)]
    assert divided([4], 0, 3) == [slice(0, 1)]


def test_no_more_lines_than_needed() -> None:
    assert fitting(lambda count: (12 / count, count), (12, 3)) == 1
    assert fitting(lambda count: (12 / count, count), (6, 3)) == 2
    assert fitting(lambda count: (12 / count, count), (6, 0.5)) == 1


@pytest.mark.parametrize("layout", [SQUARE, TALL])
def test_a_long_note_keeps_its_size_in_a_narrow_frame(layout: Layout) -> None:
    label = layout.footer.place(Label(LONG, INK, size=INK.label_size))
    seen = label.writings()
    assert len(seen) == 2
    assert " ".join(writing.text for writing in seen) == LONG
    assert min(writing.size for writing in seen) > 0.95 * INK.label_size
    assert not overlap(seen[0].box, seen[1].box)
    assert label.width <= layout.footer.width


def test_a_wide_frame_and_a_short_note_keep_one_line() -> None:
    assert len(WIDE.footer.place(Label(LONG, INK)).writings()) == 1
    assert len(SQUARE.footer.place(Label("a few words", INK)).writings()) == 1


def test_a_title_begins_its_lines_at_the_left_edge() -> None:
    title = SQUARE.title.place(Label(f"{LONG} {LONG}", INK, size=INK.title_size, bold=True), side=-1)
    lefts = [writing.box[0] for writing in title.writings()]
    assert len(lefts) > 1
    assert lefts == pytest.approx([SQUARE.title.left] * len(lefts))


def test_lines_are_written_one_after_the_other() -> None:
    label = SQUARE.footer.place(Label(LONG, INK).hidden())
    assert not label.writings()
    label.shown = 0.4
    assert len(label.writings()) == 1
    assert len(label.write().writings()) == 2


def test_a_legend_breaks_between_entries() -> None:
    entries = [(f"{i} entry of a legend, in {i} words", INK.loss, i > 1) for i in range(4)]
    legend = SQUARE.footer.place(Legend(entries, INK))
    seen = legend.writings()
    assert [writing.text for writing in seen] == [name for name, _, _ in entries]
    assert len({round(writing.box[1] + writing.box[3] / 2, 1) for writing in seen}) == 2
    assert min(writing.size for writing in seen) >= INK.smallest_size
