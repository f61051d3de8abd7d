"""Small real clips, encoded with PyAV, for tests of what is made from clips; and a real browser to open it with."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from playwright.sync_api import Browser, sync_playwright

from gptanim.studio.clip import Clip
from tests.studio import workshop

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = """--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run
    --disable-background-networking --disable-component-update --disable-sync"""
RATE = 15
ENCODER = {"crf": "20", "preset": "veryfast", "threads": "1", "g": str(RATE * 4)}


def encode(path: Path, frames: int, size: tuple[int, int] = (160, 90), rate: int = RATE) -> Path:
    """Write an MP4 that brightens from grey 40 to grey 220, with a white bar that moves right."""
    width, height = size
    with av.open(path, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=Fraction(rate), options=ENCODER)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(frames):
            share = number / max(1, frames - 1)
            picture = np.full((height, width, 3), round(40 + share * 180), np.uint8)
            picture[-6:, : round(share * width)] = 255
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(stream.encode(None))
    return path


@pytest.fixture(scope="session")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return a function that gives an MP4 of so many frames, encoded once in a session."""
    folder = tmp_path_factory.mktemp("footage")

    def make(frames: int, size: tuple[int, int] = (160, 90), rate: int = RATE) -> Path:
        path = folder / f"{frames}-{size[0]}x{size[1]}-{rate}.mp4"
        return path if path.exists() else encode(path, frames, size, rate)

    return make


@pytest.fixture(scope="session")
def make_clip(footage: Callable[..., Path]) -> Callable[..., Clip]:
    """Return a function that gives a Clip with a real file behind it; any field can be set by name."""

    def make(segment: str = "guess", name: str = "untrained", frames: int = RATE, **fields: object) -> Clip:
        rate = int(str(fields.pop("rate", RATE)))
        size = fields.pop("size", (160, 90))
        countdown = bool(fields.get("interlude", False))
        known: dict[str, object] = {
            "key": hashlib.sha256(f"{segment}.{name}".encode()).hexdigest(),
            "chapter": "Predict the next letter",
            "title": segment.capitalize(),
            "line": "" if countdown else f"These are the words of {name}.",
            "notes": "",
            "loop": False,
            "ask": False,
            "interlude": False,
            "seconds": frames / rate,
            "path": footage(frames, size, rate),
        }
        return Clip(segment=segment, name=name, **(known | fields))  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def lesson_clips(make_clip: Callable[..., Clip]) -> list[Clip]:
    """Two segments, four beats and a countdown: five clips of different lengths."""
    return [
        make_clip("guess", "untrained", 15, line="Before training, every letter is about equally likely."),
        make_clip("guess", "letters", 23, line="Which letter comes next?", ask=True, notes="Let them guess."),
        make_clip("guess", "letters-countdown", 45, interlude=True),
        make_clip("loss", "surprise", 31, line="A right guess costs nothing. A wrong one costs a lot."),
        make_clip("loss", "falling", 16, line="So the loss falls.", loop=True),
    ]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project in which the lesson was made once."""
    place = workshop.set_up(tmp_path_factory.mktemp("made") / "project")
    first = workshop.render(place, "lesson")
    assert first.returncode == 0, first.stderr
    assert "Rendering 8 clips" in first.stderr
    return place


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """Return a project of one's own, with all that was made in it."""
    return Path(shutil.copytree(made, tmp_path / "project"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Lend Chromium, without a window and without services of its own."""
    if CHROMIUM is None and os.environ.get("GPTANIM_REQUIRE_BROWSER") == "1":
        pytest.fail("GPTANIM_REQUIRE_BROWSER=1, but there is no Chromium: apt-get install chromium")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield chromium
        chromium.close()
