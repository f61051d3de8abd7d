"""Who plays what: the one place where the names in a lesson become scene classes and themes."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
from pathlib import Path
from typing import Any, Protocol, cast

from gptanim.errors import LessonError
from gptanim.stage import Beat, Exhibit
from gptanim.studio.wording import nearest


class SegmentClass(Protocol):
    """What the studio asks of a segment's class; drawing is the worker's business."""

    title: str
    roles: tuple[str, ...]
    beats: tuple[Beat, ...]

    def measure(self, **runs_and_parameters: Any) -> Exhibit:  # Any: each segment has parameters of its own
        """Return what the segment shows, computed from the runs bound to its roles."""
        ...


class ThemeLook(Protocol):
    """What the studio asks of a theme: the colours of a page that holds clips."""

    @property
    def background(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def predicted(self) -> str: ...


def scenes_folder() -> Path:
    """Return the folder of the ``scenes`` package, without importing it."""
    spec = importlib.util.find_spec("scenes")
    if spec is None or not spec.submodule_search_locations:
        raise LessonError("the package 'scenes' is not on Python's path; run render.py from the project's folder")
    return Path(next(iter(spec.submodule_search_locations)))


def segment_names() -> list[str]:
    """Return the names of all segments there are, sorted, without importing them."""
    return sorted(path.stem for path in scenes_folder().glob("*.py") if not path.stem.startswith("_"))


def segment(name: str) -> SegmentClass:
    """Return the one Segment subclass that scenes/<name>.py defines; imports manim."""
    if name not in segment_names():
        raise LessonError(f"there is no segment {name!r}{nearest(name, segment_names())}")
    base = importlib.import_module("scenes.kit.segment").Segment
    module = importlib.import_module(f"scenes.{name}")
    found = [
        thing
        for thing in vars(module).values()
        if inspect.isclass(thing) and issubclass(thing, base) and thing.__module__ == module.__name__
    ]
    if len(found) != 1:
        names = ", ".join(thing.__name__ for thing in found) or "none"
        raise LessonError(f"scenes/{name}.py must define exactly one Segment; found {names}")
    return cast(SegmentClass, found[0])


def font_files() -> list[Path]:
    """Return the files of all fonts that scenes can use; imports Pango, not manim."""
    return cast(list[Path], importlib.import_module("scenes.kit.fonts").font_files())


def theme_names() -> list[str]:
    """Return the names of all themes there are."""
    return sorted(importlib.import_module("scenes.kit.theme").THEMES)


def theme(name: str) -> ThemeLook:
    """Return the theme of that name."""
    themes = importlib.import_module("scenes.kit.theme").THEMES
    if name not in themes:
        raise LessonError(f"there is no theme {name!r}{nearest(name, themes)}")
    return cast(ThemeLook, themes[name])
