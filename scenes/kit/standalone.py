"""Lets plain ``manim`` draw a segment: finds the default lesson and its recorded runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gptanim.errors import RunError
from gptanim.stage import Exhibit


def default_exhibit(segment: Any) -> Exhibit:
    """Return what a segment measures on the runs of the default lesson.

    Raises RunError with the command that trains them when they are missing.
    """
    from gptanim.studio import casting, lesson, training
    from gptanim.studio.cache import Cache
    from gptanim.studio.produce import DEFAULT_LESSON

    default = lesson.read(DEFAULT_LESSON)
    name = Path(segment.__module__.replace(".", "/")).name
    part = next(part for part in casting.parts(lesson.only(default, [name])))
    runs = {}
    for run in part.runs.values():
        found = training.recorded(default.runs[run], Cache())
        if found is None:
            raise RunError(f"{name} shows the run {run!r}, which is not recorded yet; run: python render.py train")
        runs[run] = found
    return part.measure(runs)
