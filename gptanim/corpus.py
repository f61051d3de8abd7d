"""A corpus: short texts, one per line, split into texts to train on and texts held out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gptanim.errors import ConfigError, DataError

MIN_TEXTS = 5
MAX_LETTERS = 200
MAX_BYTES = 20_000_000
JOINERS = "\u200c\u200d"  # invisible, but Persian, Hindi and family emoji are spelled with them


@dataclass(frozen=True)
class Corpus:
    """Unique short texts in the order of the file, each either in ``train`` or in ``held_out``.

    Only when there are fewer than two unique texts, ``held_out`` equals ``train``.
    """

    texts: tuple[str, ...]
    train: tuple[str, ...]
    held_out: tuple[str, ...]
    name: str

    @classmethod
    def read(cls, path: str | Path, *, seed: int = 0, held_out_share: float = 0.1) -> Corpus:
        """Return the corpus in a UTF-8 file of one text per line, named after the file.

        Raises DataError when the file cannot serve; see ``of`` for what the lines must hold.
        """
        path = Path(path)
        lines = _read(path).splitlines()
        return _split(_checked(lines, f"{path}"), path.stem, seed, held_out_share)

    @classmethod
    def of(cls, texts: Iterable[str], *, name: str, seed: int = 0, held_out_share: float = 0.1) -> Corpus:
        """Return a corpus of the given texts: cleaned, duplicates dropped, split by the seed.

        Raises DataError when there are fewer than MIN_TEXTS texts (duplicates count) or one is over MAX_LETTERS.
        """
        return _split(_checked(texts, f"corpus {name!r}"), name, seed, held_out_share)

    def few(self, count: int, *, seed: int = 0) -> Corpus:
        """Return the corpus with only so many training texts, drawn by the seed; what is held out stays.

        All training texts when there are not more. Raises ConfigError when the count is less than 1.
        """
        if count < 1:
            raise ConfigError(f"texts is {count}; a model needs at least 1 to learn from.")
        kept = set(np.random.default_rng(seed).permutation(len(self.train))[:count].tolist())
        train = tuple(text for i, text in enumerate(self.train) if i in kept)
        there = {*train, *self.held_out}
        return Corpus(tuple(text for text in self.texts if text in there), train, self.held_out, self.name)


def clean(text: str) -> str:
    """Return the text in Unicode's NFC form, on one line, with single spaces and nothing invisible.

    " Zoe\\u0308\\tAnn " becomes "Zoë Ann". Joiners inside a text stay; other control and format characters go.
    """
    spaced = " ".join(text.split())
    visible = "".join(c for c in spaced if c in JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return unicodedata.normalize("NFC", " ".join(visible.split()).strip(" " + JOINERS))


def _read(path: Path) -> str:
    """Return the text of a file, or say in a DataError why it is no corpus."""
    if path.is_dir():
        raise DataError(f"{path} is a folder, not a text file. Name a file with one text per line.")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DataError(f"{path} holds {size / 1e6:.0f} MB; at most {MAX_BYTES // 1_000_000} MB. Cut it shorter.")
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}). Check the path and its permissions.") from error
    if b"\0" in data:
        raise DataError(f"{path} is not a text file: it holds zero bytes. Save it as plain text in UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(f"{path}, line {line}, is not UTF-8. Save the file again with the encoding UTF-8.") from error


def _checked(lines: Iterable[str], where: str) -> list[str]:
    """Return the cleaned lines that hold something, duplicates included."""
    texts = []
    for number, line in enumerate(lines, start=1):
        text = clean(line)
        if len(text) > MAX_LETTERS:
            raise DataError(
                f"{where}, line {number}, is {len(text)} characters long; at most {MAX_LETTERS}. "
                "The model learns short texts such as names: put one on each line."
            )
        if text:
            texts.append(text)
    if len(texts) < MIN_TEXTS:
        raise DataError(
            f"{where} holds {len(texts)} texts; a model needs at least {MIN_TEXTS} to learn from. "
            "Add more, one on each line."
        )
    return texts


def _split(texts: list[str], name: str, seed: int, held_out_share: float) -> Corpus:
    """Return the corpus of the unique texts, at least one of them held out."""
    if not 0 < held_out_share < 1:
        raise ConfigError(f"held_out_share is {held_out_share}; choose a share between 0 and 1, such as 0.1.")
    unique = tuple(dict.fromkeys(texts))
    if len(unique) < 2:
        return Corpus(unique, unique, unique, name)
    count = min(max(1, round(len(unique) * held_out_share)), len(unique) - 1)
    held = set(np.random.default_rng(seed).permutation(len(unique))[:count].tolist())
    train = tuple(text for i, text in enumerate(unique) if i not in held)
    return Corpus(unique, train, tuple(unique[i] for i in sorted(held)), name)
