"""Names for content: what a clip's pictures depend on, and nothing else, in one SHA-256."""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from gptanim.stage import Exhibit
from gptanim.studio.clip import Quality

FORMAT = 1  # raise it when clips made before must not be used again, whatever the rest of the key says
DRAWN_WITH = ("manim", "pycairo", "manimpango", "typst", "av")
FONTS = ("fontpkg-inter", "fontpkg-jetbrains-mono", "manimgx-fonts", "noto-cjk-sans-otc")
STUDIO = ("worker", "encoder", "pixels")
STAGE = ("gptanim/stage.py", *(f"gptanim/studio/{name}.py" for name in STUDIO))  # beside the scene's own sources


def of(value: object) -> str:
    """Return the SHA-256 of a value that JSON can hold, in one canonical spelling of it."""
    spelling = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(spelling.encode()).hexdigest()


def of_exhibit(exhibit: Exhibit) -> str:
    """Return the SHA-256 of an exhibit: its facts, and each array's name, type, shape and bytes."""
    arrays = {
        name: [array.dtype.str, array.shape, hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()]
        for name, array in exhibit.arrays.items()
    }
    return of([arrays, dict(exhibit.facts)])


def of_sources(segment: str, root: Path) -> dict[str, str]:
    """Return the SHA-256 of each project file that can change a segment's pictures, by its path in the project.

    root: the folder that holds scenes/ and gptanim/.
    """
    files = [*source_closure(f"scenes.{segment}", root), *(root / name for name in STAGE)]
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def until_beat(sources: Mapping[str, str], segment: str, root: Path, beat: str) -> dict[str, str]:
    """Return a segment's digests without its own beats after one, which come too late to change that."""
    own = f"scenes/{segment}.py"
    if own not in sources:
        return dict(sources)
    return {**sources, own: hashlib.sha256(until(beat, (root / own).read_bytes())).hexdigest()}


def of_captions(scenes: Path) -> str:
    """Return the SHA-256 of the file that draws captions into pictures."""
    return hashlib.sha256((scenes / "kit" / "subtitles.py").read_bytes()).hexdigest()


def until(beat: str, source: bytes) -> bytes:
    """Return a scene's source without the beats that follow one, unless another place in the file names them."""
    tree = ast.parse(source)
    named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    lines = source.splitlines(keepends=True)
    for scene in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        beats = [node for node in scene.body if isinstance(node, ast.FunctionDef) and _is_beat(node)]
        names = [node.name for node in beats]
        for later in beats[names.index(beat) + 1 :] if beat in names else []:
            if later.name not in named:
                first = later.decorator_list[0].lineno - 1
                while first and not lines[first - 1].strip():
                    first -= 1
                lines[first : later.end_lineno] = [b""] * ((later.end_lineno or first) - first)
    return b"".join(lines)


def _is_beat(method: ast.FunctionDef) -> bool:
    calls = [node.func for node in method.decorator_list if isinstance(node, ast.Call)]
    return any(isinstance(function, ast.Name) and function.id == "beat" for function in calls)


def source_closure(module: str, root: Path) -> list[Path]:
    """Return every file under scenes/ that a module there imports, directly or not, itself included, sorted."""
    found, met, todo = set[Path](), set[str](), [module]
    while todo:
        name = todo.pop()
        if name in met:
            continue
        met.add(name)
        stem = root.joinpath(*name.split("."))
        path = next((path for path in (stem.with_suffix(".py"), stem / "__init__.py") if path.is_file()), None)
        if path and path not in found:
            found.add(path)
            todo += _imported_scenes(path.read_bytes(), str(path))
        if "." in name:
            todo.append(name.rpartition(".")[0])  # importing a module runs the __init__ of every package it is in
    return sorted(found)


@lru_cache(maxsize=1024)
def _imported_scenes(source: bytes, file: str) -> tuple[str, ...]:
    """Return each name under scenes that a source imports; a name in a module is there too, and found to be no file."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source, filename=file)):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
    return tuple(name for name in found if name.split(".")[0] == "scenes")


def versions() -> dict[str, str]:
    """Return the versions of all packages that draw, encode or hold fonts."""
    return {name: importlib.metadata.version(name) for name in (*DRAWN_WITH, *FONTS)}


def clip_parts(
    segment: str,
    name: str,
    *,
    sources: Mapping[str, str],
    exhibit: str,
    theme: str,
    quality: Quality,
    seconds: float,
    versions: Mapping[str, str],
) -> dict[str, object]:
    """Return all that a clip's pictures depend on, by name; the clip is cached under the SHA-256 of it.

    name: the beat's, or that of its countdown. seconds: how long it holds; those of the beats before it are left
    out, since a beat starts from what was drawn, never from how long it stood.
    """
    return {
        "format": FORMAT,
        "segment": segment,
        "name": name,
        "sources": dict(sources),
        "exhibit": exhibit,
        "theme": theme,
        "size": [quality.width, quality.height, quality.frame_rate],
        "encoder": quality.encoder_options,
        "seconds": seconds,
        "versions": dict(versions),
    }
