"""Refuse data that no font of the project can draw, before a frame shows an empty box for a letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

from gptanim.errors import DataError
from gptanim.run import Run
from gptanim.studio import cast
from gptanim.studio.lesson import Lesson

UNSEEN = ("M", "Z", "C")  # Unicode categories that need no shape of their own: marks, spaces, joiners


def check(lesson: Lesson, runs: Mapping[str, Run]) -> None:
    """Raise DataError naming run and letters when the texts of a run hold letters that no font has."""
    plain = set(map(chr, range(0x250)))
    letters = {name: set().union(*run.corpus.texts) - plain for name, run in runs.items()}
    wanted = {name: {c for c in found if unicodedata.category(c)[0] not in UNSEEN} for name, found in letters.items()}
    if not any(wanted.values()):
        return
    drawable = characters(cast.font_files())
    for name, found in wanted.items():
        lacking = sorted(found - drawable)
        if lacking:
            shown = " ".join(f"{c} (U+{ord(c):04X})" for c in lacking[:5])
            more = f" and {len(lacking) - 5} more" if len(lacking) > 5 else ""
            raise DataError(
                f"no font of the project can draw {shown}{more}, found in the texts of run {name!r} "
                f"of {lesson.path}. Take the texts with these letters out of the data."
            )


def characters(files: Iterable[Path]) -> set[str]:
    """Return all characters for which at least one of the font files has a shape."""
    found: set[int] = set()
    for path in files:
        with open(path, "rb") as file:
            fonts = TTCollection(file, lazy=True).fonts if path.suffix == ".ttc" else [TTFont(file, lazy=True)]
            for font in fonts:
                found.update(font.getBestCmap())
    return set(map(chr, found))
