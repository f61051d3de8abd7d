"""The deck on paper: every slide with its line as a page, and a handout with three of them a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typst

from gptanim.errors import RenderError
from gptanim.studio import cast, frames, slides
from gptanim.studio.cache import appearing
from gptanim.studio.clip import Clip
from gptanim.studio.stills import Stills

TEMPLATES = Path(__file__).parent / "templates"


def write_slides(clips: Sequence[Clip], path: Path, stills: Stills, *, title: str, background: str, text: str) -> None:
    """Write a PDF with a page for each slide: the picture it ends on, and below it title and line as text.

    Colours are ``#rrggbb``. Chapters and segments are its bookmarks.
    Raises RenderError when there is nothing to show, or the file cannot be written.
    """
    shown = _data(clips, stills, title)
    _write("pages.typ", path, stills, {**shown, "background": background, "text": text})


def write_handout(clips: Sequence[Clip], path: Path, stills: Stills, *, title: str) -> None:
    """Write a PDF for A4 paper, three slides a page with their lines beside them; else as write_slides does."""
    _write("handout.typ", path, stills, _data(clips, stills, title))


def _data(clips: Sequence[Clip], stills: Stills, title: str) -> dict[str, object]:
    shown = slides.in_order(clips)
    width, height = frames.size(shown[0].clip.path)
    beats = [
        {
            "chapter": slide.clip.chapter,
            "title": slide.clip.title,
            "first": slide.place == 1,
            "line": slide.clip.line,
            "picture": stills.file(slide.clip).name,
        }
        for slide in shown
    ]
    return {"title": title, "aspect": width / height, "beats": beats}


def _write(template: str, path: Path, stills: Stills, data: dict[str, object]) -> None:
    """Set a template with data that it reads as JSON: no text of a lesson ever becomes Typst's own language."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({str(file.parent) for file in cast.font_files()}),
    )
    compiler = typst.Compiler(
        (TEMPLATES / template).read_bytes(),
        root=str(stills.folder),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
    )
    with appearing(path) as temporary:
        try:
            compiler.compile(output=str(temporary), format="pdf")
        except typst.TypstError as error:
            raise RenderError(f"{path} cannot be set: {error.message}") from error
