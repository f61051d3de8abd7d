"""The shape of the picture: wide for a screen, square or tall for a phone; each quality has a size for each."""

from __future__ import annotations

from dataclasses import replace

from gptanim.studio.clip import Quality

ASPECTS = ("16:9", "1:1", "9:16")
SQUARE_SIDES = {480: 640, 1080: 1080}  # by the height of the wide picture; 480 rows would blur the smallest text


def sized(quality: Quality, aspect: str) -> Quality:
    """Return a quality, which is given in 16:9, with the size in pixels that it has in an aspect; all are even.

    draft, 854 × 480: 1:1 → 640 × 640, 9:16 → 480 × 854
    """
    if aspect == "9:16":
        return replace(quality, width=quality.height, height=quality.width)
    if aspect == "1:1":
        side = SQUARE_SIDES[quality.height]
        return replace(quality, width=side, height=side)
    return quality
