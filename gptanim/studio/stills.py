"""The pictures that clips end on, each decoded once, however many forms of a deck show it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from gptanim.studio import frames
from gptanim.studio.clip import Clip

LARGEST = (1920, 1920)  # pixels; no paper or projector shows more of a slide
QUALITY, WHOLE_COLOURS = 90, 0  # of a JPEG, so that thin coloured lines and letters stay sharp


@dataclass(frozen=True)
class Stills:
    """Last frames in a folder of their own, named by the keys of their clips."""

    folder: Path

    def picture(self, clip: Clip) -> Image.Image:
        """Return the last frame; raises RenderError when the clip holds no picture."""
        place = self.folder / f"{clip.key}.png"
        if not place.exists():
            picture = frames.last_frame(clip.path)
            picture.thumbnail(LARGEST)
            picture.save(place, compress_level=1)
        with Image.open(place) as kept:
            return kept.convert("RGB")

    def file(self, clip: Clip) -> Path:
        """Return a JPEG of the last frame, for documents that hold pictures as they come."""
        place = self.folder / f"{clip.key}.jpg"
        if not place.exists():
            self.picture(clip).save(place, quality=QUALITY, subsampling=WHOLE_COLOURS)
        return place


@contextmanager
def kept() -> Iterator[Stills]:
    """Lend Stills that last as long as the block."""
    with tempfile.TemporaryDirectory(prefix="gptanim-stills-") as folder:
        yield Stills(Path(folder))
