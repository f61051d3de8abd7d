"""The storyboard: every beat's middle and last frame with its words, on one sheet to look over."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from gptanim.errors import RenderError
from gptanim.studio import frames
from gptanim.studio.cache import appearing
from gptanim.studio.clip import Clip

WIDTH, MARGIN, COLUMNS = 1920, 48, 2  # pixels; a beat takes one column
BESIDE, BETWEEN, BELOW = 12, 56, 44  # between a beat's two pictures, two columns, two rows
PICTURE = ((WIDTH - 2 * MARGIN - (COLUMNS - 1) * BETWEEN) // COLUMNS - BESIDE) // 2
HEADER = 104
SHEET, TEXT, MUTED, RULE = "#17191e", "#e9ebef", "#9ba1ac", "#343943"


@dataclass(frozen=True)
class Pen:
    """Writes in one size and weight, each letter in the first font that has it: Inter, or else a Noto Sans."""

    size: int
    weight: int

    @property
    def leading(self) -> int:
        """Pixels from one row to the next."""
        return round(self.size * 1.4)

    @cached_property
    def inter(self) -> ImageFont.FreeTypeFont:
        return self._font(Path(str(files("fontpkg_inter"))) / "files" / "Inter[opsz,wght].ttf")

    @cached_property
    def noto(self) -> list[ImageFont.FreeTypeFont]:
        found = Path(str(files("manimgx_fonts"))).glob("Noto*.ttf")
        return [self._font(path) for path in sorted(found) if "Italic" not in path.name]

    def width(self, text: str) -> float:
        return sum(font.getlength(run) for font, run in self._runs(text))

    def rows(self, text: str, width: float) -> list[str]:
        """Break text at its spaces into rows no wider than that; a wider word is broken anywhere."""
        rows = [""]
        for word in text.split():
            longer = f"{rows[-1]} {word}".strip()
            if self.width(longer) <= width:
                rows[-1] = longer
                continue
            *full, rest = self._torn(word, width)
            rows = [*filter(None, rows), *full, rest]
        return rows

    def write(self, draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, colour: str) -> float:
        """Write one row with its top left there; return where it ends on the right."""
        x, y = place
        for font, run in self._runs(text):
            draw.text((x, y + self.size), run, fill=colour, font=font, anchor="ls")
            x += font.getlength(run)
        return x

    def _font(self, path: Path) -> ImageFont.FreeTypeFont:
        font = ImageFont.truetype(str(path), self.size)
        axes = font.get_variation_axes()
        font.set_variation_by_axes([self.weight if b"eight" in axis["name"] else axis["default"] or 0 for axis in axes])
        return font

    def _runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """Give stretches of text that one font can draw; marks and spaces stay with the letter before them."""
        chosen: list[ImageFont.FreeTypeFont] = []
        for letter in text:
            stays = chosen and (letter.isspace() or unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf"))
            chosen.append(chosen[-1] if stays else self._font_with(letter))
        for _, run in groupby(zip(chosen, text, strict=True), key=lambda pair: id(pair[0])):
            pairs = list(run)
            yield pairs[0][0], "".join(letter for _, letter in pairs)

    def _font_with(self, letter: str) -> ImageFont.FreeTypeFont:
        """Return Inter, or else the first other font that has the letter; each letter is looked up once."""
        known = self._fonts_by_letter
        if letter not in known and _has(self.inter, letter):
            known[letter] = self.inter
        if letter not in known:
            known[letter] = next((font for font in self.noto if _has(font, letter)), self.inter)
        return known[letter]

    @cached_property
    def _fonts_by_letter(self) -> dict[str, ImageFont.FreeTypeFont]:
        return {}

    def _torn(self, word: str, width: float) -> list[str]:
        rows = [""]
        for letter in word:
            if self.width(rows[-1] + letter) > width:
                rows.append("")
            rows[-1] += letter
        return rows


@dataclass(frozen=True)
class Pens:
    """The four ways in which the sheet writes."""

    title: Pen = Pen(38, 700)
    chapter: Pen = Pen(22, 400)
    name: Pen = Pen(23, 700)
    line: Pen = Pen(23, 400)


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


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Tell whether a font draws a letter as something else than its box for letters that it lacks."""
    drawn, box = font.getmask(letter), font.getmask("\U0010ffff")
    return drawn.size != box.size or bytes(drawn) != bytes(box)
