"""What this machine has and lacks for making lessons, and the fix for each lack."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from gptanim.errors import LessonError
from gptanim.studio.voices import espeak, piper
from gptanim.studio.voices.process import ProcessVoice

OLDEST_PYTHON = (3, 11)
FONT_PACKAGES = {
    "Inter": "fontpkg_inter",
    "JetBrains Mono": "fontpkg_jetbrains_mono",
    "Noto Sans for other scripts": "manimgx_fonts",
    "Noto Sans CJK": "noto_cjk_sans_otc",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
GIGABYTE = 10**9
REINSTALL = "remove .venv and run `make lesson`, which installs it"


@dataclass(frozen=True)
class Check:
    """One thing that lessons need. fix: what to do when it is missing, in one line; required: no lesson without it."""

    name: str
    ok: bool
    found: str
    fix: str
    required: bool = True


def report(out: Path = Path("out")) -> list[Check]:
    """Return every check. out: the folder that lessons would be written to.

    Never fails, whatever is missing, and does not import manim, which alone would take a second.
    """
    return [
        python(),
        package("manim", lambda: metadata.version("manim"), REINSTALL),
        package("Cairo (pycairo)", _cairo, f"{REINSTALL}; it needs the cairo library with headers"),
        package("Pango (manimpango)", _pango, f"{REINSTALL}; it needs the pango library with headers"),
        package("PyAV with x264", _x264, REINSTALL),
        package("typst formulas", _formula, REINSTALL),
        *(font(name, folder) for name, folder in FONT_PACKAGES.items()),
        cores(),
        disk(out),
        voice("espeak", espeak.voice),
        voice("piper", piper.voice),
        browser(),
        package(
            "PyTorch", lambda: metadata.version("torch"), "`make test` installs it; only tests need it", required=False
        ),
    ]


def package(name: str, finds: Callable[[], str], fix: str, required: bool = True) -> Check:
    """Return whether a package does its work here: what finds() tells, or why it fails."""
    try:
        return Check(name, True, finds(), fix, required)
    except metadata.PackageNotFoundError:
        return Check(name, False, "not installed", fix, required)
    except (ImportError, LookupError, OSError, RuntimeError, ValueError) as error:
        return Check(name, False, str(error).partition("\n")[0] or type(error).__name__, fix, required)


def font(name: str, folder: str) -> Check:
    """Return whether a font's package is there, with font files in it."""
    spec = find_spec(folder)
    place = Path(spec.origin).parent if spec is not None and spec.origin is not None else None
    count = sum(path.suffix in (".ttf", ".otf", ".ttc") for path in place.rglob("*")) if place else 0
    found = f"{count} font files" if place else "not installed"
    return Check(f"font {name}", count > 0, found, REINSTALL)


def python() -> Check:
    """Return whether this Python is new enough."""
    oldest = ".".join(map(str, OLDEST_PYTHON))
    fix = f"install Python {oldest} or newer, remove .venv, then `make lesson PYTHON=…`"
    found = f"{sys.version.split()[0]} ({sys.executable})"
    return Check("Python", sys.version_info >= OLDEST_PYTHON, found, fix)


def cores() -> Check:
    """Return how many processor cores this process may use; rendering takes them all."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    fix = "one core works, more are faster: give a virtual machine or container at least two"
    return Check("processor cores", count > 1, str(count), fix, required=False)


def disk(out: Path) -> Check:
    """Return whether a file can be written to `out` and a gigabyte is free there."""
    place = next(folder for folder in (out.absolute(), *out.absolute().parents) if folder.exists())
    free = shutil.disk_usage(place).free
    fix = "free at least 1 GB there, or write elsewhere: `render.py lesson --out DIR`"
    try:
        with tempfile.TemporaryFile(dir=place):
            return Check("room for lessons", free > GIGABYTE, f"{free / GIGABYTE:.1f} GB free in {place}", fix)
    except OSError as error:
        return Check("room for lessons", False, f"cannot write to {place}: {error.strerror}", fix)


def browser() -> Check:
    """Return whether a Chromium is there, which the tests of the slide deck play it in."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    fix = "install the package chromium (`make test` does on Debian); only tests need it"
    return Check("Chromium", path is not None, path or "not found", fix, required=False)


def voice(name: str, find: Callable[[], ProcessVoice]) -> Check:
    """Return whether a lesson can be spoken by a voice."""
    fix = f"run `.venv/bin/pip install -c constraints.txt -e '.[{name}]'`; only lessons with this voice need it"
    try:
        return Check(f"voice {name}", True, ", ".join(find().who), fix, required=False)
    except (LessonError, ImportError):
        return Check(f"voice {name}", False, "not installed", fix, required=False)


def _cairo() -> str:
    import cairo

    return f"{metadata.version('pycairo')} with Cairo {cairo.cairo_version_string()}"


def _pango() -> str:
    import manimpango

    return f"{metadata.version('manimpango')} with Pango {manimpango.pango_version()}"


def _x264() -> str:
    import av

    if "libx264" not in av.codecs_available:
        raise LookupError(f"PyAV {av.__version__} was built without libx264")
    return f"{av.__version__} with libx264"


def _formula() -> str:
    import typst

    began = time.perf_counter()
    typst.compile(b"$ L = -log p_i $", format="svg")
    return f"{metadata.version('typst')}, a formula in {time.perf_counter() - began:.2f} s"
