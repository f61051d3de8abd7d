"""The main job: from a lesson to its clips and products, making only what was not made before."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence, Set
from functools import partial
from pathlib import Path
from typing import Any

from gptanim.errors import RenderError
from gptanim.run import Run
from gptanim.studio import (
    casting,
    cluster,
    farm,
    film,
    gif,
    glyphs,
    manifest,
    narrator,
    page,
    plan,
    storyboard,
    takes,
    training,
    worker,
)
from gptanim.studio.clip import Clip, Footage
from gptanim.studio.orders import Order
from gptanim.studio.plan import Job
from gptanim.studio.products import PRODUCTS
from gptanim.studio.progress import Reporter
from gptanim.studio.speech import Line, Speech
from gptanim.studio.takes import Script


def products(
    order: Order, names: Sequence[str], reporter: Reporter, wishes: Mapping[str, Mapping[str, Any]] | None = None
) -> list[Path]:
    """Make some of PRODUCTS and a manifest in the order's folder, and for a film its page; return the files.

    wishes: further arguments of a product, by its name.
    """
    if "gif" in names:
        gif.check(order.lesson)
    runs, clips = _clips(order, reporter)
    made: list[Path] = []
    for name in names:
        with reporter.stage(name):
            made += PRODUCTS[name](clips, order.lesson, order.out, **(wishes or {}).get(name, {}))
    record = order.out / "manifest.json"
    manifest.write(record, order.lesson, order.quality, runs, clips, reporter.seconds)
    return [*made, record, *([page.write(clips, order.out)] if "film" in names else [])]


def preview(order: Order, address: str, reporter: Reporter, beat: str | None = None) -> list[Path]:
    """Make a film and a sheet of last frames of a lesson's clips, or of one beat's, named by the address."""
    _, clips = _clips(order, reporter, beat)
    video, sheet = order.out / f"{address}.mp4", order.out / f"{address}.png"
    film.write(clips, video, title=address)
    storyboard.write(clips, sheet)
    return [video, sheet]


def _clips(order: Order, reporter: Reporter, beat: str | None = None) -> tuple[dict[str, Run], list[Clip]]:
    """Return the runs that a lesson shows and its clips in order; trains and draws what is missing."""
    with reporter.stage("cast"):
        parts = casting.parts(order.lesson)
        if beat:
            casting.check_beat(parts, beat)
    with reporter.stage("train"):
        runs = training.runs(order.lesson, casting.runs(parts), order.cache, reporter)
    with reporter.stage("measure"):
        glyphs.check(order.lesson, runs)
        narrate = partial(_narrate, order, reporter)
        scripts = takes.scripts(order.lesson, parts, runs, order.quality, narrate, order.captioned)
        if beat:
            scripts = takes.only_beat(scripts, beat)
    if order.explain:
        _explain(scripts, order, reporter)
    with reporter.stage("render"):
        look = order.lesson.theme, order.quality
        _render(order, plan.jobs(scripts, *look, order.cache, order.workers), reporter)
    return runs, plan.clips(scripts, order.cache)


def _narrate(order: Order, reporter: Reporter, lines: Sequence[Line]) -> list[Speech | None]:
    """Return what is heard of the lines; has those spoken that never were, and says how far that is."""
    voice = narrator.voice(order.lesson.voice, order.lesson.recordings)
    with reporter.stage("speak"):
        return narrator.speak(lines, voice, order.cache.speech, reporter)


def _explain(scripts: Sequence[Script], order: Order, reporter: Reporter) -> None:
    """Say of each clip whether it must be drawn, and why."""
    history = order.cache.history()
    keys = {take.key for _, lacking in plan.missing(scripts, order.cache) for take in lacking}
    for script in scripts:
        for take in script.takes:
            why = f"drawn, {history.why(take.parts)}" if take.key in keys else "kept"
            reporter.note(f"{script.part.entry.segment}.{take.name}: {why}")


def _render(order: Order, jobs: Sequence[Job], reporter: Reporter) -> None:
    """Draw what is missing and put it into the cache, each shard as soon as it is done."""
    if not jobs:
        return
    count = sum(len(job.takes) for job in jobs)
    workers = min(order.workers, len(jobs))
    total = sum(job.frames for job in jobs)
    label = f"Rendering {count} clip{'s' if count > 1 else ''}"
    began = time.perf_counter()

    def keep(job: Job, footage: Sequence[Footage]) -> None:
        if takes.sources_of(job.shard.segment) != job.shard.sources:
            raise RenderError("its source was edited while it was drawn; run the same command again")
        for take, piece in zip(job.takes, footage, strict=True):
            order.cache.put_clip(take.parts, piece, order.quality.frame_rate)

    with reporter.bar(label, total=total) as advance:

        def tell(frames: Sequence[int], done: Set[int]) -> None:
            rate = sum(frames) / (time.perf_counter() - began)
            remark = f"{sum(frames):,} of {total:,} frames, {rate:.0f}/s, {len(done)} of {len(jobs)} shards"
            drawn = (number for number, count in enumerate(frames) if count and number not in done)
            advance(sum(frames), remark, [(jobs[number].name, frames[number], jobs[number].frames) for number in drawn])

        if order.cluster:
            farm.render(jobs, cluster.draw, keep, partial(cluster.pool, order.cluster), tell)
        else:
            pool = order.pool or partial(farm.process_pool, workers, worker.warm_up)
            farm.render(jobs, worker.render, keep, pool, tell)
