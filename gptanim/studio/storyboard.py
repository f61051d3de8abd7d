"""The storyboard: every beat's middle and last frame with its words, on one sheet to look over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw

from gptanim.errors import RenderError
from gptanim.studio import frames
from gptanim.studio.cache import appearing
from gptanim.studio.clip import Clip
from gptanim.studio.pen import Pen

WIDTH, MARGIN, COLUMNS = 1920, 48, 2  # pixels; a beat takes one column
BESIDE, BETWEEN, BELOW = 12, 56, 44  # between a beat's two pictures, two columns, two rows
PICTURE = ((WIDTH - 2 * MARGIN - (COLUMNS - 1) * BETWEEN) // COLUMNS - BESIDE) // 2
HEADER = 104
SHEET, TEXT, MUTED, RULE = "#17191e", "#e9ebef", "#9ba1ac", "#343943"


@dataclass(frozen=True)
class Pens:
    """The four ways in which the sheet writes."""

    title: Pen = field(default_factory=lambda: Pen(38, 700))
    chapter: Pen = field(default_factory=lambda: Pen(22, 400))
    name: Pen = field(default_factory=lambda: Pen(23, 700))
    line: Pen = field(default_factory=lambda: Pen(23, 400))


def write(clips: Sequence[Clip], path: Path) -> None:
    """Draw all beats, segment by segment, two a row; a countdown is left out.

    Raises RenderError when there is no beat to draw.
    """
    segments = rows(clips)
    if not segments:
        raise RenderError("there are no clips to draw a storyboard of; choose at least one segment")
    pens = Pens()
    height = 2 * MARGIN + sum(HEADER + sum(_height(row, pens) for row in segment) for segment in segments)
    sheet = Image.new("RGB", (WIDTH, height), SHEET)
    y = MARGIN
    for segment in segments:
        _draw_header(sheet, y, segment[0][0], pens)
        y += HEADER
        for row in segment:
            for column, clip in enumerate(row):
                _draw_beat(sheet, (MARGIN + column * (2 * PICTURE + BESIDE + BETWEEN), y), clip, pens)
            y += _height(row, pens)
    with appearing(path) as temporary:
        sheet.save(temporary, "PNG")


def rows(clips: Sequence[Clip]) -> list[list[list[Clip]]]:
    """Return the beats of each segment in turn, in rows of COLUMNS."""
    shown = (clip for clip in clips if not clip.interlude)
    segments = [list(members) for _, members in groupby(shown, key=lambda clip: (clip.segment, clip.title))]
    return [[beats[first : first + COLUMNS] for first in range(0, len(beats), COLUMNS)] for beats in segments]


def _height(row: Sequence[Clip], pens: Pens) -> int:
    words = max(len(pens.line.rows(clip.line, 2 * PICTURE + BESIDE)) for clip in row)
    return max(_picture_height(clip) for clip in row) + 16 + pens.name.leading + words * pens.line.leading + BELOW


def _draw_header(sheet: Image.Image, y: int, clip: Clip, pens: Pens) -> None:
    draw = ImageDraw.Draw(sheet)
    draw.line((MARGIN, y, WIDTH - MARGIN, y), fill=RULE, width=2)
    right = pens.title.write(draw, (MARGIN, y + 26), clip.title, TEXT)
    pens.chapter.write(draw, (right + 24, y + 26 + pens.title.size - pens.chapter.size), clip.chapter, MUTED)


def _draw_beat(sheet: Image.Image, corner: tuple[int, int], clip: Clip, pens: Pens) -> None:
    """Draw the middle and the last frame, and below them the beat's name, its length, and its line."""
    x, y = corner
    draw = ImageDraw.Draw(sheet)
    for number, share in enumerate((0.5, 1.0)):
        picture = _fitted(frames.frame_at(clip.path, share))
        left = x + number * (PICTURE + BESIDE)
        sheet.paste(picture, (left, y))
        draw.rectangle((left - 1, y - 1, left + picture.width, y + picture.height), outline=RULE)
    y += _picture_height(clip) + 16
    right = pens.name.write(draw, (x, y), clip.name, TEXT)
    marks = [f"{clip.seconds:.1f} s", *(["asks"] if clip.ask else []), *(["repeats"] if clip.loop else [])]
    pens.line.write(draw, (right + 14, y), " · ".join(marks), MUTED)
    y += pens.name.leading
    for number, row in enumerate(pens.line.rows(clip.line, 2 * PICTURE + BESIDE)):
        pens.line.write(draw, (x, y + number * pens.line.leading), row, TEXT)


def _picture_height(clip: Clip) -> int:
    width, height = frames.size(clip.path)
    return round(height * min(PICTURE / width, PICTURE / height))


def _fitted(picture: Image.Image) -> Image.Image:
    scale = min(PICTURE / picture.width, PICTURE / picture.height)
    return picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)
