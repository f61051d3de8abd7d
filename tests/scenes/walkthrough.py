"""A segment that is played and never drawn, as checks of what stands in its frames need it."""

from __future__ import annotations

import tempfile
from typing import Any

from manim import tempconfig

from gptanim.stage import Exhibit
from gptanim.studio import worker
from gptanim.studio.clip import Quality
from scenes.kit.camera import StageCamera
from scenes.kit.rehearsal import faults, rehearse


def found_faults(segment: Any, exhibit: Exhibit, quality: Quality) -> list[str]:
    """Return what is wrong after each beat of a segment in a frame of this shape, in words."""
    with tempfile.TemporaryDirectory() as media, tempconfig(worker.settings(quality, media)):
        unseen = worker.SkippingRenderer(camera_class=StageCamera)
        scene = segment(exhibit=exhibit, wanted=(), renderer=unseen)
        return [fault for beat, seen in rehearse(scene) for fault in faults(beat, seen, scene)]
