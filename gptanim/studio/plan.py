"""From takes to clips: which the cache lacks, in which shards they are drawn, and all of them in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gptanim.errors import RenderError
from gptanim.studio import shards
from gptanim.studio.cache import Cache, CachedClip
from gptanim.studio.clip import Clip, Quality, Shard
from gptanim.studio.takes import Script, Take


@dataclass(frozen=True)
class Job:
    """A shard to draw, and the takes that it brings. cost: seconds of one core that it will take, by experience."""

    shard: Shard
    takes: tuple[Take, ...]
    cost: float

    @property
    def name(self) -> str:
        """What it draws, from which clip to which."""
        first, last = self.takes[0].name, self.takes[-1].name
        return f"{self.shard.segment}.{first}" + (f" … {last}" if first != last else "")

    @property
    def frames(self) -> int:
        """How many frames there are to draw, if each clip is as long as its words."""
        return sum(take.frames(self.shard.quality) for take in self.takes)


def missing(scripts: Sequence[Script], cache: Cache) -> list[tuple[Script, list[Take]]]:
    """Return the takes that the cache lacks, by segment, each once."""
    asked: set[str] = set()
    found = []
    for script in scripts:
        takes = [take for take in script.takes if take.key not in asked and cache.clip(take.key) is None]
        asked.update(take.key for take in takes)
        if takes:
            found.append((script, takes))
    return found


def jobs(scripts: Sequence[Script], theme: str, quality: Quality, cache: Cache, workers: int) -> list[Job]:
    """Return what the cache lacks in shards for so many workers, the longest first so that none idles at the end."""
    history = cache.history()
    lacking = missing(scripts, cache)
    costs = [[history.cost(take.parts, take.frames(quality)) for take in takes] for _, takes in lacking]
    most = shards.longest(sum(map(sum, costs)), workers)
    found = []
    for (script, takes), cost in zip(lacking, costs, strict=True):
        for run in shards.runs(cost, most):
            wanted = tuple(take.name for take in takes[run])
            segment = script.part.entry.segment
            drawn_in = {take.name: take.captions for take in takes[run] if take.captions}
            shard = Shard(segment, script.exhibit, theme, quality, script.seconds, wanted, script.sources, drawn_in)
            found.append(Job(shard, tuple(takes[run]), sum(cost[run])))
    return sorted(found, key=lambda job: -job.cost)


def clips(scripts: Sequence[Script], cache: Cache) -> list[Clip]:
    """Return all clips in the lesson's order; RenderError when the cache lacks one."""
    return [_clip(script, take, cache.clip(take.key)) for script in scripts for take in script.takes]


def _clip(script: Script, take: Take, cached: CachedClip | None) -> Clip:
    segment = script.part.entry.segment
    if cached is None:
        raise RenderError(f"{segment}.{take.name} was drawn, but is not in the cache; is the disk full?")
    return Clip(
        key=take.key,
        chapter=script.part.chapter,
        segment=segment,
        title=script.part.segment.title,
        name=take.name,
        line=take.line,
        notes=take.notes,
        loop=take.beat.loop and not take.interlude,
        ask=take.beat.ask,
        interlude=take.interlude,
        seconds=cached.seconds,
        path=cached.path,
        speech=take.speech,
        captioned=take.captions is not None,
    )
