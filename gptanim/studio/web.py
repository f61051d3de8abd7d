"""What a page that opens from disk is built with: templates that escape, pictures inside, and no network."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from PIL import Image

TEMPLATES = Path(__file__).parent / "templates"


def template(name: str) -> Template:
    """Return a template that shows every text as text; a name it lacks is an error."""
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True).get_template(name)


def own(name: str) -> str:
    """Return the text of a script or style sheet that lies beside the templates."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def data_url(kind: str, content: bytes) -> str:
    """Return content of a media type as a URL that holds all of it."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def picture_url(picture: Image.Image, longest: int) -> str:
    """Return a picture as a data: URL, its longer side at most so many pixels; makes the picture itself smaller."""
    picture.thumbnail((longest, longest))
    encoded = io.BytesIO()
    picture.save(encoded, "WEBP", quality=82)
    return data_url("image/webp", encoded.getvalue())


def policy(scripts: Sequence[str]) -> str:
    """Return a content security policy: these scripts by their digests, media from the page's folder, nothing else."""
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "media-src 'self' file: data:; base-uri 'none'; form-action 'none'"
    )
