"""Lets plain ``manim`` draw a segment: finds the default lesson and its recorded runs."""

from __future__ import annotations

from typing import Any

from gptanim.errors import RunError
from gptanim.stage import Exhibit


def default_exhibit(segment: Any) -> Exhibit:
    """Return what a segment measures on the runs of the default lesson.

    Raises RunError with the command that trains them when they are missing.
    """
    from gptanim.studio import casting, lesson, training
    from gptanim.studio.cache import Cache
    from gptanim.studio.places import DEFAULT_LESSON

    name = str(segment.__module__).rpartition(".")[2]
    default = lesson.alone(lesson.read(DEFAULT_LESSON), name)
    (part,) = casting.parts(default)
    runs = {run: training.recorded(default.runs[run], Cache()) for run in part.runs.values()}
    missing = [run for run, recorded in runs.items() if recorded is None]
    if missing:
        raise RunError(
            f"{name} shows the run {missing[0]!r}, which is not recorded under out/cache yet. "
            "Record it with: python render.py train"
        )
    return part.measure({run: recorded for run, recorded in runs.items() if recorded is not None})
