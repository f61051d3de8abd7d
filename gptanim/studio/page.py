"""The lesson's page: the film with its chapters and transcript, what else was made, and what it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from gptanim.errors import RenderError
from gptanim.studio import cast, frames, slides, web
from gptanim.studio.cache import write_whole
from gptanim.studio.clip import Clip

POSTER = 1280  # pixels of its longer side
ROLES = ("background", "surface", "grid", "text", "muted", "predicted")  # the theme's colours that the page uses
FORMS = {  # what may lie beside the page, and what it is to a student
    "slides.html": ("Slides", "to click through, in the browser"),
    "slides.pdf": ("Slides as PDF", "a page for each"),
    "slides.pptx": ("PowerPoint", "slides with film and notes"),
    "handout.pdf": ("Handout", "pictures and words, to print"),
    "storyboard.png": ("Storyboard", "the whole lesson in one picture"),
    "captions.vtt": ("Captions", "WebVTT"),
    "captions.srt": ("Captions", "SubRip"),
    "manifest.json": ("Manifest", "all facts below, for programs"),
}


@dataclass(frozen=True)
class Line:
    """One beat of the transcript. id: its address in this page, as in the deck; at: seconds from the film's start."""

    id: str
    at: float
    words: str
    chapter: str
    segment: tuple[str, str]  # name and title

    @property
    def clock(self) -> str:
        """When it is said, as a viewer reads it off the film."""
        return clock(self.at)


@dataclass(frozen=True)
class Form:
    """A file beside the page that a student may want."""

    file: str
    name: str
    use: str


def write(clips: Sequence[Clip], folder: Path) -> Path:
    """Write index.html beside the film, captions and manifest that lie in the folder; return its path.

    Raises RenderError when one of these is missing.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        captions = (folder / "captions.vtt").read_bytes()
        width, height = frames.size(folder / "film.mp4")
    except OSError as error:
        raise RenderError(f"the lesson's page needs {error.filename}, which is missing; make the film first") from error
    script = web.own("page.js")
    page = web.template("page.html.j2").render(
        manifest=manifest,
        summary=summary(clips, manifest),
        chapters=chapters(clips),
        forms=forms(folder),
        captions=web.data_url("text/vtt", captions),  # a browser reads no captions from a file of their own on disk
        poster=web.picture_url(frames.last_frame(clips[0].path), POSTER),
        width=width,
        height=height,
        length=clock(manifest["clip_seconds"]),
        look=colours(manifest["theme"]),
        policy=web.policy([script]),
        script=script,
        style=web.own("page.css"),
    )
    path = folder / "index.html"
    write_whole(path, page.encode())
    return path


def lines(clips: Sequence[Clip]) -> Iterator[Line]:
    """Give every beat with the moment at which it begins; countdowns and curtains only take their time."""
    ids = iter([slide.id for slide in slides.in_order(clips)])
    start = 0.0
    for clip in clips:
        if not clip.interlude:
            yield Line(next(ids), round(start, 3), clip.line, clip.chapter, (clip.segment, clip.title))
        start += clip.seconds


def chapters(clips: Sequence[Clip]) -> list[tuple[str, list[tuple[str, list[Line]]]]]:
    """Return (chapter's title, [(segment's title, its lines)]) in the film's order."""
    return [
        (title, [(segment[1], list(said)) for segment, said in groupby(members, key=lambda line: line.segment)])
        for title, members in groupby(lines(clips), key=lambda line: line.chapter)
    ]


def forms(folder: Path) -> list[Form]:
    """Return what else lies in the folder, in the order in which students ask for it."""
    return [Form(file, *words) for file, words in FORMS.items() if (folder / file).is_file()]


def colours(theme: str) -> dict[str, str]:
    """Return the page's colours by role, and whether they are dark or light to a browser."""
    look = cast.theme(theme)
    found: dict[str, str] = {role: getattr(look, role) for role in ROLES}
    brightness = sum(int(found["background"][place : place + 2], 16) for place in (1, 3, 5)) / 3
    return {**found, "scheme": "dark" if brightness < 128 else "light"}


def summary(clips: Sequence[Clip], manifest: Mapping[str, Any]) -> str:  # Any: whatever JSON holds
    """Return one sentence on what the page holds."""
    length, count, runs = manifest["clip_seconds"], len(chapters(clips)), len(manifest["runs"])
    time = f"{round(length / 60)} minutes" if length >= 90 else f"{round(length)} seconds"
    parts = f"{count} chapters" if count > 1 else "one chapter"
    gpts = f"{runs} GPTs that were" if runs > 1 else "a GPT that was"
    return f"{time} in {parts}, drawn from {gpts} trained for it. Every number on screen was measured."


def clock(seconds: float) -> str:
    """Return a time of the film as minutes:seconds, with hours where there are any.

    75.9 → "1:15"
    """
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
