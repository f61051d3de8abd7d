"""The deck for PowerPoint, Keynote and LibreOffice: each clip fills a slide of its own and starts by itself."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Document
from pptx.slide import Slide as Page
from pptx.util import Emu, Inches, Pt

from gptanim.studio import frames, slides, timing
from gptanim.studio.cache import appearing
from gptanim.studio.clip import Clip
from gptanim.studio.slides import Slide
from gptanim.studio.stills import Stills

LONG_SIDE = Inches(40 / 3)  # of a slide, as PowerPoint has it
TITLE_ONLY = 5  # the layout's place in python-pptx's template
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML, even when escaped
EPOCH = datetime(2026, 1, 1)  # of every file, so that the same slides are the same bytes


def write(clips: Sequence[Clip], path: Path, stills: Stills, *, title: str, background: str) -> None:
    """Write a .pptx file; background is ``#rrggbb``.

    Raises RenderError when there is nothing to show, or the file cannot be written.
    """
    shown = slides.in_order(clips)
    width, height = _size(shown[0].clip)
    document = _document(title, width, height)
    for slide in shown:
        page = document.slides.add_slide(document.slide_layouts[TITLE_ONLY])
        _put_title(page, slide, width)
        _put_clip(page, slide, (width, height), stills.file(slide.clip))
        page.background.fill.solid()
        page.background.fill.fore_color.rgb = RGBColor(*bytes.fromhex(background.lstrip("#")))  # type: ignore[no-untyped-call]
        notes = page.notes_slide.notes_text_frame
        if notes is not None:
            notes.text = "\n".join(map(_allowed, slide.spoken))
    with appearing(path) as temporary:
        _save(document, temporary, {_stand_in(slide.clip): slide.clip.path for slide in shown})


def _size(clip: Clip) -> tuple[Emu, Emu]:
    """Return a slide's width and height: the clip's shape, whatever its quality."""
    width, height = frames.size(clip.path)
    scale = LONG_SIDE / max(width, height)
    return Emu(round(width * scale)), Emu(round(height * scale))


def _document(title: str, width: Emu, height: Emu) -> Document:
    """Return a document without slides."""
    document = Presentation()
    document.slide_width, document.slide_height = width, height
    about = document.core_properties
    about.title = _allowed(title)[:255]
    about.author = about.last_modified_by = "gptanim"
    about.created = about.modified = EPOCH
    return document


def _put_title(page: Page, slide: Slide, width: Emu) -> None:
    """Write the title above the slide, where the outline and a screen reader find it and nothing is covered."""
    title = page.shapes.title
    if title is None:
        return
    height = Inches(1)
    title.left, title.top, title.width, title.height = Emu(0), Emu(-height - Inches(0.1)), width, height
    title.text_frame.text = _allowed(slide.heading)
    title.text_frame.paragraphs[0].font.size = Pt(32)


def _put_clip(page: Page, slide: Slide, size: tuple[Emu, Emu], poster: Path) -> None:
    """Put the clip over the whole slide, to start by itself."""
    content = io.BytesIO(_stand_in(slide.clip))
    movie = page.shapes.add_movie(content, Emu(0), Emu(0), *size, str(poster), "video/mp4")
    named = movie.element.xpath("./p:nvPicPr/p:cNvPr")[0]
    named.set("name", slide.id)
    named.set("descr", _allowed(slide.clip.line))
    (before,) = page.element.xpath("./p:timing")
    own = timing.starting_by_itself(movie.shape_id, slide.clip.seconds, slide.clip.loop)
    before.getparent().replace(before, parse_xml(own))


def _stand_in(clip: Clip) -> bytes:
    """Return what stands for a clip until the file is written.

    python-pptx would hold all clips in memory, and compare each new one with all before.
    """
    return f"the clip {clip.key}".encode()


def _save(document: Document, path: Path, clips: Mapping[bytes, Path]) -> None:
    """Write the document with the clips in place of what stands for them, which are stored as they are."""
    draft = io.BytesIO()
    document.save(draft)
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            entry = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            if content in clips:
                with clips[content].open("rb") as clip, target.open(entry, "w") as place:
                    shutil.copyfileobj(clip, place)
            else:
                packed = zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED
                target.writestr(entry, content, packed)


def _allowed(text: str) -> str:
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
