"""The folder ``clips/`` beside a deck, which its slides play from."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from gptanim.studio.cache import appearing
from gptanim.studio.clip import Clip

CLIPS = "clips"
PRESENTERS = "slides/*.json"  # where manim-slides looks
OURS = re.compile(r"[\w.-]+-[0-9a-f]{8}\.mp4", re.ASCII)
NAMED = re.compile(rf'"{CLIPS}/([^"]+\.mp4)"')  # in a page or in a presenter's file


def put(clip: Clip, folder: Path) -> str:
    """Link or copy a clip into ``clips/`` in the folder of a deck; return its path from there.

    The file's name tells its content, and needs no quoting. Raises RenderError when it cannot be written.
    """
    name = re.sub(r"[^\w.-]", "_", clip.address, flags=re.ASCII)
    place = folder / CLIPS / f"{name}-{clip.key[:8]}.mp4"
    if not place.exists() or place.stat().st_size != clip.path.stat().st_size:
        with appearing(place) as temporary:
            temporary.unlink(missing_ok=True)
            try:
                os.link(clip.path, temporary)
            except OSError:  # another disk, or one without links
                shutil.copyfile(clip.path, temporary)
    return f"{CLIPS}/{place.name}"


def sweep(folder: Path) -> None:
    """Remove the clips that no page or presenter's file names any more; a file of another's making stays."""
    named = {name for pattern in ("*.html", PRESENTERS) for file in folder.glob(pattern) for name in _named_in(file)}
    for file in (folder / CLIPS).glob("*.mp4"):
        if OURS.fullmatch(file.name) and file.name not in named:
            file.unlink()


def _named_in(file: Path) -> Iterator[str]:
    for found in NAMED.finditer(file.read_text(encoding="utf-8", errors="replace")):
        yield found[1]
