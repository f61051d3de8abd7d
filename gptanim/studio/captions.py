"""The lines as timed captions: short cues, cut where a speaker would breathe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from gptanim.studio.cache import write_whole
from gptanim.studio.clip import Clip
from gptanim.studio.speech import Speech

COLUMNS = 42  # the width of a caption line that television settled on; two lines a cue
READ_PER_SECOND = 17  # letters that one can read while looking at a picture
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
    """Return every line as cues that fill its clip; they are in order and do not overlap; an interlude has none."""
    found: list[Cue] = []
    start = 0.0
    for clip in clips:
        texts = [] if clip.interlude else timed(clip.line, clip.seconds, clip.speech)
        found.extend(Cue(start + cue.start, start + cue.end, cue.text) for cue in texts)
        start += clip.seconds
    return found


def timed(line: str, seconds: float, speech: Speech | None = None) -> list[Cue]:
    """Return a line as cues that fill a clip of so many seconds, each shown from when it is said.

    That is when the voice begins its first word, or by share of the letters. A cue that could not be read before
    the next one is said stays longer, as far as the clip lasts.
    """
    texts = split(line)
    letters = [max(1, _width(text.replace("\n", " "))) for text in texts]
    shares = [said / max(1, sum(letters)) for said in accumulate(letters, initial=0)]
    said = _said(line, texts, speech) or [share * (speech.seconds if speech else seconds) for share in shares]
    needed = [count / READ_PER_SECOND for count in letters]
    if sum(needed) > seconds:  # nothing can be done but to give each its share
        said, needed = [share * seconds for share in shares], [0.0] * len(texts)
    starts: list[float] = []
    for number, at in enumerate(said[: len(texts)]):
        earliest = starts[-1] + needed[number - 1] if starts else 0.0
        starts.append(min(max(at, earliest), seconds - sum(needed[number:])) if number else 0.0)
    return [Cue(*span, text) for span, text in zip(pairwise([*starts, seconds]), texts, strict=True)]


def _said(line: str, texts: Sequence[str], speech: Speech | None) -> list[float] | None:
    """Return when the first word of each text is said, by the words that the voice tells of; None when by none."""
    if speech is None or not speech.words:
        return None
    before = list(accumulate(_count(text) for text in texts))[:-1]  # letters in the texts before each but the first
    words = [(_count(line[:place]), when) for place, when in speech.words]
    later = [next((when for letters, when in words if letters >= count), speech.seconds) for count in before]
    return [0.0, *accumulate(later, max)]


def _count(text: str) -> int:
    """Count the letters that a caption keeps, without spaces."""
    return len("".join(_plain(text).split()))


def write(clips: Sequence[Clip], vtt: Path, srt: Path) -> None:
    """Write the captions as WebVTT, which browsers read, and as SubRip, which all else reads."""
    found = cues(clips)
    write_whole(vtt, web_vtt(found).encode())
    numbered = (
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{_srt_text(cue.text)}\n"
        for number, cue in enumerate(found, 1)
    )
    write_whole(srt, "\n".join(numbered).encode())


def web_vtt(cues: Iterable[Cue]) -> str:
    """Return cues as WebVTT."""
    blocks = (f"{_clock(cue.start)} --> {_clock(cue.end)}\n{_vtt_text(cue.text)}\n" for cue in cues)
    return "\n".join(["WEBVTT\n", *blocks])


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
