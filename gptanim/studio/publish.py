"""Products appear together: all are written aside first, so that an error leaves the earlier ones as they were."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gptanim.errors import RenderError


@contextmanager
def into(out: Path) -> Iterator[Path]:
    """Lend an empty folder to write to; at the end all in it moves to the folder out, after an error nothing does.

    Raises RenderError when out cannot be written to.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=out, prefix=".making-"))
    except OSError as error:
        raise RenderError(f"{out} cannot be written to ({error.strerror}); choose another folder with --out") from error
    try:
        yield aside
        for product in sorted(aside.iterdir()):
            _move(product, out / product.name, aside)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _move(product: Path, place: Path, aside: Path) -> None:
    """Rename a product to its place; a folder there before cannot be renamed over, so it steps aside first."""
    if place.is_dir():
        os.replace(place, aside / f".earlier-{place.name}")
    os.replace(product, place)
