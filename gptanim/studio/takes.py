"""From exhibits to takes: what each clip of a lesson says, how long it lasts, and the key of all it depends on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from gptanim.errors import ScriptError
from gptanim.run import Run
from gptanim.stage import COUNTDOWN_SECONDS, CURTAIN, CURTAIN_SECONDS, Beat, Exhibit
from gptanim.studio import captions, cast, digest, narrator
from gptanim.studio.casting import Part
from gptanim.studio.clip import Captions, Quality
from gptanim.studio.history import Parts
from gptanim.studio.lesson import Lesson
from gptanim.studio.speech import Line, Speech

Narrate = Callable[[Sequence[Line]], Sequence[Speech | None]]  # has all lines of a lesson spoken


@dataclass(frozen=True)
class Take:
    """One clip that the lesson needs. seconds: how long it shall last at least; line is empty for an interlude.

    parts: all that its pictures depend on. captions: what is drawn into them, if anything.
    """

    name: str
    beat: Beat
    line: str
    notes: str
    seconds: float
    parts: Parts
    speech: Speech | None = None
    captions: Captions | None = None

    @property
    def key(self) -> str:
        """The name under which the clip is cached."""
        return digest.of(self.parts)

    @property
    def interlude(self) -> bool:
        """Whether the clip is a countdown or a curtain, which only a film needs."""
        return self.name != self.beat.name

    def frames(self, quality: Quality) -> int:
        """Return how many frames the clip has at least."""
        return round(self.seconds * quality.frame_rate)


@dataclass(frozen=True)
class Script:
    """One segment of the lesson, measured and put into words.

    sources: digests of the files that draw it. seconds: of every beat, by name.
    """

    part: Part
    exhibit: Exhibit
    sources: Mapping[str, str]
    seconds: Mapping[str, float]
    takes: tuple[Take, ...]


def scripts(
    lesson: Lesson,
    parts: Sequence[Part],
    runs: Mapping[str, Run],
    quality: Quality,
    narrate: Narrate = narrator.silent,
    captioned: bool = False,
) -> list[Script]:
    """Measure each part, have its lines spoken, and return it with all its takes, in the lesson's order.

    captioned: draw the captions in.
    """
    versions = digest.versions()
    exhibits = [part.measure(runs) for part in parts]
    said = lines(parts, exhibits)
    spoken = dict(zip(said, narrate(said), strict=True))
    rest = iter(said)
    found = []
    for part, exhibit in zip(parts, exhibits, strict=True):
        speeches = {beat.name: spoken[next(rest)] for beat in part.segment.beats}
        found.append(_script(part, exhibit, lesson, quality, versions, speeches, captioned))
    return found


def lines(parts: Sequence[Part], exhibits: Sequence[Exhibit]) -> list[Line]:
    """Return every beat's line, in the lesson's order."""
    return narrator.addressed(
        (part.entry.segment, beat.name, _words(part.entry.segment, beat, exhibit)[0])
        for part, exhibit in zip(parts, exhibits, strict=True)
        for beat in part.segment.beats
    )


def _script(
    part: Part,
    exhibit: Exhibit,
    lesson: Lesson,
    quality: Quality,
    versions: Mapping[str, str],
    speeches: Mapping[str, Speech | None],
    captioned: bool,
) -> Script:
    segment = part.entry.segment
    sources = sources_of(segment)
    measured = digest.of_exhibit(exhibit)

    def parts(name: str, seconds: float, beat: str | None) -> Parts:
        return digest.clip_parts(
            segment,
            name,
            sources=digest.until_beat(sources, segment, cast.scenes_folder().parent, beat) if beat else sources,
            exhibit=measured,
            theme=lesson.theme,
            quality=quality,
            seconds=seconds,
            versions=versions,
        )

    def interlude(name: str, beat: Beat, seconds: float) -> Take:
        return Take(name, beat, "", "", seconds, parts(name, seconds, None if name == CURTAIN else beat.name))

    def spoken(beat: Beat) -> Take:
        (line, notes), speech = _words(segment, beat, exhibit), speeches[beat.name]
        seconds = narrator.seconds(line, speech)
        take = Take(beat.name, beat, line, notes, seconds, parts(beat.name, seconds, beat.name), speech)
        return _with_captions(take) if captioned else take

    takes = []
    for beat in part.segment.beats:
        takes.append(spoken(beat))
        if beat.ask:
            takes.append(interlude(beat.countdown, beat, COUNTDOWN_SECONDS))
    takes.append(interlude(CURTAIN, part.segment.beats[-1], CURTAIN_SECONDS))
    return Script(
        part, exhibit, sources, {take.name: take.seconds for take in takes if not take.interlude}, tuple(takes)
    )


def _with_captions(take: Take) -> Take:
    """Return the take with its captions drawn in; they are a part of its key, and so is what draws them."""
    shown = tuple((cue.start, cue.text) for cue in captions.timed(take.line, take.seconds, take.speech))
    drawn = {"texts": [list(one) for one in shown], "by": digest.of_captions(cast.scenes_folder())}
    return replace(take, captions=shown, parts={**take.parts, "captions": drawn})


def _words(segment: str, beat: Beat, exhibit: Exhibit) -> tuple[str, str]:
    """Return a beat's line and its speaker notes."""
    try:
        return beat.line(exhibit.facts), beat.speaker_notes(exhibit.facts)
    except ScriptError as error:
        raise ScriptError(f"segment {segment!r}: {error}") from error


def sources_of(segment: str) -> dict[str, str]:
    """Return the digests of the files that draw a segment, as they are now."""
    return digest.of_sources(segment, cast.scenes_folder().parent)


def only_beat(scripts: Sequence[Script], beat: str) -> list[Script]:
    """Return the scripts with one beat's takes alone: its own and its countdown, no curtain."""

    def wanted(take: Take) -> bool:
        return take.beat.name == beat and take.name != CURTAIN

    return [replace(script, takes=tuple(filter(wanted, script.takes))) for script in scripts]
