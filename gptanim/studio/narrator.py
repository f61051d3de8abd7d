"""How long a line is spoken; made before anything is rendered, so that each beat can hold for its words."""

from __future__ import annotations

from gptanim.stage import reading_seconds

VOICES = ("silent",)


def seconds(line: str, voice: str) -> float:
    """Return how long a voice takes for a line; the silent one leaves the time to read it aloud."""
    if voice not in VOICES:
        raise ValueError(f"no voice {voice!r}: a lesson that was read knows only {VOICES}")
    return reading_seconds(line)
