"""The deck: one HTML file that plays the clips as slides, opened from disk and without a network."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from gptanim.errors import ConfigError, RenderError
from gptanim.studio import frames
from gptanim.studio.cache import appearing
from gptanim.studio.clip import Clip

HERE = Path(__file__).parent
REVEAL = HERE / "vendor" / "reveal"
TEMPLATES = HERE / "templates"
CLIPS = "clips"  # the folder beside the deck
CLIP_NAME = re.compile(r"[\w.-]+-[0-9a-f]{8}\.mp4")
LONG_SIDE = 1920  # CSS pixels, before reveal fits a slide to the window
STILL_WIDTH = 1280  # pixels; enough for overview, print, and the moment before a clip has loaded
SPEAKER_WINDOW = "sha256-GzCveToXhSIzS3M5eQeRm3McVRB7cYneYKwTkzA3wDk="  # the script in reveal's window of notes


@dataclass(frozen=True)
class Slide:
    """One beat in the deck; its pictures are read when the template comes to it, and then forgotten.

    id: what stands behind ``#/`` in the address bar. folder: where the clip lies beside the deck; None: inside it.
    """

    clip: Clip
    id: str
    folder: Path | None

    @property
    def spoken(self) -> list[str]:
        """The speaker's notes, paragraph by paragraph: the line, then what is for the speaker alone."""
        return [words for words in (self.clip.line, *self.clip.notes.splitlines()) if words.strip()]

    def source(self) -> str:
        """Put the clip in its place and return its URL."""
        if self.folder is None:
            return _data_url("video/mp4", self.clip.path.read_bytes())
        return f"{CLIPS}/{quote(_place(self.clip, self.folder).name)}"

    def still(self) -> str:
        """Return the clip's last frame as a data: URL."""
        picture = frames.last_frame(self.clip.path)
        picture.thumbnail((STILL_WIDTH, STILL_WIDTH))
        encoded = io.BytesIO()
        picture.save(encoded, "WEBP", quality=82)
        return _data_url("image/webp", encoded.getvalue())


def write(
    clips: Sequence[Clip], path: Path, *, title: str, background: str, text: str, accent: str, one_file: bool = False
) -> None:
    """Write the slides, and beside them a folder with their clips, or all in one file.

    Colours are ``#rrggbb``. Older clips of the deck are removed once the new deck is in place.
    Raises RenderError when there is nothing to show, ConfigError for another kind of colour.
    """
    folder = None if one_file else path.parent / CLIPS
    segments = slides(clips, folder)
    if not segments:
        raise RenderError("there are no clips to make slides of; choose at least one segment")
    width, height = _size(segments[0][0].clip)
    scripts = [_text(REVEAL / "reveal.js"), _text(REVEAL / "notes.js"), _text(TEMPLATES / "slides.js")]
    page = _template().generate(
        title=title,
        **{name: _colour(value) for name, value in (("background", background), ("text", text), ("accent", accent))},
        segments=segments,
        columns=len(segments) > 1,  # reveal would show a lone column's arrows upright
        width=width,
        height=height,
        policy=_policy(scripts),
        scripts=scripts,
        licence=_text(REVEAL / "LICENSE"),
        reveal_css=_text(REVEAL / "reveal.css"),
        own_css=_text(TEMPLATES / "slides.css"),
    )
    with appearing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(page)
    _sweep(path.parent)


def slides(clips: Sequence[Clip], folder: Path | None) -> list[list[Slide]]:
    """Return the slides of each segment in turn; a countdown has none, since a slide waits by itself."""
    seen: Counter[str] = Counter()

    def slide(clip: Clip) -> Slide:
        seen[clip.address] += 1
        again = f"-{seen[clip.address]}" if seen[clip.address] > 1 else ""
        return Slide(clip, clip.address + again, folder)

    shown = (clip for clip in clips if not clip.interlude)
    return [
        [slide(clip) for clip in members] for _, members in groupby(shown, key=lambda clip: (clip.segment, clip.title))
    ]


def _place(clip: Clip, folder: Path) -> Path:
    """Link or copy the clip into the deck's folder, under a name that tells its content."""
    name = re.sub(r"[^\w.-]", "_", clip.address)
    place = folder / f"{name}-{clip.key[:8]}.mp4"
    if not place.exists() or place.stat().st_size != clip.path.stat().st_size:
        with appearing(place) as temporary:
            temporary.unlink(missing_ok=True)
            try:
                os.link(clip.path, temporary)
            except OSError:  # another disk, or one without links
                shutil.copyfile(clip.path, temporary)
    return place


def _sweep(folder: Path) -> None:
    """Remove the clips that no deck in the folder names any more; a file of another's making stays."""
    named = {name for page in folder.glob("*.html") for name in _clips_named_in(page)}
    for file in (folder / CLIPS).glob("*.mp4"):
        if CLIP_NAME.fullmatch(file.name) and quote(file.name) not in named:
            file.unlink()


def _clips_named_in(page: Path) -> Iterator[str]:
    for found in re.finditer(rf'data-clip="{CLIPS}/([^"]+)"', page.read_text(encoding="utf-8", errors="replace")):
        yield found[1]


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


def _template() -> Template:
    loader = FileSystemLoader(TEMPLATES)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("slides.html.j2")


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ConfigError(f"{value!r} is no colour for a deck; write it as #rrggbb")
    return value


def _data_url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
