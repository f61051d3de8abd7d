"""The deck: one HTML file that plays the clips as slides, opened from disk and without a network."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from gptanim.errors import ConfigError
from gptanim.studio import clipfolder, frames, slides, web
from gptanim.studio.cache import appearing
from gptanim.studio.clip import Clip
from gptanim.studio.slides import Slide
from gptanim.studio.stills import Stills

REVEAL = Path(__file__).parent / "vendor" / "reveal"
LONG_SIDE = 1920  # CSS pixels, before reveal fits a slide to the window
STILL_WIDTH = 1280  # pixels; enough for overview, print, and the moment before a clip has loaded
SPEAKER_WINDOW = "sha256-GzCveToXhSIzS3M5eQeRm3McVRB7cYneYKwTkzA3wDk="  # the script in reveal's window of notes


def write(
    clips: Sequence[Clip],
    path: Path,
    stills: Stills,
    *,
    title: str,
    background: str,
    text: str,
    accent: str,
    one_file: bool = False,
) -> None:
    """Write the slides, and beside them a folder with their clips, or all in one file.

    Colours are ``#rrggbb``. Older clips of the deck are removed once the new deck is in place.
    Raises RenderError when there is nothing to show, ConfigError for another kind of colour.
    """
    segments = slides.by_segment(clips)
    folder = None if one_file else path.parent
    width, height = _size(segments[0][0].clip)
    scripts = [_reveal("reveal.js"), _reveal("notes.js"), web.own("slides.js")]
    page = web.template("slides.html.j2").generate(
        title=title,
        **{name: _colour(value) for name, value in (("background", background), ("text", text), ("accent", accent))},
        segments=segments,
        source=partial(_source, folder=folder),
        still=partial(_still, stills=stills),
        columns=len(segments) > 1,  # reveal would show a lone column's arrows upright
        width=width,
        height=height,
        policy=_policy(scripts),
        scripts=scripts,
        licence=_reveal("LICENSE"),
        reveal_css=_reveal("reveal.css"),
        own_css=web.own("slides.css"),
    )
    with appearing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(page)
    clipfolder.sweep(path.parent)


def _source(slide: Slide, folder: Path | None) -> str:
    """Put the clip in its place, which is inside the deck when there is no folder; return its URL."""
    if folder is None:
        return web.data_url("video/mp4", slide.clip.path.read_bytes())
    return clipfolder.put(slide.clip, folder)


def _still(slide: Slide, stills: Stills) -> str:
    """Return the clip's last frame as a data: URL."""
    return web.picture_url(stills.picture(slide.clip), STILL_WIDTH)


def _policy(scripts: Sequence[str]) -> str:
    """Return a content security policy: our own scripts by their digests, pictures from here, and no network."""
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = " ".join([f"'sha256-{digest}'" for digest in digests] + [f"'{SPEAKER_WINDOW}'"])
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "media-src 'self' file: data:; frame-src 'self' file:; base-uri 'none'; form-action 'none'"
    )


def _size(clip: Clip) -> tuple[int, int]:
    """Return a slide's size in CSS pixels: the clip's shape, whatever its quality."""
    width, height = frames.size(clip.path)
    scale = LONG_SIDE / max(width, height)
    return round(width * scale), round(height * scale)


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ConfigError(f"{value!r} is no colour for a deck; write it as #rrggbb")
    return value


def _reveal(name: str) -> str:
    return (REVEAL / name).read_text(encoding="utf-8")
