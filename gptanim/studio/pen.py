"""Writes lines of text on a picture, in any script that the project's fonts have."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

from gptanim.studio import cast


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
        return next(self._font(path) for path in cast.font_files() if path.name.startswith("Inter["))

    @cached_property
    def noto(self) -> list[ImageFont.FreeTypeFont]:
        files = (path for path in cast.font_files() if path.name.startswith("Noto"))
        return [self._font(path) for path in files if "Italic" not in path.name]

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
        with suppress(OSError):  # a font of one weight only
            axes = font.get_variation_axes()
            font.set_variation_by_axes(
                [self.weight if b"eight" in axis["name"] else axis["default"] or 0 for axis in axes]
            )
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


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Tell whether a font draws a letter as something else than its box for letters that it lacks."""
    drawn, box = font.getmask(letter), font.getmask("\U0010ffff")
    return drawn.size != box.size or bytes(drawn) != bytes(box)
