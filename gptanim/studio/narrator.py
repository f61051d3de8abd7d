"""Has every line spoken before anything is rendered, so that each beat can hold for its words; each line only once."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from gptanim.errors import LessonError
from gptanim.stage import PAUSE_SECONDS, reading_seconds
from gptanim.studio import digest, sound
from gptanim.studio.cache import appearing, write_whole
from gptanim.studio.progress import Reporter
from gptanim.studio.speech import Line, Speech, Voice, speakable
from gptanim.studio.voices import espeak, piper
from gptanim.studio.voices.recorded import Recorded

FORMAT = 1  # raise it when speech made before must not be used again
VOICES = ("silent", "espeak", "piper", "recorded")
AT_ONCE = 12  # lines; what a voice has said is kept, however soon it is interrupted


def voice(name: str, recordings: Path | None = None) -> Voice | None:
    """Return the voice of that name, None for the silent one.

    recordings: the folder of the recorded voice. Raises LessonError when what the voice needs is not there.
    """
    if name == "silent":
        return None
    if name == "espeak":
        return espeak.voice()
    if name == "piper":
        return piper.voice()
    if name == "recorded":
        return Recorded.of(recordings)
    raise LessonError(f"there is no voice {name!r}; known: {', '.join(VOICES)}")


def addressed(beats: Iterable[tuple[str, str, str]]) -> list[Line]:
    """Return the lines of beats, each given by segment, name and words; a beat shown again gets a number."""
    seen: Counter[str] = Counter()
    found = []
    for segment, name, words in beats:
        address = f"{segment}.{name}"
        seen[address] += 1
        found.append(Line(address + (f"-{seen[address]}" if seen[address] > 1 else ""), words))
    return found


def seconds(line: str, speech: Speech | None) -> float:
    """Return how long a beat holds for its line: as the speech lasts, or else the time to read it aloud."""
    return speech.seconds + PAUSE_SECONDS if speech else reading_seconds(line)


def silent(lines: Sequence[Line]) -> list[Speech | None]:
    """Return that nothing is heard of any line."""
    return [None] * len(lines)


def speak(lines: Sequence[Line], voice: Voice | None, folder: Path, reporter: Reporter) -> list[Speech | None]:
    """Return each line's speech, made or found in a cache's folder; None for what is silent or has no words.

    Raises LessonError when the voice lacks something, RenderError when it fails.
    """
    if voice is None:
        return silent(lines)
    spoken = [line for line in lines if _has_words(line)]
    voice.check(spoken)
    keys = {line: digest.of([FORMAT, voice.identity(line), line.words]) for line in spoken}
    missing = list({key: line for line, key in keys.items() if _kept(folder, key) is None}.values())
    if missing:
        with reporter.bar(f"Speaking {len(missing)} line{'s' * (len(missing) > 1)}", total=len(missing)) as advance:
            for first in range(0, len(missing), AT_ONCE):
                advance(first, missing[first].address)
                _make(missing[first : first + AT_ONCE], voice, folder, keys)
    return [_kept(folder, keys[line]) if line in keys else None for line in lines]


def _has_words(line: Line) -> bool:
    return any(letter.isalnum() for letter in speakable(line.words))


def _make(lines: Sequence[Line], voice: Voice, folder: Path, keys: dict[Line, str]) -> None:
    with tempfile.TemporaryDirectory(prefix="gptanim-") as scratch:
        for line, made in zip(lines, voice.speak(lines, Path(scratch)), strict=True):
            path = folder / f"{keys[line]}.wav"
            with appearing(path) as temporary:
                sound.write_wav(temporary, sound.decode(made.path))
            receipt = {"bytes": path.stat().st_size, "words": made.words}
            write_whole(path.with_suffix(".json"), json.dumps(receipt).encode())


def _kept(folder: Path, key: str) -> Speech | None:
    """Return the speech of that key, or None when it is missing or not as it was put there."""
    path = folder / f"{key}.wav"
    try:
        receipt = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        if path.stat().st_size != receipt["bytes"]:
            return None
        return Speech(path, sound.seconds(path), tuple((int(at), float(when)) for at, when in receipt["words"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError):  # any other file than the one put here: speak it again
        return None
