"""The deck for manim-slides, which plays our clips in a window of its own or converts them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from gptanim.studio import clipfolder, frames, slides
from gptanim.studio.cache import write_whole
from gptanim.studio.clip import Clip
from gptanim.studio.slides import Slide

PLACE = Path("slides") / "presenter.json"  # in the deck's folder: manim-slides looks in ./slides
NO_MARKUP = "\N{WORD JOINER}"  # unseen, and it keeps “<” and the letter behind it from being a tag
MARKUP = re.compile(r"[<&\]]")


def write(clips: Sequence[Clip], folder: Path, *, background: str) -> Path:
    """Write slides/presenter.json into a deck's folder, put the clips beside, and return the file.

    Its paths start at the deck's folder, so that it may be moved. background is ``#rrggbb``.
    Raises RenderError when there is nothing to show, or the file cannot be written.
    """
    shown = slides.in_order(clips)
    told = {
        "slides": [_slide(slide, folder) for slide in shown],
        "resolution": frames.size(shown[0].clip.path),
        "background_color": background,
    }
    path = folder / PLACE
    write_whole(path, f"{json.dumps(told, indent=2)}\n".encode())  # ASCII: manim-slides reads in the system's encoding
    clipfolder.sweep(folder)
    return path


def _slide(slide: Slide, folder: Path) -> dict[str, object]:
    """Return one slide; its clip stands for the reversed one too, as manim-slides does when it is to reverse none."""
    file = clipfolder.put(slide.clip, folder)
    return {
        "file": file,
        "rev_file": file,
        "loop": slide.clip.loop,
        "auto_next": False,
        "notes": "\n\n".join(map(_plain, slide.spoken)),
        "dedent_notes": False,
    }


def _plain(words: str) -> str:
    """Return words that Markdown and HTML show as they are: manim-slides would take tags in notes for its own."""
    return MARKUP.sub(lambda found: found[0] + NO_MARKUP, words)
