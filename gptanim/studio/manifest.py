"""What a set of products was made from: runs, clips, versions, and the seconds it took."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

import gptanim
from gptanim.run import Run
from gptanim.studio import digest
from gptanim.studio.cache import write_whole
from gptanim.studio.clip import Clip, Quality
from gptanim.studio.lesson import Lesson


def write(
    path: Path,
    lesson: Lesson,
    quality: Quality,
    runs: Mapping[str, Run],
    clips: Sequence[Clip],
    seconds: Mapping[str, float],
) -> None:
    """Write manifest.json; seconds: how long each stage took."""
    manifest = {
        "lesson": lesson.name,
        "title": lesson.title,
        "theme": lesson.theme,
        "voice": lesson.voice,
        "quality": asdict(quality),
        "runs": {name: _run(run) for name, run in runs.items()},
        "clips": [_clip(clip) for clip in clips],
        "clip_seconds": round(sum(clip.seconds for clip in clips), 3),
        "versions": {
            "gptanim": gptanim.__version__,
            "python": platform.python_version(),
            "numpy": np.__version__,
            **digest.versions(),
        },
        "seconds": {stage: round(spent, 2) for stage, spent in seconds.items()},
    }
    write_whole(path, f"{json.dumps(manifest, indent=2, ensure_ascii=False)}\n".encode())


def _run(run: Run) -> dict[str, object]:
    return {
        "digest": run.digest,
        "corpus": run.corpus.name,
        "texts": len(run.corpus.texts),
        "parameters": run.config.n_params,
        "steps": run.train_config.steps,
        "seed": run.train_config.seed,
        "held_out_loss": round(run.last.val_loss, 4),
        "seconds": round(run.seconds, 2),
    }


def _clip(clip: Clip) -> dict[str, object]:
    return {"address": clip.address, "key": clip.key, "seconds": round(clip.seconds, 3), "line": clip.line}
