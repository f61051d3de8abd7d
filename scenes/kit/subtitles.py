"""Captions drawn into finished frames, in the region that every layout keeps empty for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from manim import Group, ManimColor, Mobject, config

from scenes.kit.camera import StageCamera
from scenes.kit.layout import Layout, Region
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme

Pixels = npt.NDArray[np.uint8]
LEADING = 1.15  # from one row to the next, as a multiple of a row's height


class Subtitles:
    """One clip's captions. cues: the clip's frame from which each text stands, and the text, of one row or two."""

    def __init__(self, cues: Sequence[tuple[int, str]], theme: Theme) -> None:
        self.cues, self.theme = list(cues), theme
        self._picture = lru_cache(maxsize=2)(self._drawn)

    def over(self, frame: Pixels, number: int, repeat: int) -> Iterator[tuple[Pixels, int]]:
        """Give a frame that is shown from the clip's frame ``number`` on with each of its captions, and how often.

        frame: (height, width, 4), RGBA; it is left as it is.
        """
        ends = [*(first for first, _ in self.cues[1:]), number + repeat]
        for (_, text), end in zip(self.cues, ends, strict=True):
            count = min(end, number + repeat) - number
            if count > 0:
                yield self._written(frame, text), count
                number, repeat = number + count, repeat - count

    def _written(self, frame: Pixels, text: str) -> Pixels:
        top, cover = self._picture(text)
        colour = np.array([round(255 * part) for part in ManimColor(self.theme.text).to_rgb()])
        written = frame.copy()
        rows = written[top : top + len(cover), :, :3]
        rows[:] = rows + (colour - rows) * cover[:, :, None]
        return written

    def _drawn(self, text: str) -> tuple[int, npt.NDArray[np.float32]]:
        """Return the first row of pixels that a text covers, and how much of each pixel from there on; 0 … 1."""
        region = Layout.of(float(config.frame_width), float(config.frame_height)).caption
        camera = StageCamera(background_opacity=0.0)
        camera.capture_mobjects([self.block(text, region)])
        alpha = camera.pixel_array[:, :, 3]
        covered = np.flatnonzero(alpha.any(axis=1))
        if not len(covered):
            return 0, np.zeros((0, alpha.shape[1]), np.float32)
        top, bottom = int(covered[0]), int(covered[-1]) + 1
        return top, alpha[top:bottom].astype(np.float32) / np.float32(255)

    def block(self, text: str, region: Region) -> Mobject:
        """Return a text in a region, in one row or two: whichever can be larger."""
        one, two = (self._rows(rows) for rows in ([text.replace("\n", " ")], text.split("\n")))
        fits = [min(region.width / block.width, region.height / block.height) for block in (one, two)]
        return region.place(two if fits[1] > max(fits[0], 0.0) and fits[0] < 1 else one)

    def _rows(self, rows: Sequence[str]) -> Group:
        labels = [Label(row, self.theme, size=self.theme.label_size) for row in rows]
        for number, label in enumerate(labels):
            label.shift((0.0, -number * LEADING * label.height, 0.0))
        return Group(*labels)
