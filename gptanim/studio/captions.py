"""The lines as timed captions: short cues, cut where a speaker would breathe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from gptanim.studio.cache import write_whole
from gptanim.studio.clip import Clip

COLUMNS = 42  # the width of a caption line that television settled on; two lines a cue
WORD_JOINER = "\u2060"  # invisible; keeps a player from taking what follows for markup
SENTENCE, PHRASE, SPACE, ANYWHERE = 0.0, 0.12, 0.3, 2.0  # what a cut costs, beside its distance from the middle
ENDS_SENTENCE = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s|(?<=[。！？])(?!$)")
ENDS_PHRASE = re.compile(r"(?<=[,;:])[”’\"')\]]*\s|\s(?=[–—(])|(?<=[，、；：])(?!$)")


@dataclass(frozen=True)
class Cue:
    """One or two lines of text, shown from start to end, in seconds of the film."""

    start: float
    end: float
    text: str


def cues(clips: Sequence[Clip]) -> list[Cue]:
    """Return every line as cues that fill its clip, each for its share of the line's letters.

    Cues are in order and do not overlap; a countdown has none.
    """
    found: list[Cue] = []
    start = 0.0
    for clip in clips:
        texts = [] if clip.interlude else split(clip.line)
        found.extend(_timed(texts, start, clip.seconds))
        start += clip.seconds
    return found


def write(clips: Sequence[Clip], vtt: Path, srt: Path) -> None:
    """Write the captions as WebVTT, which browsers read, and as SubRip, which all else reads."""
    found = cues(clips)
    blocks = (f"{_clock(cue.start)} --> {_clock(cue.end)}\n{_vtt_text(cue.text)}\n" for cue in found)
    write_whole(vtt, "\n".join(["WEBVTT\n", *blocks]).encode())
    numbered = (
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{_srt_text(cue.text)}\n"
        for number, cue in enumerate(found, 1)
    )
    write_whole(srt, "\n".join(numbered).encode())


def split(line: str) -> list[str]:
    """Return a line as texts of at most two rows of 42 columns, halved where it hurts least until all fit.

    A sentence's end is the best place, then a phrase's, then a space; inside a word only when it is too wide.
    """
    text = _plain(line)
    if not text:
        return []
    rows = _rows(text)
    if rows:
        return ["\n".join(rows)]
    cut = _best_cut(text, _places(text))
    return split(text[:cut]) + split(text[cut:])


def _rows(text: str) -> list[str] | None:
    """Return the text as one or two rows, as even as can be, or None when it needs more."""
    if _width(text) <= COLUMNS:
        return [text]
    if _width(text) > 2 * COLUMNS + 1:
        return None
    inner_spaces = [(match.end(), SPACE) for match in re.finditer(r"\s", text)]
    places = inner_spaces or [(cut, ANYWHERE) for cut in _letter_starts(text)]
    pairs = [[text[:cut].rstrip(), text[cut:]] for cut, _ in places]
    fitting = [pair for pair in pairs if max(map(_width, pair)) <= COLUMNS]
    return min(fitting, key=lambda pair: max(map(_width, pair)), default=None)


def _places(text: str) -> Iterator[tuple[int, float]]:
    """Give every place where a text may be cut, with its cost; all of them lie inside the text."""
    for pattern, cost in ((ENDS_SENTENCE, SENTENCE), (ENDS_PHRASE, PHRASE), (re.compile(r"\s"), SPACE)):
        yield from ((match.end(), cost) for match in pattern.finditer(text) if 0 < match.end() < len(text))
    yield from ((cut, ANYWHERE) for cut in _letter_starts(text))


def _best_cut(text: str, places: Iterable[tuple[int, float]]) -> int:
    middle = len(text) / 2
    nearest = min(places, key=lambda place: place[1] + abs(place[0] - middle) / len(text), default=None)
    return nearest[0] if nearest else len(text) // 2


def _letter_starts(text: str) -> Iterator[int]:
    """Give the positions inside a text before which it may be torn: never before a mark that joins what precedes."""
    for position in range(1, len(text)):
        joins = unicodedata.category(text[position]) in ("Mn", "Me", "Mc", "Cf") or text[position - 1] == "\u200d"
        if not joins:
            yield position


def _timed(texts: Sequence[str], start: float, seconds: float) -> Iterator[Cue]:
    letters = [max(1, _width(text)) for text in texts]
    total = max(1, sum(letters))
    ends = [start + seconds * said / total for said in accumulate(letters, initial=0)]
    yield from map(Cue, ends, ends[1:], texts)


def _width(text: str) -> int:
    """Count columns: Chinese, Japanese and Korean letters take two, marks and line ends none."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    marks = sum(unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc") for letter in text)
    return len(text) + wide - marks


def _plain(line: str) -> str:
    """Make one row of a line: no line ends, tabs or control letters, since a blank row would end a cue."""
    spaced = re.sub(r"\s+", " ", line)
    return "".join(letter for letter in spaced if unicodedata.category(letter) not in ("Cc", "Cs")).strip()


def _vtt_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _srt_text(text: str) -> str:
    """SubRip has no escapes: a word joiner disarms ``<`` and ``-->``; players hide what stands in braces."""
    joined = text.replace("<", "<" + WORD_JOINER).replace("-->", f"--{WORD_JOINER}>")
    return joined.replace("{", "(").replace("}", ")")


def _clock(seconds: float, point: str = ".") -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{point}{rest % 1000:03}"
