"""The main job: from a lesson to its clips and products, making only what was not made before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from gptanim.errors import RenderError
from gptanim.run import Run
from gptanim.studio import casting, farm, film, glyphs, manifest, plan, storyboard, training, worker
from gptanim.studio.clip import Clip, Footage
from gptanim.studio.orders import Order
from gptanim.studio.plan import Job
from gptanim.studio.products import PRODUCTS
from gptanim.studio.progress import Reporter


def products(order: Order, names: Sequence[str], reporter: Reporter) -> list[Path]:
    """Make some of PRODUCTS and a manifest in the order's folder; return the files."""
    runs, clips = _clips(order, reporter)
    made: list[Path] = []
    for name in names:
        with reporter.stage(name):
            made += PRODUCTS[name](clips, order.lesson, order.out)
    record = order.out / "manifest.json"
    manifest.write(record, order.lesson, order.quality, runs, clips, reporter.seconds)
    return [*made, record]


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
        scripts = plan.scripts(order.lesson, parts, runs, order.quality)
        if beat:
            scripts = plan.only_beat(scripts, beat)
    with reporter.stage("render"):
        _render(order, plan.jobs(scripts, order.lesson.theme, order.quality, order.cache), reporter)
    return runs, plan.clips(scripts, order.cache)


def _render(order: Order, jobs: Sequence[Job], reporter: Reporter) -> None:
    """Draw what is missing and put it into the cache, each segment as soon as it is done."""
    if not jobs:
        return
    count = sum(len(job.keys) for job in jobs)
    workers = min(order.workers, len(jobs))
    done = 0.0
    label = f"Rendering {count} clip{'s' if count > 1 else ''}"
    with reporter.bar(label, total=sum(job.seconds for job in jobs)) as advance:

        def keep(job: Job, footage: Sequence[Footage]) -> None:
            nonlocal done
            if plan.sources_of(job.shard.segment) != job.sources:
                raise RenderError("its source was edited while it was drawn; run the same command again")
            for piece in footage:
                order.cache.put_clip(job.keys[piece.name], piece, order.quality.frame_rate)
            done += job.seconds
            advance(done, job.shard.segment)

        farm.render(jobs, worker.render, keep, partial(farm.process_pool, workers, worker.warm_up))
