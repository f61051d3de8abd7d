"""From exhibits to the clips of a lesson: their words, lengths and keys, and the shards that are still to be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gptanim.errors import RenderError, ScriptError
from gptanim.run import Run
from gptanim.stage import COUNTDOWN_SECONDS, CURTAIN, CURTAIN_SECONDS, Beat, Exhibit
from gptanim.studio import cast, digest, narrator
from gptanim.studio.cache import Cache, CachedClip
from gptanim.studio.casting import Part
from gptanim.studio.clip import Clip, Quality, Shard
from gptanim.studio.lesson import Lesson


@dataclass(frozen=True)
class Take:
    """One clip that the lesson needs. seconds: how long it shall last at least; line is empty for an interlude."""

    name: str
    beat: Beat
    line: str
    notes: str
    seconds: float
    key: str

    @property
    def interlude(self) -> bool:
        """Whether the clip is a countdown or a curtain, which only a film needs."""
        return self.name != self.beat.name


@dataclass(frozen=True)
class Script:
    """One segment of the lesson, measured and put into words.

    sources: digest of the files that draw it. seconds: of every beat, by name.
    """

    part: Part
    exhibit: Exhibit
    sources: str
    seconds: Mapping[str, float]
    takes: tuple[Take, ...]


@dataclass(frozen=True)
class Job:
    """A shard to draw, and the keys under which its clips are kept.

    sources: digest of the files that shall draw it. seconds: how much there is to draw.
    """

    shard: Shard
    sources: str
    keys: Mapping[str, str]
    seconds: float


def scripts(lesson: Lesson, parts: Sequence[Part], runs: Mapping[str, Run], quality: Quality) -> list[Script]:
    """Measure each part and return it with all its takes, in the lesson's order."""
    versions = digest.versions()
    return [_script(part, part.measure(runs), lesson, quality, versions) for part in parts]


def _script(part: Part, exhibit: Exhibit, lesson: Lesson, quality: Quality, versions: Mapping[str, str]) -> Script:
    segment = part.entry.segment
    sources = sources_of(segment)
    measured = digest.of_exhibit(exhibit)

    def key(name: str, seconds: float) -> str:
        return digest.clip_key(
            segment,
            name,
            sources=sources,
            exhibit=measured,
            theme=lesson.theme,
            quality=quality,
            seconds=seconds,
            versions=versions,
        )

    def interlude(name: str, beat: Beat, seconds: float) -> Take:
        return Take(name, beat, "", "", seconds, key(name, seconds))

    takes = []
    for beat in part.segment.beats:
        line, notes = _words(segment, beat, exhibit)
        seconds = narrator.seconds(line, lesson.voice)
        takes.append(Take(beat.name, beat, line, notes, seconds, key(beat.name, seconds)))
        if beat.ask:
            takes.append(interlude(beat.countdown, beat, COUNTDOWN_SECONDS))
    takes.append(interlude(CURTAIN, part.segment.beats[-1], CURTAIN_SECONDS))
    return Script(
        part, exhibit, sources, {take.name: take.seconds for take in takes if not take.interlude}, tuple(takes)
    )


def _words(segment: str, beat: Beat, exhibit: Exhibit) -> tuple[str, str]:
    """Return a beat's line and its speaker notes."""
    try:
        return beat.line(exhibit.facts), beat.speaker_notes(exhibit.facts)
    except ScriptError as error:
        raise ScriptError(f"segment {segment!r}: {error}") from error


def sources_of(segment: str) -> str:
    """Return the digest of the files that draw a segment, as they are now."""
    return digest.of_sources(segment, cast.scenes_folder().parent)


def only_beat(scripts: Sequence[Script], beat: str) -> list[Script]:
    """Return the scripts with one beat's takes alone: its own and its countdown, no curtain."""

    def wanted(take: Take) -> bool:
        return take.beat.name == beat and take.name != CURTAIN

    return [replace(script, takes=tuple(filter(wanted, script.takes))) for script in scripts]


def jobs(scripts: Sequence[Script], theme: str, quality: Quality, cache: Cache) -> list[Job]:
    """Return what the cache lacks, a shard for each segment, the longest first so that no core idles at the end."""
    asked: set[str] = set()
    found = []
    for script in scripts:
        takes = [take for take in script.takes if take.key not in asked and cache.clip(take.key) is None]
        asked.update(take.key for take in takes)
        if takes:
            keys = {take.name: take.key for take in takes}
            shard = Shard(script.part.entry.segment, script.exhibit, theme, quality, script.seconds, tuple(keys))
            found.append(Job(shard, script.sources, keys, sum(take.seconds for take in takes)))
    return sorted(found, key=lambda job: -job.seconds)


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
    )
