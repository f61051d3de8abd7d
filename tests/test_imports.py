"""The import rule: who may know of whom, read from the sources."""

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = [ROOT / "render.py", *(path for name in ("gptanim", "scenes") for path in (ROOT / name).rglob("*.py"))]
MEASURES = [path for path in SOURCES if path.parent == ROOT / "gptanim" / "measures"]
LABORATORY = [path for path in SOURCES if path.parent == ROOT / "gptanim"]
SCENES = [path for path in SOURCES if ROOT / "scenes" in path.parents]
STUDIO = [path for path in SOURCES if ROOT / "gptanim" / "studio" in path.parents]
STANDALONE = ROOT / "scenes" / "kit" / "standalone.py"
WORKER = ROOT / "gptanim" / "studio" / "worker.py"


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of everything a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def each(paths: list[Path]) -> Callable[..., object]:
    return pytest.mark.parametrize("path", paths, ids=[str(path.relative_to(ROOT)) for path in paths])


def top(name: str) -> str:
    return name.partition(".")[0]


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@each([*LABORATORY, *MEASURES])
def test_the_laboratory_imports_numpy_the_standard_library_and_itself(path: Path) -> None:
    names = list(imports(path))
    assert {top(name) for name in names} <= {"numpy", "gptanim", *sys.stdlib_module_names}
    assert not [name for name in names if within(name, "gptanim.studio")]


@each(LABORATORY)
def test_what_trains_knows_nothing_of_what_is_measured(path: Path) -> None:
    assert not [name for name in imports(path) if within(name, "gptanim.measures")]


@each(SCENES)
def test_scenes_know_nothing_of_the_studio(path: Path) -> None:
    if path != STANDALONE:
        assert not [name for name in imports(path) if within(name, "gptanim.studio")]


@each(STUDIO)
def test_the_studio_reaches_scenes_by_name_only(path: Path) -> None:
    if path != WORKER:  # it registers the fonts, and gives manim the stage's camera
        assert not [name for name in imports(path) if within(name, "scenes")]


@each(SOURCES)
def test_only_the_cast_imports_by_name(path: Path) -> None:
    if path.name != "cast.py":
        assert not [name for name in imports(path) if within(name, "importlib.import_module") or name == "importlib"]
        assert "import_module" not in path.read_text(encoding="utf-8")


@each([path for path in SOURCES if path not in SCENES])
def test_manim_is_imported_by_scenes_and_the_worker_only(path: Path) -> None:
    if path != WORKER:
        assert not [name for name in imports(path) if top(name) == "manim"]


def test_the_command_line_imports_click_and_the_studio_only() -> None:
    names = [name for name in imports(ROOT / "render.py") if top(name) not in sys.stdlib_module_names]
    allowed = ("click", "gptanim.errors", "gptanim.studio", "gptanim.__version__")
    assert not [name for name in names if not any(within(name, package) for package in allowed)]
